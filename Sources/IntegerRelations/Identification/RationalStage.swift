import Arithmetic
import Expressions

/// Rational numbers.
enum RationalStage {
    static func run(_ search: inout IdentificationSearch) {
        guard let relation = search.relation(among: [search.x, Ball(1)], targets: [0]) else { return }
        let value = Rational(-relation.coefficients[1], relation.coefficients[0])
        search.claim(.expression(Expression(value)), family: "p/q", coincidence: relation.coincidence)
    }
}
