import Arithmetic
import ContinuedFractions
import Expressions

/// A known formula with one rational parameter: pcf(a(n, z), b(n, z)) = f(z).
public struct FormulaFamily: Sendable {
    /// The name of the entry.
    public let id: String
    /// The name of the parameter.
    public let parameter: String
    /// The fraction and its closed form, with the parameter free.
    public let left: Expression, right: Expression
    /// Who published it where.
    public let reference: String
    /// Topics.
    public let tags: [String]
    /// Values of the parameter at which the formula is tested.
    public let samples: [Rational]
    /// The coefficients of a and b as polynomials in the parameter, lowest power of n first.
    private let a: [Polynomial<Rational>], b: [Polynomial<Rational>]

    /// The largest degree of a coefficient in the parameter.
    private static let largestDegree = 8
    /// How far the index of a fraction may be from that of the family when only the parameter could tell.
    private static let largestOffset = 6

    /// A family; nil when `left` is not pcf(a, b) with polynomials in n and the parameter, of degree at most 8 in it.
    public init?(
        id: String, parameter: String, left: Expression, right: Expression, reference: String, tags: [String],
        samples: [Rational]
    ) {
        guard left.head == .continuedFraction, left.arguments.count == 2,
            let a = FormulaFamily.coefficients(left.arguments[0], parameter),
            let b = FormulaFamily.coefficients(left.arguments[1], parameter), !a.isEmpty, !b.isEmpty
        else { return nil }
        self.id = id
        self.parameter = parameter
        self.left = left
        self.right = right
        self.reference = reference
        self.tags = tags
        self.samples = samples
        self.a = a
        self.b = b
    }

    /// The formula for one value of the parameter.
    public func formula(at value: Rational) -> Formula {
        Formula(
            left: left.substituting(parameter, with: Expression(value)),
            right: right.substituting(parameter, with: Expression(value)))
    }

    /// The formula for one value of the parameter as an entry.
    public func entry(at value: Rational) -> KnownFormula {
        KnownFormula(id: id, formula: formula(at: value), reference: reference, tags: tags)
    }

    /// Values of the parameter, ascending, among which are all for which the fraction of this family and `fraction` differ
    /// by an equivalence transformation and a shift of at most `largestOffset` (of any length, when the
    /// leading coefficients fix the parameter).
    ///
    /// ρ(n) = b(n)/(a(n) a(n−1)) = C n^δ (1 + r/n + …): C does not change under shifts, r changes by δ for each. Both
    /// are rational in the parameter, so each gives a polynomial equation; its rational roots are the candidates.
    func candidates(for fraction: PolynomialContinuedFraction) -> [Rational] {
        guard let degreeA = fraction.a.degree, let degreeB = fraction.b.degree,
            degreeB - 2 * degreeA == b.count - 1 - 2 * (a.count - 1),
            let leadA = fraction.a.leadingCoefficient, let leadB = fraction.b.leadingCoefficient
        else { return [] }
        let (topA, topB) = (a[a.count - 1], b[b.count - 1])
        let leading = topA * topA * Rational(leadB) - topB * Rational(leadA * leadA)
        if !leading.isZero { return FormulaFamily.roots(leading) }
        // r = b₁/b₀ − 2 a₁/a₀ + deg a, multiplied by a₀ b₀.
        let (nextA, nextB) = (second(a), second(b))
        let product = topA * topB
        var family: Polynomial<Rational> = nextB * topA
        family -= nextA * topB * Rational(2)
        family += product * Rational(a.count - 1)
        let ownA = Rational(degreeA > 0 ? fraction.a[degreeA - 1] : 0, leadA)
        let ownB = Rational(degreeB > 0 ? fraction.b[degreeB - 1] : 0, leadB)
        let own: Rational = ownB - ownA * 2 + Rational(degreeA)
        let slope = Rational(degreeB - 2 * degreeA)
        let offsets = slope.isZero ? 0...0 : -FormulaFamily.largestOffset...FormulaFamily.largestOffset
        let found = offsets.flatMap { offset in
            FormulaFamily.roots(family - product * (own + slope * Rational(offset)))
        }
        return Set(found).sorted()
    }

    private func second(_ coefficients: [Polynomial<Rational>]) -> Polynomial<Rational> {
        coefficients.count > 1 ? coefficients[coefficients.count - 2] : Polynomial()
    }

    private static func roots(_ polynomial: Polynomial<Rational>) -> [Rational] {
        polynomial.isZero ? [] : polynomial.clearingDenominators().polynomial.rationalRoots().map(\.root)
    }

    /// The coefficients of a polynomial in n as polynomials in the parameter, by interpolation and one further point.
    private static func coefficients(_ term: Expression, _ parameter: String) -> [Polynomial<Rational>]? {
        var samples: [Polynomial<Rational>] = []
        for point in 0...(largestDegree + 1) {
            guard let value = try? term.substituting(parameter, with: Expression(point)).polynomial(in: "n") else {
                return nil
            }
            samples.append(value)
        }
        let count = samples.map(\.coefficients.count).max() ?? 0
        var result: [Polynomial<Rational>] = []
        for power in 0..<count {
            // Newton's interpolation at 0, 1, 2, ….
            var differences = samples.map { $0[power] }
            var sum = Polynomial<Rational>()
            var basis = Polynomial<Rational>(constant: 1)
            for order in 0...largestDegree {
                sum += basis * differences[0]
                let step = Polynomial<Rational>([Rational(-order), 1])
                basis = basis * step * Rational(1, Integer(order + 1))
                differences = zip(differences, differences.dropFirst()).map { $1 - $0 }
            }
            guard differences[0].isZero else { return nil }
            result.append(sum)
        }
        return result
    }
}
