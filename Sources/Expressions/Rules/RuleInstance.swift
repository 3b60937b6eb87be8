/// The terms of a rule at a point: with values in place of its variables.
struct RuleInstance {
    /// The values of the variables but for the directions of derivatives.
    private let values: [String: Expression]
    /// The directions with their values, in order.
    private let directions: [(name: String, value: Expression)]

    init(_ rule: IdentityRule, at point: [String: Expression]) {
        let names = rule.directions
        values = point.filter { !names.contains($0.key) }
        directions = names.compactMap { name in point[name].map { (name: name, value: $0) } }
    }

    /// The term in which directions of derivatives are still symbols.
    func open(_ term: Expression) -> Expression { term.instantiated(values) }

    /// The closed term.
    func closed(_ term: Expression) -> Expression {
        directions.reduce(open(term)) { Expression(.substitute, [$0, Expression(symbol: $1.name), $1.value]) }
    }
}
