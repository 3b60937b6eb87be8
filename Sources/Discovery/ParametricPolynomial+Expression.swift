import Arithmetic
import Expressions

extension ParametricPolynomial {
    /// The polynomial of a term in n and the named parameters, expanded.
    ///
    /// - Throws: `SpecificationError` naming what is not a polynomial with integer coefficients.
    public init(_ term: Expressions.Expression, parameters: [String]) throws(SpecificationError) {
        typealias Terms = [[Int]: Rational]
        // Exponent vectors: that of n first, then those of the parameters.
        let width = parameters.count + 1
        let unit = [Int](repeating: 0, count: width)
        func product(_ x: Terms, _ y: Terms) -> Terms {
            var result: Terms = [:]
            for (i, a) in x {
                for (j, b) in y { result[zip(i, j).map { $0 + $1 }, default: 0] += a * b }
            }
            return result.filter { !$0.value.isZero }
        }
        func expand(_ node: Expressions.Expression) throws(SpecificationError) -> Terms {
            if let value = node.numeral { return value.isZero ? [:] : [unit: value] }
            if let name = node.symbolName {
                var exponents = unit
                if name == "n" {
                    exponents[0] = 1
                } else if let index = parameters.firstIndex(of: name) {
                    exponents[index + 1] = 1
                } else {
                    throw SpecificationError("'\(name)' is neither n nor a parameter of the space")
                }
                return [exponents: 1]
            }
            let arguments = node.arguments
            switch node.head {
            case .add:
                var sum: Terms = [:]
                for argument in arguments { sum.merge(try expand(argument)) { $0 + $1 } }
                return sum.filter { !$0.value.isZero }
            case .multiply:
                var result: Terms = [unit: 1]
                for argument in arguments { result = product(result, try expand(argument)) }
                return result
            case .negate: return try expand(arguments[0]).mapValues { -$0 }
            case .divide:
                guard let divisor = arguments[1].numeral?.reciprocal else {
                    throw SpecificationError("'\(node)' is not a polynomial: the divisor must be a nonzero number")
                }
                return try expand(arguments[0]).mapValues { $0 * divisor }
            case .power:
                guard let exponent = arguments[1].numeral?.asInt,
                    (0...SearchSpecification.largestDegree).contains(exponent)
                else { throw SpecificationError("'\(node)' is not a polynomial of moderate degree") }
                let base = try expand(arguments[0])
                var result: Terms = [unit: 1]
                for _ in 0..<exponent { result = product(result, base) }
                return result
            default: throw SpecificationError("'\(node)' is not a polynomial in n and the parameters")
            }
        }
        var monomials: [Monomial] = []
        for (exponents, value) in try expand(term).sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            guard let coefficient = value.asInteger else {
                throw SpecificationError("the coefficient \(value) in '\(term)' is not an integer")
            }
            monomials.append(
                Monomial(coefficient: coefficient, degree: exponents[0], exponents: Array(exponents.dropFirst())))
        }
        self.init(monomials: monomials)
    }
}

extension FractionSpace {
    /// The space that a specification describes.
    ///
    /// - Throws: `SpecificationError` when a formula is not a polynomial or the space is too large to index.
    public init(_ specification: SpaceSpecification) throws(SpecificationError) {
        let name = specification.name
        func ranges(_ lists: [[Int]]) -> [ClosedRange<Int>] { lists.map { $0[0]...$0[1] } }
        let form: Form
        switch (specification.a, specification.b) {
        case (.box(let a), .box(let b)):
            if !specification.parameters.isEmpty {
                throw SpecificationError("space '\(name)': parameters need formulas for a and b")
            }
            form = .boxes(a: CoefficientBox(ranges(a)), b: CoefficientBox(ranges(b)))
        default:
            let names = specification.parameters.keys.sorted()
            func family(_ family: PolynomialFamily, _ label: String) throws(SpecificationError) -> ParametricPolynomial
            {
                guard case .formula(let text) = family else {
                    throw SpecificationError("space '\(name)': give both a and b as formulas, or both as boxes")
                }
                let term: Expressions.Expression
                do { term = try Expressions.Expression(parsing: text) } catch {
                    throw SpecificationError("space '\(name)': \(label): \(error)")
                }
                let family: ParametricPolynomial
                do { family = try ParametricPolynomial(term, parameters: names) } catch {
                    throw SpecificationError("space '\(name)': \(label): \(error)")
                }
                if family.isZero { throw SpecificationError("space '\(name)': \(label) is zero in the whole space") }
                return family
            }
            let (a, b) = (try family(specification.a, "a"), try family(specification.b, "b"))
            if a.degree <= 0, b.degree <= 0 {
                throw SpecificationError(
                    "space '\(name)': a and b are of degree 0, so every limit is rational or quadratic")
            }
            form = .parametric(
                a: a, b: b,
                ranges: ranges(names.map { specification.parameters[$0] ?? [0, 0] }))
        }
        guard let space = FractionSpace(name: name, form: form) else {
            throw SpecificationError("space '\(name)' has more elements than a 63-bit index can count")
        }
        self = space
    }
}
