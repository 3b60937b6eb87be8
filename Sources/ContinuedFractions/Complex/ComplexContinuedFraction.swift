import Arithmetic

/// The continued fraction a(0) + b(1)/(a(1) + b(2)/(a(2) + …)) of two polynomials whose coefficients are Gaussian
/// integers; convergents and tails as for `PolynomialContinuedFraction`.
public struct ComplexContinuedFraction: Hashable, Sendable {
    /// The partial denominators a(n), n ≥ 0.
    public let a: Polynomial<GaussianInteger>
    /// The partial numerators b(n), n ≥ 1.
    public let b: Polynomial<GaussianInteger>

    /// The fraction with partial denominators `a` and partial numerators `b`.
    public init(a: Polynomial<GaussianInteger>, b: Polynomial<GaussianInteger>) {
        self.a = a
        self.b = b
    }

    /// The fraction with real and imaginary parts of a and b given as polynomials.
    public init(
        a: (real: Polynomial<Integer>, imaginary: Polynomial<Integer>),
        b: (real: Polynomial<Integer>, imaginary: Polynomial<Integer>)
    ) {
        func joined(
            _ parts: (real: Polynomial<Integer>, imaginary: Polynomial<Integer>)
        ) -> Polynomial<GaussianInteger> {
            let count = max(parts.real.coefficients.count, parts.imaginary.coefficients.count)
            return Polynomial((0..<count).map { GaussianInteger(parts.real[$0], parts.imaginary[$0]) })
        }
        self.init(a: joined(a), b: joined(b))
    }

    /// The same fraction over the integers, when all coefficients are real.
    public var real: PolynomialContinuedFraction? {
        guard (a.coefficients + b.coefficients).allSatisfy(\.imaginary.isZero) else { return nil }
        return PolynomialContinuedFraction(
            a: Polynomial(a.coefficients.map(\.real)), b: Polynomial(b.coefficients.map(\.real)))
    }

    /// The numerator and denominator of the n-th convergent and of the one before it, for n ≥ 0, exactly.
    ///
    /// Cost: O(M(s) log n) by binary splitting for a result of s bits.
    ///
    /// - Precondition: `n` is not negative.
    public func convergents(
        _ n: Int
    ) -> (p: GaussianInteger, q: GaussianInteger, lastP: GaussianInteger, lastQ: GaussianInteger) {
        precondition(n >= 0, "a convergent needs an index of at least 0")
        let product = steps(from: 1, through: n)
        let a0 = a[0]
        return (a0 * product.a + product.c, product.a, a0 * product.b + product.d, product.b)
    }

    /// ∏ [[a(i), 1], [b(i), 0]]; the depth of the recursion is log₂ of the number of factors.
    private func steps(from first: Int, through last: Int) -> Matrix2x2<GaussianInteger> {
        if first > last { return .identity }
        if first == last {
            let n = GaussianInteger(first)
            return Matrix2x2(a.evaluated(at: n), GaussianInteger(1), b.evaluated(at: n), GaussianInteger(0))
        }
        let middle = first + (last - first) / 2
        return steps(from: first, through: middle) * steps(from: middle + 1, through: last)
    }

    /// The least positive integer at which b vanishes, or nil.
    var firstVanishingNumerator: Integer? {
        if b.isZero { return 1 }
        let real = Polynomial(b.coefficients.map(\.real))
        let imaginary = Polynomial(b.coefficients.map(\.imaginary))
        return real.gcd(imaginary).smallestIntegerRoot(atLeast: 1)
    }

    /// The class of convergence; `undecided` where two solutions have equal growth to leading order and the fraction is
    /// not real. Cost: the integer roots of b, otherwise constant.
    public var convergenceClass: ConvergenceClass {
        if let real { return real.convergenceClass }
        if let root = firstVanishingNumerator {
            guard let index = root.asInt, index <= EnclosureLimits.terminationDepth else {
                return .undecided("b(n) vanishes at n = \(root), too deep to evaluate")
            }
            return .terminating(index: index)
        }
        switch ComplexTailShape.classify(self) {
        case .success(let shape): return shape.convergenceClass
        case .failure(let failure): return failure.convergenceClass
        }
    }
}

extension ComplexContinuedFraction: CustomStringConvertible {
    /// The formula language's text, `pcf(2*n + 1, (i)*n)`.
    public var description: String {
        func text(_ p: Polynomial<GaussianInteger>) -> String {
            let terms = p.coefficients.enumerated().reversed().filter { !$0.element.isZero }.map { degree, c in
                let power = degree == 0 ? "" : (degree == 1 ? "*n" : "*n^\(degree)")
                return c.imaginary.isZero ? "(\(c.real))\(power)" : "(\(c.real) + (\(c.imaginary))*i)\(power)"
            }
            return terms.isEmpty ? "0" : terms.joined(separator: " + ")
        }
        return "pcf(\(text(a)), \(text(b)))"
    }
}
