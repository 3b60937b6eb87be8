/// How an operator binds a symbol: which argument names it and in which arguments it stands for the bound variable.
///
/// This is the one place where binders are declared; free symbols, substitution, renaming and evaluation read it.
/// `diff(f, x)` is no binder: x is both the direction and the point, so it stays free in the term (see
/// `Expression.substituting(_:)`).
public struct Binding: Sendable, Hashable {
    /// What the bound variable runs over.
    public enum Range: Sendable, Hashable {
        /// Integers: sums, products, continued fractions.
        case integers
        /// Real numbers: integrals.
        case reals
        /// Any value: `lambda` and `subst`.
        case anything
    }

    /// The position of the argument that names the variable; nil when the name is fixed to `n`.
    public let variable: Int?
    /// The positions of the arguments in which the variable is bound.
    public let scope: [Int]
    /// What the variable runs over.
    public let range: Range

    /// The name of the variable of a `pcf` of two arguments.
    public static let fixedName = "n"
}

extension Operator {
    /// The binding that a term with this operator at its root and `argumentCount` arguments makes; nil for an operator
    /// that binds nothing.
    public func binding(argumentCount: Int) -> Binding? {
        switch self {
        case .sum, .product: Binding(variable: 1, scope: [0], range: .integers)
        case .continuedFraction: Binding(variable: argumentCount == 3 ? 2 : nil, scope: [0, 1], range: .integers)
        case .integral: Binding(variable: 1, scope: [0], range: .reals)
        case .lambda: Binding(variable: 0, scope: [1], range: .anything)
        case .substitute: Binding(variable: 1, scope: [0], range: .anything)
        default: nil
        }
    }

    /// The position of the argument that must be a variable, `diff` included; nil when there is none.
    var variablePosition: Int? { self == .derivative ? 1 : binding(argumentCount: arity.upperBound)?.variable }
}
