import Arithmetic
import Expressions
import func Foundation.pow

/// Values of hypergeometric functions at small rational parameters and arguments, to double precision, sorted.
///
/// A table is a screen: an entry that is near is then compared by balls. It is made once in a process, by summing the
/// series; every argument is such that the terms fall at least like (3/4)^k.
struct HypergeometricTable: Sendable {
    /// One entry: the indices of its parameters.
    struct Entry: Sendable {
        let value: Double
        /// Indices into `parameters`; 255 for none.
        let upper: (UInt8, UInt8, UInt8)
        let lower: (UInt8, UInt8)
        /// Index into `arguments`.
        let argument: UInt8
    }

    static let standard = HypergeometricTable()

    /// Parameters above the line come from here.
    private static let parameters: [Rational] = [
        Rational(1, 2), Rational(1), Rational(1, 3), Rational(2, 3), Rational(1, 4), Rational(3, 4), Rational(1, 6),
        Rational(5, 6), Rational(3, 2), Rational(2), Rational(1, 5), Rational(2, 5), Rational(3, 5), Rational(4, 5),
        Rational(1, 8), Rational(3, 8), Rational(5, 8), Rational(7, 8), Rational(4, 3), Rational(5, 3),
        Rational(5, 4), Rational(7, 4), Rational(5, 2), Rational(7, 6), Rational(1, 12), Rational(5, 12),
        Rational(7, 12), Rational(11, 12),
    ]
    /// Arguments z of 2F1 and 3F2; those below −1/2 only of 2F1, after Pfaff's transformation.
    private static let arguments: [Rational] = [
        Rational(-1), Rational(1, 2), Rational(1, 4), Rational(3, 4), Rational(1, 9), Rational(-1, 8),
        Rational(-1, 4), Rational(-1, 3), Rational(1, 3), Rational(2, 3), Rational(-1, 2), Rational(1, 5),
        Rational(1, 8), Rational(-1, 9), Rational(1, 16), Rational(-1, 27), Rational(1, 27), Rational(4, 27),
        Rational(1, 64), Rational(-1, 16), Rational(-1, 5), Rational(2), Rational(-2), Rational(1), Rational(4),
        Rational(-4), Rational(-3), Rational(1, 81), Rational(-1, 80), Rational(2, 27), Rational(4, 125),
    ]
    private static let none = UInt8.max
    /// Two values nearer than this, relative to their size, may be one: far above the error of the sums.
    private static let tolerance = 1e-11

    private let entries: [Entry]

    /// The families that one look-up of all multipliers counts for.
    var families: Double { Double(entries.count) * Double(HypergeometricStage.multipliers.count) }

    private init() {
        var builder = Builder()
        builder.addGauss()
        builder.addThreeOverTwo()
        builder.addConfluent()
        entries = builder.entries.sorted { $0.value < $1.value }
    }

    /// The entries whose value is near `value`.
    func entries(near value: Double) -> ArraySlice<Entry> {
        guard value.isFinite else { return [] }
        let reach = abs(value) * HypergeometricTable.tolerance
        let start = firstIndex { $0.value >= value - reach }
        let end = firstIndex { $0.value > value + reach }
        return entries[start..<max(start, end)]
    }

