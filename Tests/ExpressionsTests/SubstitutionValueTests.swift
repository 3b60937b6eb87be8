import Arithmetic
import Expressions
import Testing

/// The value by the definition of each construct, with an environment: the judge of substitution.
private func naive(_ term: Expression, _ environment: [String: Rational]) -> Rational {
    if let value = term.numeral { return value }
    if let name = term.symbolName { return environment[name] ?? 0 }
    let x = term.arguments
    func with(_ name: Expression, _ value: Rational, _ body: Expression) -> Rational {
        naive(body, environment.merging([name.symbolName ?? "": value]) { $1 })
    }
    switch term.head {
    case .add: return x.reduce(0) { $0 + naive($1, environment) }
    case .multiply: return x.reduce(1) { $0 * naive($1, environment) }
    case .negate: return -naive(x[0], environment)
    case .sum: return (1...2).reduce(Rational(0)) { $0 + with(x[1], Rational($1), x[0]) }
    case .product: return (1...2).reduce(Rational(1)) { $0 * with(x[1], Rational($1), x[0]) }
    case .substitute: return with(x[1], naive(x[2], environment), x[0])
    case .apply: return with(x[0].arguments[0], naive(x[1], environment), x[0].arguments[1])
    default: return 0
    }
}

@Test(arguments: 1...400) func substitutionNeverCaptures(seed: Int) throws {
    let term = randomBinderTerm(seed: seed, size: 7)
    let names = ["k", "x", "y"]
    let environment: [String: Rational] = ["k": 5, "x": Rational(-2, 3), "y": Rational(7, 2)]
    let numerals = environment.mapValues { Expression($0) }
    let images = names.map { randomBinderTerm(seed: 1000 + seed, size: 2) * Expression(symbol: $0) }
    let hasDerivative = (term.description + images.map(\.description).joined()).contains("diff")
    for replacements in [["x": images[0]], ["x": images[1], "y": images[2]], ["k": images[2], "x": images[0]]] {
        let moved = term.substituting(replacements).substituting(numerals)
        #expect(moved.freeSymbols.isEmpty)
        if !hasDerivative {
            let inner = environment.merging(replacements.mapValues { naive($0, environment) }) { $1 }
            #expect(try Evaluator().evaluate(moved, digits: 20).exact == naive(term, inner), "\(term): \(replacements)")
            #expect(try Evaluator().evaluate(moved.alphaNormalized(), digits: 20).exact == naive(term, inner))
            continue
        }
        // With derivatives: first the images' values, then the term at them.
        let values = replacements.compactMapValues { image in
            (try? Evaluator().evaluate(image.substituting(numerals), digits: 20))?.exact.map { Expression($0) }
        }
        guard values.count == replacements.count,
            let direct = try? Evaluator().evaluate(
                term.substituting(numerals.merging(values) { $1 }), digits: 20
            ).value,
            let value = try? Evaluator().evaluate(moved, digits: 20).value
        else { continue }
        #expect(value.overlaps(direct), "\(term): \(replacements)")
    }
}
