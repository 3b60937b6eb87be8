import Foundation

/// How deep fractions with given leading terms must be evaluated for about 12 digits, from a(n) ≈ A n^α, b(n) ≈ B n^β.
enum MeetPlan: Sendable, Hashable {
    /// The convergents oscillate for good: there is no limit.
    case divergent
    /// To this depth with a tail of order 2.
    case blocks(depth: Int)
    /// Convergence is slow, or too wide in size for the scale of blocks: one by one, deep, with a tail of high order.
    case deep

    /// The least depth, and the step of depths.
    static let leastDepth = 32
    /// The largest depth of blocks.
    static let largestDepth = 256
    /// Depth and order of the tail for `deep`.
    static let slowEvaluation = (depth: 240, order: 6)
    /// Depth and order of the tail for fractions that are evaluated one by one, though not slow.
    static let singleEvaluation = (depth: 64, order: 4)

    /// The plan for these leading terms, A and B not 0.
    ///
    /// The error of the n-th convergent is near ∏ |1 − a(i)/u(i)| over i ≤ n for u = (a + √(a² + 4b))/2, one factor a
    /// step; a tail of order 2 gains about n³/100. Lower coefficients move the roots of a and b: a margin of eight steps
    /// covers that near 0, and what stays inaccurate for it is found at other depths of `MeetSource`, or not at all.
    ///
    /// - Parameter cap: the largest depth that the scale of the block bears.
    init(leadA: Double, degreeA: Int, leadB: Double, degreeB: Int, cap: Int) {
        let discriminant: Double
        if degreeB > 2 * degreeA {
            discriminant = leadB
        } else if degreeB == 2 * degreeA {
            discriminant = leadA * leadA + 4 * leadB
        } else {
            discriminant = leadA * leadA
        }
        if discriminant < 0 {
            self = .divergent
            return
        }
        if discriminant == 0 {
            self = .deep
            return
        }
        var error = 1.0
        var depth = 0
        for n in 1...max(1, cap) {
            let a = abs(leadA) * MeetPlan.power(n, degreeA)
            let b = leadB * MeetPlan.power(n, degreeB)
            let inner = a * a + 4 * b
            if inner <= 0 { continue }
            let u = (a + inner.squareRoot()) / 2
            error *= abs(1 - a / u)
            if error * min(1, 100 / MeetPlan.power(n, 3)) <= 1e-13 {
                depth = n + 8
                break
            }
        }
        guard depth > 0, depth <= cap else {
            self = .deep
            return
        }
        self = .blocks(depth: max(MeetPlan.leastDepth, depth))
    }

    private static func power(_ n: Int, _ exponent: Int) -> Double {
        var value = 1.0
        for _ in 0..<exponent { value *= Double(n) }
        return value
    }

    /// The largest depth at which numbers between m^(±n), times 10^15, stay within the range of doubles.
    static func cap(sizeRatio: Double) -> Int {
        min(largestDepth, Int(280 / max(1, log10(max(1, sizeRatio)))))
    }
}
