import Arithmetic
import Expressions
import func Foundation.log10

/// A constant to identify numbers with: its name and its value, to more digits than any identification uses.
public struct BasisConstant: Sendable {
    /// The name in the formula language.
    public let name: String
    /// The value.
    public let value: Ball

    /// The constant `name` with this value.
    public init(name: String, value: Ball) {
        self.name = name
        self.value = value
    }
}

/// A closed form found for a number, not yet confirmed by further digits.
public struct Identification: Sendable {
    /// The kinds of closed form, cheapest first.
    public enum Kind: Sendable, Hashable {
        /// A rational number.
        case rational(Rational)
        /// A root of an irreducible polynomial of degree at least 2.
        case algebraic(Polynomial<Integer>)
        /// (α + β c)/(γ + δ c) for a constant c.
        case mobius(constant: String, alpha: Integer, beta: Integer, gamma: Integer, delta: Integer)
    }

    /// What was found.
    public let kind: Kind
    /// The closed form as a term; nil for an algebraic number of degree above 2, which `kind` describes.
    public let expression: Expression?
    /// log10 of the expected number of accidental hits of this or lower complexity, over everything that was tried.
    public let coincidence: Double

    /// An identification with these parts.
    public init(kind: Kind, expression: Expression?, coincidence: Double) {
        self.kind = kind
        self.expression = expression
        self.coincidence = coincidence
    }
}

/// Identification of numbers as Möbius images (α + β c)/(γ + δ c) of constants, after rational and algebraic numbers.
public struct MobiusIdentifier: Sendable {
    /// The constants tried.
    public let constants: [BasisConstant]
    /// The bound on |α|, |β|, |γ|, |δ|.
    public let bound: Integer
    /// The largest degree of an algebraic number that is tried.
    public let largestDegree: Int

    /// An identifier over these constants.
    public init(constants: [BasisConstant], bound: Int, largestDegree: Int = 2) {
        self.constants = constants
        self.bound = Integer(bound)
        self.largestDegree = largestDegree
    }

    /// The closed forms of `x` that its digits support, best first: those whose chance of coincidence, over all forms
    /// tried, is at most 10^(−10). A number found rational or algebraic is not looked up among the constants.
    ///
    /// - Parameter digits: how many significant decimal digits of `x` to use; not more than its radius proves.
    public func identify(_ x: Ball, digits: Int) -> [Identification] {
        guard let scale = MobiusIdentifier.usableBits(of: x, digits: digits) else { return [] }
        if let rational = rational(x, scale) { return [rational] }
        if let algebraic = algebraic(x, scale) { return [algebraic] }
        return constants.compactMap { mobius(x, $0, scale) }.sorted { $0.coincidence < $1.coincidence }
    }

    /// How many bits behind the binary point `digits` significant digits of `x` give: those of the number, less its
    /// magnitude and a few; nil when there are too few for any statement.
    package static func usableBits(of x: Ball, digits: Int) -> Int? {
        let bits = min(x.accuracyBits, Int(Double(digits) * 3.3219280948873626)) - 4
        guard bits > 16, x.isFinite else { return nil }
        let scale = bits - max(0, x.exponentOfMagnitude ?? 0)
        return scale > 8 ? scale : nil
    }

    /// log10 of the number of families tried: rational, each degree, each constant.
    package var familyCost: Double { log10(Double(constants.count + max(1, largestDegree))) }

    /// `x` as a number of this kind, from its `scale` bits behind the binary point.
    package func rational(_ x: Ball, _ scale: Int) -> Identification? {
        guard let relation = IntegerRelation.find(among: [x, Ball(1)], bits: scale) else { return nil }
        let cost = relation.coincidence + familyCost
        guard cost <= IntegerRelation.acceptedCoincidence, !relation.coefficients[0].isZero else { return nil }
        let value = Rational(-relation.coefficients[1], relation.coefficients[0])
        return Identification(kind: .rational(value), expression: Expression(value), coincidence: cost)
    }

