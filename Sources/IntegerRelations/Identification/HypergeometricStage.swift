import Arithmetic
import Expressions
import func Foundation.log10

/// Rational multiples of hypergeometric values at small parameters, looked up in a table.
struct HypergeometricStage {
    let cache: ValueCache
    /// Irrational factors tried beside the rational ones.
    private static let factors = ["1", "pi", "1/pi", "sqrt(2)", "sqrt(3)", "sqrt(5)", "sqrt(pi)", "1/sqrt(pi)"]
        .compactMap { try? Expression(parsing: $0) }
    /// Numerators and denominators of the rational factors.
    static let largestFactor = 12

    /// The number of multipliers: fractions in lowest terms times irrational factors.
    static let multipliers: [(Rational, Expression)] = factors.flatMap { factor in
        var result: [(Rational, Expression)] = []
        for p in 1...largestFactor {
            for q in 1...largestFactor {
                let ratio = Rational(Integer(p), Integer(q))
                if ratio.numerator == Integer(p) { result.append((ratio, factor)) }
            }
        }
        return result
    }

    func run(_ search: inout IdentificationSearch) {
        let table = HypergeometricTable.standard
        search.countFamilies(table.families)
        let bits = search.precision + 64
        let target = search.x.absoluteValue()
        let isNegative = search.x.isNegative
        var irrational: [Expression: Ball] = [:]
        for (ratio, factor) in HypergeometricStage.multipliers {
            if search.isStopped() { return }
            let known = irrational[factor] ?? cache.value(of: factor, precision: bits)
            guard let known else { continue }
            irrational[factor] = known
            let quotient = target.divided(by: Ball(ratio, precision: bits), precision: bits)
                .divided(by: known, precision: bits)
            for entry in table.entries(near: quotient.doubleEstimate) {
                guard let term = table.term(entry) else { continue }
                let multiple = HypergeometricStage.product(ratio, factor, term)
                // One family each: the table's entries and multipliers are the forms.
                let digits = Double(search.x.accuracyBits) * 0.3010299956639812
                let coincidence = log10(search.families) - digits
                guard coincidence <= -search.surplus else { continue }
                search.claim(
                    .expression(isNegative ? -multiple : multiple), family: "hypergeometric table",
                    coincidence: coincidence)
            }
        }
    }

    private static func product(_ ratio: Rational, _ factor: Expression, _ term: Expression) -> Expression {
        Expression.times(Expression(ratio), Expression.times(factor.numeral == 1 ? Expression(1) : factor, term))
    }
}
