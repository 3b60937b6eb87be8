import CReference
import Foundation

/// Saturation: the micro benchmark of egg and egglog, and associativity and commutativity as plain rules.
///
/// Every run is a process of its own, as are egglog's, so that the peak of memory is that of the whole process and nothing
/// is warm: `saturation-row`, which does not load Foundation. Seconds are those of the saturation alone. `long` among the
/// arguments adds iteration 12 of the micro benchmark, for which egglog needs more than half a minute.
enum SaturationBenchmark {
    /// The program that runs one row, built beside this one.
    private static let rowProgram: String = {
        let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: program).deletingLastPathComponent().appendingPathComponent("saturation-row").path
    }()

    static func run() {
        var rows = [("micro 11", 5), ("ac 10", 5), ("ac 11", 5), ("ac 12", 3)]
        if CommandLine.arguments.contains("long") { rows.append(("micro 12", 3)) }
        let peer = Peer.rows("egglog_saturation.py", module: "egglog", arguments: rows.map(\.0)) ?? [:]
        for (row, rounds) in rows {
            let runs = (0..<rounds).compactMap { _ in child(row) }.sorted { $0.seconds < $1.seconds }
            guard !runs.isEmpty else {
                print("saturation, \(row): \(rowProgram) failed or is not built")
                continue
            }
            let median = runs[runs.count / 2]
            var line = String(
                format: "saturation, %@: %d e-nodes, Apery %.3f s, %.0f MB (%.0f MB before the first node)", row,
                median.nodes, median.seconds, median.peak, median.start)
            if let seconds = peer[row], let peak = peer["\(row) megabytes"], let nodes = peer["\(row) e-nodes"] {
                precondition(Int(nodes) == median.nodes, "egglog has other e-nodes")
                line += String(
                    format: "; egglog %.3f s, %.0f MB, speed ratio %.2f", seconds, peak, seconds / median.seconds)
            }
            if row.hasPrefix("ac"), let n = UInt32(row.dropFirst(3)) {
                let bound = lowerBound(n, nodes: median.nodes)
                line += String(format: "; lower bound in C %.3f s, ratio %.2f", bound, bound / median.seconds)
            }
            print(line)
        }
    }

    private static func child(_ row: String) -> (seconds: Double, nodes: Int, start: Double, peak: Double)? {
        guard let result = Peer.run(rowProgram, [row]), result.status == 0 else { return nil }
        let numbers = result.text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        return numbers.count == 4 ? (numbers[0], Int(numbers[1]), numbers[2], numbers[3]) : nil
    }

    private static func lowerBound(_ n: UInt32, nodes: Int) -> Double {
        var times: [Double] = []
        for _ in 0..<3 {
            let start = ContinuousClock.now
            precondition(Int(reference_ac_saturation(n)) == nodes)
            let elapsed = (ContinuousClock.now - start).components
            times.append(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
        }
        return times.sorted()[1]
    }
}
