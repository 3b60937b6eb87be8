import Arithmetic

extension TailCertificate {
    /// V(n) with rational ends that are wider by a small part of its radius, for n ≥ N.
    ///
    /// - Precondition: `n` is at least the depth of the certificate.
    public func tailEnclosure(at n: Int) -> RationalInterval {
        precondition(n >= depth, "a certified tail holds from its depth on")
        // n^(−1/q) and √D to 64 bits more than the radius needs.
        let bits = 64 + radiusOrder * Integer(n).bitWidth + coefficients.count + radiusFactor.denominator.bitWidth
        let root = RationalInterval.squareRoot(commonRadicand ?? 1, bits: bits)
        let v =
            ramification == 1
            ? RationalInterval(Rational(n), Rational(n)) : RationalInterval.squareRoot(Integer(n), bits: bits)
        let u = RationalInterval(Rational(1) / v.upper, Rational(1) / v.lower)
        func point(_ value: Rational) -> RationalInterval { RationalInterval(value, value) }
        var value = point(0)
        for coefficient in coefficients.reversed() {
            value = value * u + point(coefficient.rational) + point(coefficient.irrational) * root
        }
        let radius = radiusFactor * u.upper.power(radiusOrder)
        value = value + RationalInterval(-radius, radius)
        let power =
            scaledExponent >= 0
            ? RationalInterval(v.lower.power(scaledExponent), v.upper.power(scaledExponent))
            : RationalInterval(u.lower.power(-scaledExponent), u.upper.power(-scaledExponent))
        return value * power
    }

    /// The interval in which the limit of `fraction` is proved to lie when the certificate is accepted: the image of V(n)
    /// under t ↦ (p(n) + t p(n−1))/(q(n) + t q(n−1)), exactly; nil when the denominator is 0 for some t in V(n).
    ///
    /// The width falls like the error of the n-th convergent times the relative width of V(n), about n^(−w/q).
    /// Cost: the exact convergents of index n and n − 1.
    ///
    /// - Precondition: `n` is at least the depth of the certificate.
    public func value(of fraction: PolynomialContinuedFraction, at n: Int) -> RationalInterval? {
        let product = ContinuantProduct.exact(a: fraction.a, b: fraction.b, from: 1, through: n)
        let a0 = fraction.a.evaluated(at: 0)
        let (p, lastP) = (Rational(a0 * product.a + product.c), Rational(a0 * product.b + product.d))
        let (q, lastQ) = (Rational(product.a), Rational(product.b))
        let tail = tailEnclosure(at: n)
        let below = [tail.lower, tail.upper].map { q + $0 * lastQ }
        guard below[0].signum() * below[1].signum() > 0 else { return nil }
        let ends = zip([tail.lower, tail.upper], below).map { (p + $0 * lastP) / $1 }
        return RationalInterval(Swift.min(ends[0], ends[1]), Swift.max(ends[0], ends[1]))
    }
}
