import Arithmetic
import Expressions

/// A closed form that a number's digits support.
public struct IdentificationCandidate: Sendable {
    /// How the number is described.
    public enum Form: Sendable, Hashable {
        /// A term of the formula language.
        case expression(Expression)
        /// The root near the decimal `near` of a polynomial that is irreducible over the rational numbers, when it is
        /// not written in radicals.
        case root(Polynomial<Integer>, near: String)
        /// The root x near the decimal `near` of left = right, when it is not solved for x.
        case equation(Expression, Expression, near: String)
    }

    /// What was found.
    public let form: Form
    /// The stage that found it.
    public let stage: IdentificationStage
    /// The family it was found in, such as the name of a basis.
    public let family: String
    /// The decimal digits to which form and number are proved to agree: those of the number, or more when the number is
    /// a term that was evaluated again.
    public let digits: Int
    /// log10 of the expected number of accidental hits of this or lower complexity among everything tried up to it.
    public let coincidence: Double
    /// Other forms that were found and agree with this one to `mergedDigits` digits.
    public internal(set) var equivalents: [Form] = []

    /// The digits beyond those that the search has used up: −`coincidence`.
    public var surplus: Double { -coincidence }

    /// The digits to which equivalent forms are compared.
    public static let mergedDigits = 200
}

extension IdentificationCandidate.Form: CustomStringConvertible {
    /// The term, or `root of x^3-x-1 near 1.3247`.
    public var description: String {
        switch self {
        case .expression(let term): term.description
        case .root(let polynomial, let near): "root of \(polynomial.description(variable: "x")) near \(near)"
        case .equation(let left, let right, let near): "root of \(left) = \(right) near \(near)"
        }
    }

    /// The same in LaTeX.
    public var latex: String {
        switch self {
        case .expression(let term): term.formatted(.latex)
        case .root(let polynomial, let near):
            "\\text{root of } \(Expression(polynomial, variable: "x").formatted(.latex)) \\text{ near } \(near)"
        case .equation(let left, let right, let near):
            "\\text{root of } \(left.formatted(.latex)) = \(right.formatted(.latex)) \\text{ near } \(near)"
        }
    }

    /// The same with terms in normal form, where that is shorter; roots are left as they are written.
    var shortened: Self {
        func shorter(_ term: Expression) -> Expression {
            guard term.subterms(with: [.root]).isEmpty else { return term }
            let normal = term.normalized()
            return normal.description.count < term.description.count ? normal : term
        }
        switch self {
        case .expression(let term): return .expression(shorter(term))
        case .equation(let left, let right, let near): return .equation(shorter(left), shorter(right), near: near)
        case .root: return self
        }
    }

    /// The number of characters of its text: what makes one form simpler than another.
    var length: Int {
        switch self {
        // An equation says less than a term as long.
        case .root, .equation: description.count + 20
        case .expression: description.count
        }
    }
}
