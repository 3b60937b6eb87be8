import Arithmetic

/// The shift n → n + 1 on descending Puiseux series: with u = n^(−1/q),
/// (n+1)^(e − i/q) = n^e uⁱ (1 + u^q)^(e − i/q) = n^e Σ_j binomial(e − i/q, j) u^(i + qj).
///
/// The series in j is cut with Lagrange's remainder: for x = u^q in (0, 1],
/// |(1+x)^α − Σ_{j<J} binomial(α, j) xʲ| ≤ |binomial(α, J)| x^J max(1, (1+x)^(α−J)).
struct BinomialShift {
    /// q: the series run in powers of n^(−1/q).
    let ramification: Int
    /// q·e, an integer: the leading exponent in units of 1/q.
    let scaledExponent: Int

    /// α = e − i/q.
    func exponent(_ i: Int) -> Rational {
        Rational(Integer(scaledExponent - i), Integer(ramification))
    }

    /// Adds cᵢ · binomial(α, j) at index i + qj + `offset` for all such indices below `series.count`.
    func add<Scalar: TailScalar>(
        _ coefficient: Scalar, at i: Int, offset: Int, to series: inout [Scalar], precision: Int
    ) {
        if coefficient.isZero { return }
        let alpha = exponent(i)
        var binomial = Rational(1)
        var j = 0
        while i + ramification * j + offset < series.count {
            if binomial.isZero { return }
            series[i + ramification * j + offset].add(
                coefficient.scaled(by: binomial, precision: precision), precision: precision)
            binomial = binomial * (alpha - Rational(j)) / Rational(j + 1)
            j += 1
        }
    }

    /// An upper bound of the remainder, relative to u^order, of the shift of cᵢ uⁱ when it is cut below index `order`.
    ///
    /// Needs U ≤ 1.
    func remainder<Scalar: EnclosingScalar>(
        _ coefficient: Scalar, at i: Int, offset: Int, order: Int, bound: Ball
    ) -> Ball {
        if coefficient.isZero { return Ball() }
        let low = RemainderSeries<Ball>.boundPrecision
        let alpha = exponent(i)
        let terms = max(0, (order - offset - i + ramification - 1) / ramification)
        var binomial = Rational(1)
        for j in 0..<terms { binomial = binomial * (alpha - Rational(j)) / Rational(j + 1) }
        if binomial.isZero { return Ball() }
        let growth = alpha - Rational(terms)
        // (1+x)^growth ≤ 2^⌈growth⌉ for 0 < x ≤ 1 and growth > 0.
        let doublings = growth.signum() > 0 ? growth.ceiling.asInt ?? 1 << 20 : 0
        let surplus = i + offset + ramification * terms - order
        return coefficient.upperBoundOfMagnitude
            .multiplied(by: Ball(binomial.magnitude, precision: low), precision: low)
            .multiplied(by: bound.power(max(0, surplus), precision: low), precision: low)
            .scaled(byPowerOfTwo: doublings)
            .upperBoundOfMagnitude
    }
}
