import Arithmetic
import Expressions

/// Products of rational powers: relations between log|x| and the logarithms of the elements of a basis.
struct ProductStage {
    let bases: [IdentificationBasis]
    /// The constants of which two are tried at once, with small primes and π.
    let constants: [Expression]
    let cache: ValueCache
    /// What goes with a pair of constants.
    private static let companions = ["2", "3", "pi"].compactMap { try? Expression(parsing: $0) }

    func run(_ search: inout IdentificationSearch) {
        let bits = search.precision + 64
        let logarithm = search.x.absoluteValue().log(precision: bits)
        for basis in bases {
            if search.isStopped() { return }
            relation(logarithm, basis.elements, basis.name, bits, &search)
        }
        if search.isDone { return }
        for (i, first) in constants.enumerated() {
            if search.isStopped() { return }
            for second in constants[(i + 1)...] where first.symbolName != "pi" && second.symbolName != "pi" {
                relation(logarithm, ProductStage.companions + [first, second], "\(first), \(second)", bits, &search)
            }
        }
    }

    private func relation(
        _ logarithm: Ball, _ elements: [Expression], _ name: String, _ bits: Int, _ search: inout IdentificationSearch
    ) {
        let values = elements.compactMap { cache.value(of: Expression(.log, [$0]), precision: bits) }
        guard values.count == elements.count else { return }
        guard let relation = search.relation(among: values + [logarithm], targets: [values.count]) else { return }
        let divisor = relation.coefficients[values.count]
        let form = Expression.powerProduct(
            zip(elements, relation.coefficients).map { ($0, Rational(-$1, divisor)) },
            sign: search.x.isNegative ? -1 : 1)
        search.claim(.expression(form), family: "powers of \(name)", coincidence: relation.coincidence)
    }
}
