import Arithmetic

/// Rational roots of polynomials of small degree without factoring: by square roots up to degree 2, and by trial of all
/// integers up to a bound of the roots beyond.
extension WordPolynomial {
    /// More candidates than this are left to factorization.
    private static let mostCandidates = 4096

    /// The distinct integer roots in ascending order.
    var integerRoots: [Int] {
        guard degree > 0 else { return [] }
        if degree == 1 {
            let (root, rest) = (-coefficients[0]).quotientAndRemainder(dividingBy: lead)
            return rest == 0 ? [root] : []
        }
        if degree == 2, let roots = quadraticRoots {
            return roots.compactMap { $0.numerator % $0.denominator == 0 ? $0.numerator / $0.denominator : nil }
        }
        guard let bound = rootBound, 2 * bound < WordPolynomial.mostCandidates else {
            return polynomial.integerRoots().compactMap(\.root.asInt)
        }
        return integersThatAreRoots(within: bound)
    }

    /// A rational root, in lowest terms with positive denominator, and its multiplicity.
    struct Root: Hashable, Sendable {
        var numerator: Int
        var denominator: Int
        var multiplicity = 1
    }

    /// All rational roots in ascending order of their integer numerators over the leading coefficient; nil when one does
    /// not fit a word.
    var rationalRoots: [Root]? {
        guard degree > 0 else { return [] }
        if degree == 1 { return [WordPolynomial.root(-coefficients[0], lead)] }
        if degree == 2, let roots = quadraticRoots { return roots }
        if let roots = rootsByScaling { return roots }
        var roots: [Root] = []
        for (root, multiplicity) in polynomial.rationalRoots() {
            guard let numerator = root.numerator.asInt, let denominator = root.denominator.asInt else { return nil }
            roots.append(Root(numerator: numerator, denominator: denominator, multiplicity: multiplicity))
        }
        return roots
    }

    /// The roots m/lead, where m runs through the integer roots of the monic polynomial lead^(d−1) p(x/lead); nil when
    /// they are too many to try, or numbers are too large.
    private var rootsByScaling: [Root]? {
        let scale = abs(lead)
        guard let bound = rootBound, bound < WordPolynomial.mostCandidates,
            scale * bound < WordPolynomial.mostCandidates / 2
        else { return nil }
        var scaled = coefficients
        var power = 1
        for i in stride(from: degree - 1, through: 0, by: -1) {
            let (value, large) = scaled[i].multipliedReportingOverflow(by: power)
            let (next, larger) = power.multipliedReportingOverflow(by: scale)
            if large || larger { return nil }
            scaled[i] = value
            power = next
        }
        scaled[degree] = lead / scale
        var rest = WordPolynomial(scaled)
        var roots: [Root] = []
        for m in rest.integersThatAreRoots(within: scale * bound) {
            var root = WordPolynomial.root(m, scale)
            root.multiplicity = 0
            while case .exact(let quotient) = rest.divided(by: WordPolynomial([-m, 1])) {
                rest = quotient
                root.multiplicity += 1
            }
            guard root.multiplicity > 0 else { return nil }
            roots.append(root)
        }
        return roots
    }

    /// The integers of magnitude up to `bound` at which p vanishes.
    private func integersThatAreRoots(within bound: Int) -> [Int] {
        var found: [Int] = []
        coefficients.withUnsafeBufferPointer { coefficients in
            for m in -bound...bound {
                // Zero modulo 2⁶⁴ first: the exact value is asked for rarely.
                var value = 0
                var i = coefficients.count &- 1
                while i >= 0 {
                    value = value &* m &+ coefficients[i]
                    i &-= 1
                }
                if value == 0 && isRoot(m) { found.append(m) }
            }
        }
        return found
    }

    private func isRoot(_ m: Int) -> Bool {
        if let value = evaluated(at: m) { return value == 0 }
        return polynomial.evaluated(at: m).isZero
    }

    /// The rational roots of a quadratic polynomial; nil when the discriminant does not fit a word.
    private var quadraticRoots: [Root]? {
        let (c, b, a) = (coefficients[0], coefficients[1], coefficients[2])
        let (square, large) = b.multipliedReportingOverflow(by: b)
        let (product, larger) = a.multipliedReportingOverflow(by: c)
        let (four, largest) = product.multipliedReportingOverflow(by: 4)
        let (discriminant, overflow) = square.subtractingReportingOverflow(four)
        if large || larger || largest || overflow || b.magnitude > 1 << 60 || a.magnitude > 1 << 60 { return nil }
        guard let root = WordPolynomial.squareRoot(discriminant) else { return [] }
        if root == 0 {
            var double = WordPolynomial.root(-b, 2 * a)
            double.multiplicity = 2
            return [double]
        }
        let pair = [WordPolynomial.root(-b - root, 2 * a), WordPolynomial.root(-b + root, 2 * a)]
        return a > 0 ? pair : pair.reversed()
    }

    /// The root of a perfect square; nil for other numbers.
    static func squareRoot(_ value: Int) -> Int? {
        guard value >= 0 else { return nil }
        // A square is 0, 1, 4 or 9 modulo 16.
        guard (0x0213 >> (value & 15)) & 1 == 1 else { return nil }
        var root = Int(Double(value).squareRoot())
        while root.multipliedReportingOverflow(by: root).overflow || root * root > value { root -= 1 }
        while case let (next, false) = (root + 1).multipliedReportingOverflow(by: root + 1), next <= value { root += 1 }
        return root * root == value ? root : nil
    }

    private static func root(_ numerator: Int, _ denominator: Int) -> Root {
        let divisor = Int(gcd(numerator.magnitude, denominator.magnitude))
        let sign = denominator < 0 ? -1 : 1
        return Root(numerator: sign * numerator / divisor, denominator: sign * denominator / divisor)
    }

    /// An integer that no root exceeds in magnitude, 2 max |c(d−k)/c(d)|^(1/k) (Fujiwara), rounded up generously; nil when
    /// it is huge.
    private var rootBound: Int? {
        var bound = 0.0
        let top = Double(lead.magnitude)
        for k in 1...degree where coefficients[degree - k] != 0 {
            let quotient = Double(coefficients[degree - k].magnitude) / top
            // The k-th root, from above: the exponent of the double suffices for a first bound.
            let root: Double
            switch k {
            case 1: root = quotient
            case 2: root = quotient.squareRoot()
            case 4: root = quotient.squareRoot().squareRoot()
            default: root = WordPolynomial.root(quotient, k)
            }
            bound = max(bound, root)
        }
        guard bound < 1e15 else { return nil }
        return Int(2.001 * bound) + 2
    }

    /// The k-th root of a positive number from above, to a few parts in a million, by Newton's iteration from above.
    private static func root(_ value: Double, _ k: Int) -> Double {
        var x = max(1, value)
        for _ in 0..<200 {
            var power = 1.0
            for _ in 1..<k { power *= x }
            let next = x - (x * power - value) / (Double(k) * power)
            if next >= x * (1 - 1e-7) || !power.isFinite { return x }
            x = next
        }
        return x
    }
}
