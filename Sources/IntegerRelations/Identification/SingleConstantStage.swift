import Arithmetic
import Expressions

/// Forms in one constant: images of x that are rational, algebraic, Möbius images of a constant or algebraic multiples.
struct SingleConstantStage {
    let constants: [Expression]
    let cache: ValueCache
    /// The largest degree of the algebraic numbers that are arguments or factors.
    private static let degree = 4

    func run(_ search: inout IdentificationSearch) {
        let x = search.x
        let bits = search.precision + 64
        let pi = Expression(symbol: "pi")
        let one = Expression(1)
        let exponential = NumberImage.exponential(of: x, precision: bits)
        let logarithm = NumberImage.logarithm(of: x, precision: bits)
        let values = constants.map { ($0, cache.value(of: $0, precision: bits)) }

        let identity = NumberImage.identity(x)
        ratio(identity, to: values.compactMap { pair in pair.1.map { (pair.0, $0) } }, &search)
        if search.isDone { return }

        // Elementary functions of rational numbers and rational angles, and of algebraic numbers.
        let inverseFunctions = [
            NumberImage.arctangent(of: x, precision: bits), NumberImage.arccosine(of: x, precision: bits),
            NumberImage.arcsine(of: x, precision: bits), NumberImage.inverseHyperbolicSine(of: x, precision: bits),
            NumberImage.inverseHyperbolicTangent(of: x, precision: bits),
        ].compactMap { $0 }
        if let piValue = cache.value(of: pi, precision: bits) {
            for image in inverseFunctions + [logarithm] { ratio(image, to: [(one, Ball(1)), (pi, piValue)], &search) }
            if search.isDone { return }
        }
        for image in [exponential, NumberImage.tangent(of: x, precision: bits), logarithm].compactMap({ $0 }) {
            algebraic(image, "algebraic \(image.name)", &search)
        }
        if search.isDone { return }

        for case (let constant, let value?) in values { mobius(identity, constant, value, &search) }
        if search.isDone { return }
        for case (let constant, let value?) in values {
            for image in [
                NumberImage.quotient(constant, value, of: x, precision: bits),
                NumberImage.multiple(constant, value, of: x, precision: bits),
            ] {
                algebraic(image, "algebraic multiple of \(constant)", &search)
            }
        }
        if search.isDone { return }
        for image in [2, 3, 4].map({ NumberImage.power($0, of: x, precision: bits) }) {
            for case (let constant, let value?) in values { mobius(image, constant, value, &search) }
            if search.isDone { return }
        }
        for image in [logarithm, exponential].compactMap({ $0 }) {
            for case (let constant, let value?) in values where !isElementary(constant) {
                mobius(image, constant, value, &search)
            }
            if search.isDone { return }
        }
        // exp(c · algebraic), as e^(π √163).
        for case (let constant, let value?) in values {
            let quotient = NumberImage.quotient(constant, value, of: logarithm.value, precision: bits)
            let image = NumberImage(name: "log|x|/\(constant)", value: quotient.value) {
                logarithm.inverse(quotient.inverse($0))
            }
            algebraic(image, "exponential of an algebraic multiple of \(constant)", &search)
        }
    }

    /// Whether a constant is an exponential or a logarithm: what these are combined with is sought as a sum or a product.
    private func isElementary(_ constant: Expression) -> Bool {
        let definition = constant.symbolName.flatMap { cache.evaluator.catalog.constant(named: $0)?.definition }
        let head = (definition ?? constant).head
        return head == .exp || head == .log
    }

    /// T(x) = r c for one of several units c.
    private func ratio(
        _ image: NumberImage, to units: [(Expression, Ball)], _ search: inout IdentificationSearch
    ) {
        for (unit, value) in units {
            guard let relation = search.relation(among: [image.value, value], targets: [0]),
                !relation.coefficients[1].isZero
            else { continue }
            let factor = Rational(-relation.coefficients[1], relation.coefficients[0])
            let form = image.inverse(Expression.scaled(factor, unit))
            search.claim(
                .expression(form), family: "\(image.name) as a multiple of \(unit)", coincidence: relation.coincidence)
        }
    }

    private func algebraic(_ image: NumberImage, _ family: String, _ search: inout IdentificationSearch) {
        guard
            let found = AlgebraicStage.minimalPolynomial(
                of: image.value, degree: SingleConstantStage.degree, &search),
            case .expression(let term) = AlgebraicStage.form(of: found.polynomial, near: image.value, search)
        else { return }
        search.claim(.expression(image.inverse(term)), family: family, coincidence: found.coincidence)
    }

    /// T(x) = (α + β c)/(γ + δ c).
    private func mobius(
        _ image: NumberImage, _ constant: Expression, _ value: Ball, _ search: inout IdentificationSearch
    ) {
        let product = image.value.multiplied(by: value, precision: search.precision + 64)
        guard let relation = search.relation(among: [Ball(1), value, image.value, product], targets: [2, 3])
        else { return }
        let (alpha, beta) = (relation.coefficients[0], relation.coefficients[1])
        let (gamma, delta) = (-relation.coefficients[2], -relation.coefficients[3])
        // A degenerate matrix means that T(x) is rational or c is: no statement about x and c.
        guard !(alpha * delta - beta * gamma).isZero else { return }
        let form = image.inverse(Expression.mobius(alpha, beta, gamma, delta, constant))
        search.claim(
            .expression(form), family: "\(image.name) as a Möbius image of \(constant)",
            coincidence: relation.coincidence)
    }
}
