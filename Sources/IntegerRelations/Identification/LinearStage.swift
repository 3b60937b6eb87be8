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
    /// The constants of which three are tried at once, and quotients of sums of two.
    private static let core = [
        "pi", "pi^2", "log(2)", "log(3)", "zeta(3)", "catalan", "e", "euler_gamma", "sqrt(2)", "sqrt(3)", "sqrt(5)",
        "sqrt(pi)", "1/pi",
    ].compactMap { try? Expression(parsing: $0) }

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
        triples(bits, &search)
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

    /// x itself over the bases.
    func runDirectly(_ search: inout IdentificationSearch) { run(.identity(search.x), &search) }

    /// exp of a linear relation: log|x| over the bases.
    func runExponentials(_ search: inout IdentificationSearch) {
        run(.logarithm(of: search.x, precision: search.precision + 64), &search)
    }

    private func run(_ image: NumberImage, _ search: inout IdentificationSearch) {
        for basis in bases {
            if search.isStopped() { return }
            guard let values = values(basis.elements, search.precision + 64) else { continue }
            relation(image, basis, values, &search)
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

    /// x = r + s c + t d + u f for three of the commonest constants, and x = (α + β c + γ d)/(δ + ε c + ζ d) for two.
    private func triples(_ bits: Int, _ search: inout IdentificationSearch) {
        guard !constants.isEmpty else { return }
        let core = LinearStage.core
        guard let values = values(core, bits) else { return }
        let one = Expression(1)
        for i in core.indices {
            if search.isStopped() { return }
            for j in core.indices where j > i {
                quotient([one, core[i], core[j]], [Ball(1), values[i], values[j]], &search)
                for k in core.indices where k > j {
                    let basis = IdentificationBasis(
                        name: "1, \(core[i]), \(core[j]), \(core[k])", kind: .sum,
                        elements: [one, core[i], core[j], core[k]])
                    relation(.identity(search.x), basis, [Ball(1), values[i], values[j], values[k]], &search)
                }
            }
        }
    }

    /// Σ αᵢ cᵢ − x Σ βᵢ cᵢ = 0.
    private func quotient(_ elements: [Expression], _ values: [Ball], _ search: inout IdentificationSearch) {
        let products = values.map { $0.multiplied(by: search.x, precision: search.precision + 64) }
        let count = values.count
        guard let found = search.relation(among: values + products, targets: Array(count..<2 * count)) else { return }
        let (top, bottom) = (found.coefficients.prefix(count), found.coefficients.suffix(count))
        guard top.contains(where: { !$0.isZero }) else { return }
        // The last coefficient of a relation is positive: so is that of the denominator.
        func sum(_ coefficients: ArraySlice<Integer>, sign: Integer) -> Expression {
            Expression.combination(zip(coefficients, elements).map { (Rational(sign * $0), $1) })
        }
        search.claim(
            .expression(Expression.over(sum(top, sign: -1), sum(bottom, sign: 1))),
            family: "x as a quotient in \(elements.map(\.description).joined(separator: ", "))",
            coincidence: found.coincidence)
    }
}
