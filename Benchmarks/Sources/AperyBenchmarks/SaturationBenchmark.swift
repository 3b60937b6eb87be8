import CReference
import EGraphWorkloads
import EGraphs
import Foundation

/// Saturation: the micro benchmark of egg and egglog, and associativity and commutativity as plain rules.
///
/// Every run is a process of its own, as are egglog's, so that the peak of memory is that of the whole process and nothing
/// is warm. Seconds are those of the saturation alone. `long` among the arguments adds iteration 12 of the micro
/// benchmark, for which egglog needs more than half a minute.
enum SaturationBenchmark {
    /// Marks a process that runs one row.
    private static let rowFlag = "saturation-row"

    static func run() {
        var rows = [("micro 11", 5), ("ac 10", 5), ("ac 11", 5), ("ac 12", 3)]
        if CommandLine.arguments.contains("long") { rows.append(("micro 12", 3)) }
        let peer = Peer.rows("egglog_saturation.py", module: "egglog", arguments: rows.map(\.0)) ?? [:]
        for (row, rounds) in rows {
            let runs = (0..<rounds).compactMap { _ in child(row) }.sorted { $0.seconds < $1.seconds }
            guard !runs.isEmpty else {
                print("saturation, \(row): failed")
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

    /// Runs the row that the arguments of this process name, if any; whether there was one.
    static func runRow() -> Bool {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, arguments[1] == rowFlag else { return false }
        let start = memory("VmRSS")
        guard let (nodes, seconds) = try? saturate(arguments[2]) else { exit(1) }
        print("\(seconds)\t\(nodes)\t\(start)\t\(memory("VmHWM"))")
        return true
    }

    private static func child(_ row: String) -> (seconds: Double, nodes: Int, start: Double, peak: Double)? {
        guard let result = Peer.run(CommandLine.arguments[0], [rowFlag, row]), result.status == 0 else { return nil }
        let numbers = result.text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        return numbers.count == 4 ? (numbers[0], Int(numbers[1]), numbers[2], numbers[3]) : nil
    }

    private static func saturate(_ row: String) throws -> (nodes: Int, seconds: Double) {
        let parts = row.split(separator: " ")
        guard parts.count == 2, let size = Int(parts[1]) else { return (0, 0) }
        let isMicro = parts[0] == "micro"
        var graph = EGraph()
        let rules = try isMicro ? MicroRules.compiled() : EggMath.rules(["add-comm", "add-assoc"])
        var saturation = try Saturation(rules, for: &graph)
        if isMicro {
            for expression in MicroRules.expressions { _ = try graph.add(Pattern(expression)) }
        } else {
            var sum = Pattern.apply("x\(size)", [])
            for k in (1..<size).reversed() { sum = .apply("+", [.apply("x\(k)", []), sum]) }
            _ = try graph.add(sum)
        }
        let limits = SaturationLimits(iterations: isMicro ? size : 100, nodes: .max, seconds: 600)
        let start = ContinuousClock.now
        _ = saturation.run(&graph, schedule: .simple, limits: limits)
        let elapsed = (ContinuousClock.now - start).components
        return (graph.nodeCount, Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
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

    /// A figure of this process in megabytes as the kernel reports it; 0 where it does not.
    private static func memory(_ key: String) -> Double {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) })
        else { return 0 }
        return (line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0) / 1024
    }
}
