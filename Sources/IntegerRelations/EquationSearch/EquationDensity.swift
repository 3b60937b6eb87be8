import func Foundation.log10

/// How many pairs of sides have a root near the target by chance, measured in the tables themselves.
///
/// The roots of accidental pairs are spread evenly over an interval that is short and still holds many of them. So the
/// expected number in the target's interval is the number of pairs tried, times the part of all pairs with a root in a
/// wider interval, times the quotient of the widths.
struct EquationDensity {
    /// At most this many left sides are looked at.
    private static let sampleSize = 4096

    /// log10 of the part of all pairs whose root lies in the target's interval.
    let logRate: Double
    /// By complexity: pairs of at most that complexity.
    private let pairs: [Double]

    /// Measures the pairs of two tables.
    ///
    /// - Parameters:
    ///   - magnitude: |x|.
    ///   - logRadius: log10 of the radius of the target.
    init(variables: EquationTermTable, constants: EquationTermTable, magnitude: Double, logRadius: Double) {
        let (lefts, rights) = (EquationSortedTerms(all: variables), EquationSortedTerms(all: constants))
        let stride = max(1, lefts.count / Self.sampleSize)
        var (width, hits, sampled) = (1e-5 * magnitude, 0, 0)
        // Widen until the count means something.
        repeat {
            width *= 10
            (hits, sampled) = (0, 0)
            var index = stride / 2
            while index < lefts.count {
                let reach = width * lefts.derivatives[index].magnitude
                let value = lefts.values[index]
                hits += rights.position(of: value + reach) - rights.position(of: value - reach)
                sampled += 1
                index += stride
            }
        } while hits < 100 && width < magnitude
        let share = max(1, Double(hits)) / max(1, Double(sampled) * Double(rights.count))
        logRate = log10(share) + logRadius - log10(width)

        var counts = [Double](repeating: 0, count: max(1, variables.completeWeight + constants.completeWeight + 1))
        for left in 0...max(0, variables.completeWeight) where !variables.level(left).isEmpty {
            for right in 0...max(0, constants.completeWeight) {
                counts[left + right] += Double(variables.level(left).count) * Double(constants.level(right).count)
            }
        }
        var sum = 0.0
        pairs = counts.map { count in
            sum += count
            return sum
        }
    }

    /// log10 of the expected number of accidental equations of at most this complexity.
    func coincidence(complexity: Int) -> Double {
        let tried = pairs[min(max(0, complexity), pairs.count - 1)]
        return log10(max(1, tried)) + logRate
    }
}
