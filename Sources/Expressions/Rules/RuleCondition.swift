/// What must be proved of the terms in place of a rule's variables before the rule may be applied.
///
/// A condition is a statement about numbers of the fixed model (see `IdentityRule`); nothing is assumed when it cannot
/// be proved.
public enum RuleCondition: Sendable, Hashable, CustomStringConvertible {
    /// How two real numbers compare.
    public enum Relation: String, Sendable, Hashable, CaseIterable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    /// Both terms are real, and they compare so.
    case comparison(Expression, Relation, Expression)
    /// The terms differ.
    case unequal(Expression, Expression)
    /// The term is a real number.
    case real(Expression)
    /// The term is an integer.
    case integer(Expression)
    /// The term is not an integer.
    case notInteger(Expression)
    /// The term is none of 0, −1, −2, …: not a pole of Γ.
    case notNonpositiveInteger(Expression)
    /// The symbol in place of the variable does not occur free in the term.
    case notFree(String, Expression)
    /// The variable stands for a symbol.
    case symbol(String)

    /// The condition as it is written in a rule file.
    public var description: String {
        switch self {
        case .comparison(let left, let relation, let right): "\(left) \(relation.rawValue) \(right)"
        case .unequal(let left, let right): "\(left) != \(right)"
        case .real(let term): "\(term) real"
        case .integer(let term): "\(term) integer"
        case .notInteger(let term): "\(term) not integer"
        case .notNonpositiveInteger(let term): "\(term) not nonpositive integer"
        case .notFree(let name, let term): "\(name) not in \(term)"
        case .symbol(let name): "\(name) symbol"
        }
    }

    /// The terms that the condition speaks of.
    public var terms: [Expression] {
        switch self {
        case .comparison(let left, _, let right), .unequal(let left, let right): [left, right]
        case .real(let term), .integer(let term), .notInteger(let term), .notNonpositiveInteger(let term): [term]
        case .notFree(let name, let term): [Expression(symbol: name), term]
        case .symbol(let name): [Expression(symbol: name)]
        }
    }
}
