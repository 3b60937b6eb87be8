import Arithmetic
import Expressions

/// Linear relations over declared bases, for simple multiples and images of x, and over pairs of constants.
struct LinearStage {
    let bases: [IdentificationBasis]
    /// The constants of which two are tried at once.
    let constants: [Expression]
    let cache: ValueCache
    /// By what x is multiplied and divided.
    static let multipliers = ["pi", "pi^2", "sqrt(2)", "sqrt(3)", "sqrt(5)", "sqrt(pi)", "e"]
    private static let factors = multipliers.compactMap { try? Expression(parsing: $0) }

    func run(_ search: inout IdentificationSearch) {
        let x = search.x
        let bits = search.precision + 64
        let prepared = bases.map { ($0, values($0.elements, bits)) }
        for case (let basis, let values?) in prepared {
            relation(.identity(x), basis, values, &search)
            if search.isStopped() { return }
        }
        if search.isDone { return }
        pairs(bits, &search)
        if search.isDone { return }
        var images = [
            NumberImage.reciprocal(of: x, precision: bits), NumberImage.power(2, of: x, precision: bits),
        ]
        for factor in LinearStage.factors {
            guard let value = cache.value(of: factor, precision: bits) else { continue }
            images.append(.multiple(factor, value, of: x, precision: bits))
            images.append(.quotient(factor, value, of: x, precision: bits))
        }
        if let exponential = NumberImage.exponential(of: x, precision: bits) { images.append(exponential) }
        for image in images {
            for case (let basis, let values?) in prepared { relation(image, basis, values, &search) }
            if search.isDone { return }
        }
    }

    /// exp of a linear relation: log|x| over the bases.
    func runExponentials(_ search: inout IdentificationSearch) {
        let bits = search.precision + 64
        let logarithm = NumberImage.logarithm(of: search.x, precision: bits)
        for basis in bases {
            if search.isStopped() { return }
            guard let values = values(basis.elements, bits) else { continue }
            relation(logarithm, basis, values, &search)
        }
    }

    private func values(_ elements: [Expression], _ bits: Int) -> [Ball]? {
        let values = elements.compactMap { cache.value(of: $0, precision: bits) }
        return values.count == elements.count ? values : nil
    }

    private func relation(
        _ image: NumberImage, _ basis: IdentificationBasis, _ values: [Ball], _ search: inout IdentificationSearch
    ) {
        guard let relation = search.relation(among: values + [image.value], targets: [values.count]) else { return }
        let divisor = relation.coefficients[values.count]
        let form = Expression.combination(
            zip(relation.coefficients, basis.elements).map { (Rational(-$0, divisor), $1) })
        search.claim(
            .expression(image.inverse(form)), family: "\(image.name) in \(basis.name)",
            coincidence: relation.coincidence)
    }

    /// x = r + s c + t d for any two constants.
    private func pairs(_ bits: Int, _ search: inout IdentificationSearch) {
        let values = constants.map { ($0, cache.value(of: $0, precision: bits)) }
        let one = Expression(1)
        for (i, first) in values.enumerated() {
            if search.isStopped() { return }
            guard let v = first.1 else { continue }
            for second in values[(i + 1)...] {
                guard let w = second.1 else { continue }
                let basis = IdentificationBasis(
                    name: "1, \(first.0), \(second.0)", kind: .sum, elements: [one, first.0, second.0])
                relation(.identity(search.x), basis, [Ball(1), v, w], &search)
            }
        }
    }
}
