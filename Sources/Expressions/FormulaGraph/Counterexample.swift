import Arithmetic

extension Expression {
    /// Bits at which the two sides are enclosed.
    private static let counterexamplePrecision = 128

    /// Values of the free symbols for which this formula and another are different: rational numbers that the assumptions
    /// admit, at which the two lie in disjoint balls. It is a proof that the formulas are not equal; nil proves nothing.
    ///
    /// Points at which a side is not defined, or slow to enclose, are passed over. Cost: at most 12 evaluations of
    /// each side at 128 bits.
    public func counterexample(
        toEqualityWith other: Expression, assumptions: [String: [Assumption]] = [:],
        evaluator: Evaluator = Evaluator()
    ) -> [(symbol: String, value: Rational)]? {
        let names = freeSymbols.union(other.freeSymbols).sorted().filter {
            $0 != "i" && $0 != "infinity" && evaluator.catalog.constant(named: $0) == nil
        }
        let candidates = names.map { Expression.samples(assumptions[$0] ?? []) }
        guard candidates.allSatisfy({ !$0.isEmpty }) else { return nil }
        for round in 0..<(names.isEmpty ? 1 : 12) {
            var point: [(symbol: String, value: Rational)] = []
            for (place, name) in names.enumerated() {
                // Different strides, so that two symbols do not keep the same relation.
                let samples = candidates[place]
                point.append((name, samples[(round * (1 + place % 3) + 2 * place) % samples.count]))
            }
            let replacements = Dictionary(
                point.map { ($0.symbol, Expression($0.value)) }, uniquingKeysWith: { first, _ in first })
            let precision = Expression.counterexamplePrecision
            guard let x = try? evaluator.enclosure(substituting(replacements), precision: precision),
                let y = try? evaluator.enclosure(other.substituting(replacements), precision: precision)
            else { continue }
            if x.isFinite && y.isFinite && !x.overlaps(y) { return point }
        }
        return nil
    }

    /// Rational numbers that satisfy assumptions.
    private static func samples(_ assumptions: [Assumption]) -> [Rational] {
        var samples: [Rational] = [
            2, Rational(-3, 2), Rational(1, 3), 5, -1, Rational(7, 4), 3, -4, Rational(-2, 7), 1, 0,
        ]
        for case .between(let low, let high) in assumptions {
            for step in 0...8 { samples.append(low + (high - low) * Rational(Integer(step), 8)) }
        }
        return samples.filter { value in
            assumptions.allSatisfy { assumption in
                switch assumption {
                case .real: true
                case .integer: value.isInteger
                case .nonzero: !value.isZero
                case .nonnegative: value.signum() >= 0
                case .positive: value.signum() > 0
                case .negative: value.signum() < 0
                case .between(let low, let high): low <= value && value <= high
                }
            }
        }
    }
}
