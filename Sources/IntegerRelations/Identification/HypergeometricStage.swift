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
        var quotients: [(ratio: Rational, factor: Expression, value: Double)] = []
        for (ratio, factor) in HypergeometricStage.multipliers {
            guard let known = cache.value(of: factor, precision: bits) else { continue }
            let multiple = Ball(ratio, precision: bits).multiplied(by: known, precision: bits)
            quotients.append((ratio, factor, target.divided(by: multiple, precision: bits).doubleEstimate))
        }
        let forms = max(search.families, HypergeometricStage.density(quotients.map(\.value), table))
        // One family each: the table's entries and multipliers are the forms.
        let coincidence = log10(forms) - Double(search.number.digits)
        guard coincidence <= -search.surplus else { return }
        for quotient in quotients {
            if search.isStopped() { return }
            for entry in table.entries(near: quotient.value) {
                guard let term = table.term(entry) else { continue }
                let multiple = HypergeometricStage.product(quotient.ratio, quotient.factor, term)
                search.claim(
                    .expression(isNegative ? -multiple : multiple), family: "hypergeometric table",
                    coincidence: coincidence)
            }
        }
    }

    /// The forms per relative unit where they are densest around the number: many values of the table lie near 1, and a
    /// number near 1 meets one of them more easily. Entries that may be the number itself are not counted.
    private static func density(_ quotients: [Double], _ table: HypergeometricTable) -> Double {
        let meant = quotients.reduce(0) { $0 + table.entries(near: $1).count }
        var densest = 0.0
        for distance in [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8] {
            let count = quotients.reduce(0) { $0 + table.entries(near: $1, within: distance).count } - meant
            densest = max(densest, Double(count) / (2 * distance))
        }
        return densest
    }

    private static func product(_ ratio: Rational, _ factor: Expression, _ term: Expression) -> Expression {
        Expression.times(Expression(ratio), Expression.times(factor.numeral == 1 ? Expression(1) : factor, term))
    }
}
