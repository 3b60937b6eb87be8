import Arithmetic
import Expressions
import IntegerRelations

/// What a `BulkIdentifier` says of one number.
public enum BulkIdentification: Sendable {
    /// Closed forms in one constant, or a rational or algebraic number, best first; never empty.
    case identified([Identification])
    /// A linear combination of several constants, perhaps below the line.
    case combination(ConstantCombination)
    /// No form that the digits would support.
    case unidentified

    /// The best form as a term, when it has one.
    public var expression: Expression? {
        switch self {
        case .identified(let forms): forms.first?.expression
        case .combination(let combination): combination.expression
        case .unidentified: nil
        }
    }

    /// log10 of the expected number of accidental hits of the best form; nil without one.
    public var coincidence: Double? {
        switch self {
        case .identified(let forms): forms.first?.coincidence
        case .combination(let combination): combination.coincidence
        case .unidentified: nil
        }
    }
}

/// x or 1/x as Σ mᵢ cᵢ / m over several constants cᵢ, c₁ = 1.
public struct ConstantCombination: Sendable, Hashable {
    /// The names of the cᵢ; "1" is the first.
    public let names: [String]
    /// mᵢ.
    public let numerators: [Integer]
    /// m > 0.
    public let denominator: Integer
    /// Whether it is 1/x that is Σ mᵢ cᵢ / m.
    public let isReciprocal: Bool
    /// log10 of the expected number of accidental hits of this or lower complexity.
    public let coincidence: Double

    /// The value of x as a term.
    public var expression: Expression {
        let terms = zip(names, numerators).filter { !$0.1.isZero }
        func factor(_ value: Integer, _ name: String) -> Expression {
            if name == "1" { return Expression(Rational(value)) }
            let symbol = Expression(symbol: name)
            if value == 1 { return symbol }
            return value == -1 ? -symbol : Expression(.multiply, [Expression(Rational(value)), symbol])
        }
        // Positive terms first, so that no sum begins with a sign.
        let ordered = terms.filter { $0.1.signum() > 0 } + terms.filter { $0.1.signum() < 0 }
        let parts = ordered.enumerated().map { index, term in
            term.1.signum() < 0 && index > 0 ? -factor(-term.1, term.0) : factor(term.1, term.0)
        }
        let sum = parts.count == 1 ? parts[0] : Expression(.add, parts)
        let below = Expression(Rational(denominator))
        if isReciprocal { return below / sum }
        return denominator.isOne ? sum : sum / below
    }
}
