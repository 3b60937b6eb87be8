/// The residue classes modulo p of the partial denominators a of a box: the rows of a residue table.
///
/// In the *projective* numbering a is taken up to factors: the equivalence (a, b) → (λa, λ²b) changes nothing about
/// nilpotence, so (λā, b) is looked up as (ā, λ⁻² b) with ā normalized (its highest nonzero residue is 1). This makes
/// the table p − 1 times smaller, but needs all residues of every coefficient of ā. The *plain* numbering counts only
/// the residues that occur in the ranges, which is better for narrow ranges.
struct DenominatorClasses: Sendable {
    let prime: SmallPrime
    let isProjective: Bool
    /// The ranges of all coefficients, lowest degree first.
    let ranges: [ClosedRange<Int>]
    /// The number of rows, or nil when it does not fit.
    let count: Int?
    /// The positions of the coefficients that are not constantly 0.
    private let free: [Int]

    init(ranges: [ClosedRange<Int>], prime: SmallPrime, isProjective: Bool) {
        self.prime = prime
        self.isProjective = isProjective
        self.ranges = ranges
        let p = prime.value
        free = ranges.indices.filter { ranges[$0] != 0...0 }
        if isProjective {
            count = prime.power(free.count).map { 1 + ($0 - 1) / (p - 1) }
        } else {
            var product: Int? = 1
            for range in ranges {
                guard let value = product else { break }
                let (next, overflow) = value.multipliedReportingOverflow(by: min(p, range.count))
                product = overflow ? nil : next
            }
            count = product
        }
    }

    /// The row of a and μ = λ⁻²: (a, b) is looked up as (row, μ b).
    func classify(_ coefficients: UnsafePointer<Int>) -> (row: Int, multiplier: Int) {
        let p = prime.value
        if !isProjective {
            var row = 0
            for (j, range) in ranges.enumerated().reversed() {
                row = row * min(p, range.count) + (coefficients[j] - range.lowerBound) % p
            }
            return (row, 1)
        }
        for position in free.indices.reversed() {
            let lead = prime.residue(coefficients[free[position]])
            if lead == 0 { continue }
            let inverse = prime.inverse(lead)
            var code = 0
            var below = 0
            for lower in stride(from: position - 1, through: 0, by: -1) {
                code = code * p + prime.residue(coefficients[free[lower]]) * inverse % p
            }
            // Rows of the rows with a lower leading position come first: 1 + p + … + p^(position − 1), and the zero row.
            for _ in 0..<position { below = below * p + 1 }
            return (1 + below + code, inverse * inverse % p)
        }
        return (0, 1)
    }

    /// The residues of the coefficients of a row, lowest degree first.
    func residues(ofRow row: Int) -> [Int] {
        let p = prime.value
        var result = [Int](repeating: 0, count: ranges.count)
        if !isProjective {
            var rest = row
            for (j, range) in ranges.enumerated() {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: min(p, range.count))
                result[j] = prime.residue(range.lowerBound + digit)
                rest = quotient
            }
            return result
        }
        if row == 0 { return result }
        var code = row - 1
        var position = 0
        var size = 1
        while code >= size {
            code -= size
            size *= p
            position += 1
        }
        result[free[position]] = 1
        for lower in 0..<position {
            result[free[lower]] = code % p
            code /= p
        }
        return result
    }
}