    private func firstIndex(_ holds: (Entry) -> Bool) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(entries[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// `hyper([a, b], [c], z)`.
    func term(_ entry: Entry) -> Expression? {
        func list(_ indices: [UInt8]) -> Expression {
            Expression(
                .list,
                indices.filter { $0 != HypergeometricTable.none }
                    .map { HypergeometricTable.parameters[Int($0)] }.sorted().map { Expression($0) })
        }
        return Expression(
            .hypergeometric,
            [
                list([entry.upper.0, entry.upper.1, entry.upper.2]), list([entry.lower.0, entry.lower.1]),
                Expression(HypergeometricTable.arguments[Int(entry.argument)]),
            ])
    }

    /// Fills the table.
    private struct Builder {
        var entries: [Entry] = []
        let parameters = HypergeometricTable.parameters.map(\.doubleEstimate)
        let arguments = HypergeometricTable.arguments.map(\.doubleEstimate)
        private let none = HypergeometricTable.none
        /// Lower parameters of ₂F₁: 1/2, 1, 1/3, 2/3, 1/4, 3/4, 1/6, 5/6, 3/2, 2, 4/3, 5/3, 5/4, 7/4.
        private static let lower = Array(0..<10) + [18, 19, 20, 21]

        /// Σ (a₁)_k (a₂)_k (a₃)_k/((c₁)_k (c₂)_k) z^k/k!, until the terms no longer count.
        private func series(_ a: (Double, Double, Double), _ c: (Double, Double), _ z: Double) -> Double {
            var (sum, term, k) = (1.0, 1.0, 0.0)
            while k < 400 {
                term *= z * (a.0 + k) * (a.1 + k) * (a.2 + k) / ((c.0 + k) * (c.1 + k) * (k + 1))
                sum += term
                k += 1
                if abs(term) < 1e-17 * abs(sum) { break }
            }
            return sum
        }

        /// Σ (a)_k/(c)_k z^k/k!, without (a)_k for nil.
        private func confluent(_ a: Double?, _ c: Double, _ z: Double) -> Double {
            var (sum, term, k) = (1.0, 1.0, 0.0)
            while k < 400 {
                term *= z * (a.map { $0 + k } ?? 1) / ((c + k) * (k + 1))
                sum += term
                k += 1
                if abs(term) < 1e-17 * abs(sum) { break }
            }
            return sum
        }

        private mutating func append(_ value: Double, _ upper: [Int], _ lower: [Int], _ z: Int) {
            guard value.isFinite, value > 1e-6 else { return }
            func index(_ list: [Int], _ i: Int) -> UInt8 { i < list.count ? UInt8(list[i]) : none }
            entries.append(
                Entry(
                    value: value, upper: (index(upper, 0), index(upper, 1), index(upper, 2)),
                    lower: (index(lower, 0), index(lower, 1)), argument: UInt8(z)))
        }

        /// ₂F₁(a, b; c; z) for all a and b and the simpler c; negative z by Pfaff's transformation (DLMF 15.8.1).
        mutating func addGauss() {
            for i in parameters.indices {
                for j in i..<parameters.count {
                    for m in Builder.lower where m != i && m != j {
                        for (n, z) in arguments.enumerated() where abs(z) <= 1 && z != 1 {
                            let (a, b, c) = (parameters[i], parameters[j], parameters[m])
                            let value =
                                z < 0
                                ? pow(1 - z, -a) * series((a, c - b, 1), (c, 1), z / (z - 1))
                                : series((a, b, 1), (c, 1), z)
                            append(value, [i, j], [m], n)
                        }
                    }
                }
            }
        }

        /// ₃F₂ with upper parameters among the first eight and lower ones among 1, 3/2, 2, 4/3, 5/3, 5/4, 7/4.
        mutating func addThreeOverTwo() {
            let lower = [1, 8, 9, 18, 19, 20, 21]
            for i in 0..<8 {
                for j in i..<8 {
                    for k in j..<8 {
                        for (p, m) in lower.enumerated() {
                            for l in lower[p...] where ![i, j, k].contains(m) && ![i, j, k].contains(l) {
                                for (n, z) in arguments.enumerated() where abs(z) <= 0.75 {
                                    let upper = (parameters[i], parameters[j], parameters[k])
                                    let value = series(upper, (parameters[m], parameters[l]), z)
                                    append(value, [i, j, k], [m, l], n)
                                }
                            }
                        }
                    }
                }
            }
        }

        /// ₁F₁(a; c; z) and ₀F₁(; c; z).
        mutating func addConfluent() {
            for m in parameters.indices {
                for (n, z) in arguments.enumerated() {
                    append(confluent(nil, parameters[m], z), [], [m], n)
                    for i in parameters.indices where i != m {
                        append(confluent(parameters[i], parameters[m], z), [i], [m], n)
                    }
                }
            }
        }
    }
}
