import Arithmetic

/// P(t)/Q(t) = Σᵢ cᵢ/(t + αᵢ)^mᵢ with rational αᵢ: the partial fractions of a proper rational function whose poles are
/// rational.
public struct PartialFractions: Hashable, Sendable {
    /// One part c/(t + α)^m.
    public struct Part: Hashable, Sendable {
        /// α.
        public let shift: Rational
        /// m, at least 1.
        public let order: Int
        /// c, not 0.
        public let coefficient: Rational

        /// The part `coefficient`/(t + `shift`)^`order`.
        public init(shift: Rational, order: Int, coefficient: Rational) {
            self.shift = shift
            self.order = order
            self.coefficient = coefficient
        }
    }

    /// The parts, by α and then by m.
    public let parts: [Part]

    /// The data of a decomposition; nothing is checked.
    public init(parts: [Part]) { self.parts = parts }

    /// The decomposition of above/below; nil unless deg above < deg below and `below` splits over Q.
    ///
    /// Cost: one factorization, and for each pole of order m a Taylor expansion to m terms.
    public init?(above: Polynomial<Rational>, below: Polynomial<Rational>) {
        guard let degree = below.degree, let leading = below.leadingCoefficient else { return nil }
        if above.isZero {
            parts = []
            return
        }
        guard above.degree ?? 0 < degree else { return nil }
        let roots = below.clearingDenominators().polynomial.rationalRoots()
        guard roots.reduce(0, { $0 + $1.multiplicity }) == degree else { return nil }
        var found: [Part] = []
        for (root, multiplicity) in roots.reversed() {
            // above/below = u^(−m) Σ s_j u^j with u = t − root: the other factors are a power series without zero.
            var cofactor = Polynomial<Rational>(constant: leading)
            for other in roots where other.root != root {
                cofactor *= Polynomial([root - other.root, 1]).power(other.multiplicity)
            }
            let numerator = above.shifted(by: root)
            var series: [Rational] = []
            for j in 0..<multiplicity {
                var rest = numerator[j]
                for i in 0..<j { rest -= series[i] * cofactor[j - i] }
                series.append(rest / cofactor[0])
            }
            for order in 1...multiplicity where !series[multiplicity - order].isZero {
                found.append(Part(shift: -root, order: order, coefficient: series[multiplicity - order]))
            }
        }
        parts = found
    }

    /// Whether the parts add up to above/below, by multiplying out.
    public func equals(above: Polynomial<Rational>, below: Polynomial<Rational>) -> Bool {
        var numerator = Polynomial<Rational>()
        var denominator = Polynomial<Rational>(1)
        for part in parts {
            let power = Polynomial([part.shift, 1]).power(part.order)
            numerator = numerator * power + denominator * part.coefficient
            denominator *= power
        }
        return !below.isZero && numerator * below == above * denominator
    }
}