    /// `x` as a number of this kind, from its `scale` bits behind the binary point.
    package func algebraic(_ x: Ball, _ scale: Int) -> Identification? {
        guard largestDegree >= 2 else { return nil }
        for degree in 2...largestDegree {
            var powers = [Ball(1)]
            for _ in 0..<degree { powers.append(powers[powers.count - 1].multiplied(by: x, precision: scale + 64)) }
            guard let relation = IntegerRelation.find(among: powers, bits: scale) else { continue }
            let cost = relation.coincidence + familyCost
            guard cost <= IntegerRelation.acceptedCoincidence else { continue }
            let polynomial = Polynomial(relation.coefficients)
            // A multiple of the minimal polynomial is possible: take the factor that vanishes at x.
            let factors = polynomial.factored().factors.map(\.polynomial)
            let minimal = factors.first { factor in
                IntegerRelation.residual(factor.coefficients, powers, precision: scale + 64).containsZero
            }
            guard let minimal, minimal.degree ?? 0 >= 2 else { continue }
            return Identification(
                kind: .algebraic(minimal), expression: MobiusIdentifier.quadraticRoot(minimal, near: x),
                coincidence: cost)
        }
        return nil
    }

    /// (−b ± √(b² − 4ac))/(2a), the root that lies in `x`.
    private static func quadraticRoot(_ polynomial: Polynomial<Integer>, near x: Ball) -> Expression? {
        guard polynomial.degree == 2 else { return nil }
        let (c, b, a) = (polynomial[0], polynomial[1], polynomial[2])
        let discriminant = b * b - 4 * a * c
        // Pull out the largest square of a small prime, so that √8 reads 2√2.
        var square = Integer(1)
        var core = discriminant
        for p in 2...1000 where core.signum() > 0 {
            let factor = Integer(p * p)
            while let quotient = core.exactQuotient(factor) {
                core = quotient
                square *= Integer(p)
            }
        }
        guard core.signum() > 0 else { return nil }
        let bits = 128
        for sign in [1, -1] {
            let surd = Rational(Integer(sign) * square, 2 * a)
            let rest = Rational(-b, 2 * a)
            let root = Ball(core).squareRoot(precision: bits)
                .multiplied(by: Ball(surd, precision: bits), precision: bits)
                .adding(Ball(rest, precision: bits), precision: bits)
            guard root.overlaps(x) else { continue }
            let symbol = Expression(.squareRoot, [Expression(Rational(core))])
            return Expression.linear(constant: rest, factor: surd, symbol)
        }
        return nil
    }

    /// `x` as a Möbius image of `constant`, from its `scale` bits behind the binary point.
    package func mobius(_ x: Ball, _ constant: BasisConstant, _ scale: Int) -> Identification? {
        let c = constant.value
        let product = x.multiplied(by: c, precision: scale + 64)
        guard let relation = IntegerRelation.find(among: [Ball(1), c, x, product], bits: scale) else { return nil }
        return mobius(relation, constant)
    }

    /// The Möbius image that a relation α + β c − γ x − δ x c = 0 says; nil when it is too large or its chance of coincidence
    /// is, or when it says nothing of x and c.
    package func mobius(_ relation: IntegerRelation, _ constant: BasisConstant) -> Identification? {
        let cost = relation.coincidence + familyCost
        guard cost <= IntegerRelation.acceptedCoincidence, relation.height <= bound else { return nil }
        let alpha = relation.coefficients[0]
        let beta = relation.coefficients[1]
        let gamma = -relation.coefficients[2]
        let delta = -relation.coefficients[3]
        // A degenerate matrix means that x is rational or c is: no statement about x and c.
        guard !(alpha * delta - beta * gamma).isZero else { return nil }
        let form = Expression.mobius(alpha, beta, gamma, delta, Expression(symbol: constant.name))
        return Identification(
            kind: .mobius(constant: constant.name, alpha: alpha, beta: beta, gamma: gamma, delta: delta),
            expression: form, coincidence: cost)
    }
}
