/// A rewrite rule of mathematics: an equation with conditions under which it holds for all values of its variables.
///
/// The values are those of one fixed total model over the complex numbers: 0^(−1) = 0, principal branches (DLMF 4.2),
/// and every function has the value 0 where it is not defined otherwise. `RuleTester` checks rules numerically.
public struct IdentityRule: Sendable, Hashable, CustomStringConvertible {
    /// The name, unique in the catalog.
    public let name: String
    /// The pattern. Symbols that are no constants are its variables.
    public let left: Expression
    /// What takes its place. `subst(f, n, t)`, which stands for f with t in place of the symbol n, is the list
    /// `["subst", f, n, t]`; `Expression.resolvingSubstitutions()` carries it out.
    public let right: Expression
    /// Whether the right side is a pattern, too.
    public let isBidirectional: Bool
    /// What must be proved before the rule is applied, in either direction.
    public let conditions: [RuleCondition]
    /// Where the tester draws the values of variables; those without entry are complex numbers, or what the conditions
    /// ask for.
    public let sampling: [String: SamplingDomain]
    /// Where the rule comes from: a number of the DLMF, a theorem, a book.
    public let source: String
    /// The file that it stands in.
    public let file: String
    /// The line, 1-based.
    public let line: Int
    /// The variables of the pattern, in order of first appearance, those that bind included.
    public let variables: [String]
    /// The variables of both sides that stand for the bound symbol of a sum, a product, a derivative or an integral. One
    /// that occurs on the side put in only stands for a fresh symbol.
    public let binders: [String]

    /// The rule as it is written in a file, without domain and source.
    public var description: String {
        let condition = conditions.isEmpty ? "" : " if " + conditions.map(\.description).joined(separator: ", ")
        return "\(name): \(left) \(isBidirectional ? "<->" : "->") \(right)\(condition)"
    }
}
