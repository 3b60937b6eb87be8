import Arithmetic
import Foundation
import IntegerRelations

/// Planted integer relations between logarithms of primes and one more number: time and success against PARI's
/// `lindep` and mpmath's `pslq` on the same decimal digits; and numbers identified a second in one prepared basis.
///
/// All times are processor times of the search alone, without start-up and reading.
enum RelationBenchmark {
    private static let rows = [(10, 1000), (10, 1_000_000), (20, 1000), (20, 1_000_000), (40, 1000), (40, 1_000_000)]
    private static let problemsOfRow = 20

    /// Σ mᵢ xᵢ = 0 with the xᵢ to `digits` digits behind the point.
    private struct Problem {
        let height: Int
        let digits: Int
        let values: [String]
        let coefficients: [Integer]

        var key: String { "\(coefficients.count) \(height)" }

        /// A call in the syntax of GP, which the peers read.
        var call: String {
            let x = values.joined(separator: ",")
            let m = coefficients.map(\.description).joined(separator: ",")
            return "problem(\(coefficients.count),\(height),\(digits),[\(x)],[\(m)]);"
        }
    }

    static func run() {
        let problems = rows.map { n, height in
            (0..<problemsOfRow).map { planted(n, height, seed: 1000 * n + height + $0) }
        }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "apery-relations-\(ProcessInfo.processInfo.processIdentifier).gp")
        defer { try? FileManager.default.removeItem(at: path) }
        do {
            try Data(problems.joined().map(\.call).joined(separator: "\n").utf8).write(to: path)
        } catch {
            print("relations: \(path.path) cannot be written")
            return
        }
        let pari = peer("gp", ["-q", "-f", "Benchmarks/Peers/lindep.gp"], path)
        if pari.isEmpty { print("PARI/GP is not installed: its rows are left out") }
        let pslq = peer("python3", ["Benchmarks/Peers/pslq.py"], path)
        if pslq.isEmpty { print("mpmath is not installed: its rows are left out") }
        for line in problems { row(line, pari, pslq) }
        bulk()
    }

    private static func row(_ problems: [Problem], _ pari: [String: String], _ pslq: [String: String]) {
        guard let first = problems.first else { return }
        let inputs = problems.map { problem in
            let precision = Int(Double(problem.digits) * 3.33) + 80
            let unit = Ball(Rational(10).power(-problem.digits), precision: 30)
            return problem.values.map { Ball(midpoint: Ball(Rational($0) ?? 0, precision: precision), radius: unit) }
        }
        let bits = Int(Double(first.digits) * 3.321928) - 4
        var found = 0
        for (problem, values) in zip(problems, inputs) {
            let relation = IntegerRelation.find(among: values, bits: bits)
            if relation?.coefficients == problem.coefficients { found += 1 }
        }
        var rounds: [Double] = []
        for _ in 0..<5 {
            rounds.append(
                processorSeconds { for values in inputs { _ = IntegerRelation.find(among: values, bits: bits) } })
        }
        let mine = rounds.sorted()[2] / Double(problems.count) * 1000
        var line = String(
            format: "n = %d, height 10^%.0f, %d digits: Apery %.3f ms, found %d of %d", first.coefficients.count,
            log10(Double(first.height)), first.digits, mine, found, problems.count)
        for (name, rows) in [("lindep(v)", pari), ("lindep(v, d)", pari), ("pslq", pslq)] {
            guard let text = rows["\(first.key) \(name)"] else { continue }
            let parts = text.split(separator: " ")
            guard parts.count == 3, let time = Double(parts[0]) else { continue }
            line += String(format: "; %@ %.3f ms, found %@ of %@, ratio ", name, time, "\(parts[1])", "\(parts[2])")
            line += String(format: "%.1f", time / mine)
        }
        print(line)
    }

    /// The rows `key<TAB>milliseconds found tried` that a peer prints for the problems in a file.
    private static func peer(_ program: String, _ arguments: [String], _ problems: URL) -> [String: String] {
        // `env` sets the variable and starts the program.
        guard let output = Peer.run("RELATIONS=\(problems.path)", [program] + arguments), output.status == 0 else {
            return [:]
        }
        var rows: [String: String] = [:]
        for line in output.text.split(separator: "\n") {
            let parts = line.split(separator: "\t")
            if parts.count == 2 { rows[String(parts[0])] = String(parts[1]) }
        }
        return rows
    }

    /// Numbers a second in bases of 4 to 8 constants with 57 digits: planted combinations, and random numbers.
    private static func bulk() {
        let bits = 190
        for n in [4, 6, 8] {
            var random = SplitMix(state: UInt64(n))
            let values = (0..<n).map { Ball(primes[$0]).log(precision: bits + 64) }
            let names = (0..<n).map { "log(\(primes[$0]))" }
            guard let basis = try? RelationBasis(names: names, values: values, bits: bits) else {
                print("the logarithms of primes are no basis")
                continue
            }
            let planted = (0..<2000).map { _ in
                IntegerRelation.residual(
                    (0..<n).map { _ in Integer(random.integer(upTo: 100)) }, values, precision: bits + 64
                ).divided(by: Ball(1 + abs(random.integer(upTo: 20))), precision: bits + 64)
            }
            let others = (0..<2000).map { _ in random.real(bits: bits + 64) }
            var found = (planted: 0, others: 0)
            let hits = processorSeconds { for x in planted where basis.relation(with: x) != nil { found.planted += 1 } }
            let misses = processorSeconds { for x in others where basis.relation(with: x) != nil { found.others += 1 } }
            print(
                String(
                    format: "basis of %d, 57 digits: %.0f planted numbers a second, found %d of 2000; "
                        + "%.0f random ones a second, claims on %d", n, 2000 / hits, found.planted, 2000 / misses,
                    found.others))
        }
    }

    private static let primes = (2...173).filter { p in (2..<p).allSatisfy { p % $0 != 0 } }

    /// Coefficients of size at most `height` between n − 1 logarithms of primes and a number that fits, with 5 % more
    /// digits than the coefficients hold and 10 to spare.
    private static func planted(_ n: Int, _ height: Int, seed: Int) -> Problem {
        var random = SplitMix(state: UInt64(seed))
        let digits = Int((1.05 * Double(n) * log10(Double(2 * height + 1))).rounded(.up)) + 10
        let precision = Int(Double(digits) * 3.33) + 128
        var coefficients = (0..<n).map { _ in Integer(random.integer(upTo: height)) }
        coefficients[n - 1] = 1 + coefficients[n - 1].magnitude
        var values = (0..<(n - 1)).map { Ball(primes[$0]).log(precision: precision) }
        let sum = IntegerRelation.residual(Array(coefficients.dropLast()), values, precision: precision)
        values.append(sum.divided(by: Ball(-coefficients[n - 1]), precision: precision))
        let content = coefficients.reduce(Integer(0)) { $0.gcd($1) }
        return Problem(
            height: height, digits: digits, values: values.map { fixedPoint($0, digits: digits) },
            coefficients: coefficients.map { $0.dividedExactly(by: content) })
    }

    /// A number with `digits` digits behind the point.
    private static func fixedPoint(_ x: Ball, digits: Int) -> String {
        let whole = max(0, (x.exponentOfMagnitude ?? 0) * 31 / 100 + 1)
        return x.decimalString(digits: digits + whole)
    }

    private static func processorSeconds(_ body: () -> Void) -> Double {
        let start = clock()
        body()
        return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
}

/// Seeded random numbers (SplitMix64).
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in −bound … bound.
    mutating func integer(upTo bound: Int) -> Int { Int(next() % UInt64(2 * bound + 1)) - bound }

    /// A number in 0 ..< 1.
    mutating func real(bits: Int) -> Ball {
        var digits = Integer(0)
        for _ in 0..<(bits / 32 + 1) { digits = digits * Integer(1 << 32) + Integer(Int(next() >> 32)) }
        return Ball(digits).scaled(byPowerOfTwo: -32 * (bits / 32 + 1))
    }
}
