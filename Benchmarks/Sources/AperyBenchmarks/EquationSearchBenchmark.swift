import Arithmetic
import Foundation
import IntegerRelations

/// Equations a second of the meet-in-the-middle search, beside RIES where it is installed: both on one thread, in
/// turns, by processor time, on a number that satisfies no simple equation.
///
/// Equations are counted as RIES counts them: different left sides times different right sides. Both use its weights
/// and its standard alphabet, less atan2 here; Apery goes on to at least as many equations.
enum EquationSearchBenchmark {
    private static let target = "2.506314159265358123456789"
    private static let rounds = 3

    static func run() {
        for level in [2, 3, 4] { compare(level: level) }
    }

    private struct Row {
        var seconds: [Double] = []
        var equations = 0.0
        var terms = 0.0
        var complexity = ""

        var median: Double { seconds.sorted()[seconds.count / 2] }
        var rate: Double { equations / median }
        var description: String {
            String(
                format: "%.3g equations (%.3g terms, complexity %@) in %.3f s: %.3g equations/s, %.3g terms/s",
                equations,
                terms, complexity, median, rate, terms / median)
        }
    }

    private static func compare(level: Int) {
        var (mine, theirs) = (Row(), Row())
        for _ in 0..<rounds {
            // The number of terms at which RIES stops at this level, where it cannot be asked.
            var terms = [2: 222_582, 3: 766_133, 4: 2_677_168][level] ?? 200_000
            if let peer = ries(level: level) {
                theirs.seconds.append(peer.seconds)
                (theirs.equations, theirs.terms, theirs.complexity) = (peer.equations, peer.terms, peer.complexity)
                terms = Int(peer.terms)
            }
            search(terms: terms, &mine)
        }
        print("level \(level): Apery \(mine.description)")
        guard !theirs.seconds.isEmpty else {
            print("ries is not on the PATH: its row is left out (mrob.com/ries)")
            return
        }
        print("level \(level): RIES  \(theirs.description)")
        print(
            String(
                format: "level %d: equations a second against RIES %.1f, terms a second %.1f", level,
                mine.rate / theirs.rate, mine.terms / mine.median / (theirs.terms / theirs.median)))
    }

    private static func search(terms: Int, _ row: inout Row) {
        var options = EquationSearchOptions(termCount: terms, threads: 1)
        options.stopsAtClaim = false
        guard let number = Ball(target, precision: 128),
            let search = try? EquationSearch(target: number, digits: 20, options: options)
        else { return }
        let start = processorTime()
        let result = search.run()
        row.seconds.append(processorTime() - start)
        row.equations = result.pairsTried
        row.terms = Double(result.leftCount + result.rightCount)
        row.complexity = "\(result.complexity.left) + \(result.complexity.right)"
    }

    private static func ries(level: Int) -> (seconds: Double, equations: Double, terms: Double, complexity: String)? {
        let arguments = ["Benchmarks/Peers/ries_search.py", String(target.prefix(16)), "\(level)"]
        guard let output = Peer.run("python3", arguments), output.status == 0 else { return nil }
        var rows: [String: Double] = [:]
        for line in output.text.split(separator: "\n") {
            let parts = line.split(separator: "\t")
            if parts.count == 2 { rows[String(parts[0])] = Double(parts[1]) }
        }
        guard let seconds = rows["processor"], let equations = rows["equations"], let left = rows["left"],
            let right = rows["right"], let a = rows["left complexity"], let b = rows["right complexity"]
        else { return nil }
        return (seconds, equations, left + right, "\(Int(a)) + \(Int(b))")
    }

    /// Seconds of processor time of this process, over all its threads.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
