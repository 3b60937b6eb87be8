import Arithmetic
import Foundation
import IntegerRelations

/// The time of identification on one core: for numbers of every grade of the graded set in
/// `Tests/IntegerRelationsTests/Numbers`, given to 50 digits, and for digits without a closed form, which go through all
/// stages. The bar is 2 s each.
enum IdentificationBenchmark {
    private static let folder = "Tests/IntegerRelationsTests/Numbers"
    private static let bar = 2.0

    static func run() {
        // The constants and the table are computed once in a process; that is timed apart.
        let start = ContinuousClock.now
        _ = seconds("1.2345678901234567890182736451092837465019283746501928374")
        print(String(format: "first call, with all constants: %.3f s", elapsed(since: start)))
        for grade in ["simple", "algebraic", "linear", "product", "hypergeometric", "hard", "random"] {
            let numbers = digits(of: grade)
            guard !numbers.isEmpty else {
                print("\(grade): \(folder)/\(grade).yaml is not found; run from the package's root")
                continue
            }
            var times: [Double] = []
            var found = 0
            for number in numbers {
                guard let result = seconds(number) else { continue }
                times.append(result.seconds)
                found += result.isFound ? 1 : 0
            }
            times.sort()
            let (median, largest) = (times[times.count / 2], times[times.count - 1])
            print(
                String(
                    format: "%@: %d of %d found, median %.1f ms, max %.1f ms, bar %.0f s, max/bar %.2f", grade, found,
                    times.count, median * 1000, largest * 1000, bar, largest / bar))
        }
    }

    /// The values of the keys `digits` of a file.
    private static func digits(of grade: String) -> [String] {
        guard let text = try? String(contentsOfFile: "\(folder)/\(grade).yaml", encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("  digits: \"") else { return nil }
            return String(line.dropFirst(11).dropLast())
        }
    }

    private static func seconds(_ digits: String) -> (seconds: Double, isFound: Bool)? {
        guard let number = try? UncertainNumber(decimal: digits) else { return nil }
        let start = ContinuousClock.now
        let report = Identifier.standard.identify(number)
        return (elapsed(since: start), !report.candidates.isEmpty)
    }

    private static func elapsed(since start: ContinuousClock.Instant) -> Double {
        let duration = ContinuousClock.now - start
        return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
