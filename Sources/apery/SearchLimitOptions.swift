import ArgumentParser
import EGraphs
import Expressions

/// The limits of a search by rewriting.
struct SearchLimitOptions: ParsableArguments {
    @Option(name: [.customLong("nodes"), .customLong("enodes")], help: "Stop at so many e-nodes.")
    var nodes: Int?

    @Option(help: "Stop after so many iterations of all rules.")
    var iterations: Int?

    @Option(help: "Stop after so many seconds.")
    var seconds: Double?

    /// The limits, those of `standard` where nothing is given.
    ///
    /// - Throws: `CommandFailure` (bad input) for a limit of 0 or less, or one without end.
    func limits(_ standard: SaturationLimits) throws -> SaturationLimits {
        var limits = standard
        let most = 1_000_000_000
        for (name, value) in [("nodes", nodes), ("iterations", iterations)] {
            guard let value, !(1...most).contains(value) else { continue }
            throw CommandFailure.badInput("--\(name) must be in 1 ... \(most), not \(value)")
        }
        if let seconds, !(seconds > 0 && seconds <= Double(most)) {
            throw CommandFailure.badInput("--seconds must be more than 0 and at most \(most), not \(seconds)")
        }
        limits.nodes = nodes ?? limits.nodes
        limits.iterations = iterations ?? limits.iterations
        limits.seconds = seconds ?? limits.seconds
        return limits
    }
}
