import Foundation

/// Times a Swift routine and its reference in turns, so that a drift of the machine's speed meets both.
enum PairedTiming {
    /// Runs both `rounds` times in turns after one warm-up each, and prints medians and their ratio.
    ///
    /// - Parameters:
    ///   - work: the operations in one run, for the rate; nil prints milliseconds.
    static func compare(
        _ name: String, reference: String, rounds: Int = 7, work: Double? = nil, unit: String = "",
        swift: () -> Void, against other: () -> Void
    ) {
        swift()
        other()
        var mine: [Double] = []
        var theirs: [Double] = []
        for _ in 0..<rounds {
            mine.append(seconds(swift))
            theirs.append(seconds(other))
        }
        let (x, y) = (median(mine), median(theirs))
        func show(_ time: Double) -> String {
            guard let work else { return String(format: "%.2f ms", time * 1000) }
            return String(format: "%.3g %@/s", work / time, unit)
        }
        print("\(name): Apery \(show(x)), \(reference) \(show(y)), speed ratio \(String(format: "%.2f", y / x))")
    }

    private static func seconds(_ body: () -> Void) -> Double {
        let clock = ContinuousClock()
        let duration = clock.measure(body)
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted[sorted.count / 2]
    }
}
