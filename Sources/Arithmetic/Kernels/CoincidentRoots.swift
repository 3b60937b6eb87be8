/// A continued fraction with deg b = 2d, d = deg a, and A² + 4B = 0 for the leading coefficients: its leading symbol has a
/// double root, and convergence is slower than exponential, or there is none.
///
/// With a′, b′ the second coefficients, κ = b′ + A a′/2 − d A²/4 decides: for κ > 0 errors are about exp(−4 √(κ n)/|A|), for κ < 0
/// the convergents oscillate, and for κ = 0 errors are a power of n where the indicial equation of the tail has real roots.
/// Then u(n) = a(n) + b(n+1)/(a(n+1) + …) has a formal series Σ c(k) n^(d−k) with c(0) = A/2 (Birkhoff–Trjitzinsky theory).
public struct CoincidentRoots: Sendable {
    /// How the fraction converges.
    public enum Convergence: Sendable, Hashable {
        /// Errors are about exp(−c √n).
        case stretched
        /// Errors are about a power of n.
        case polynomial
        /// There is no limit.
        case oscillating
    }

    /// How the fraction converges.
    public let convergence: Convergence
    private let degree: Int
    private var coefficients: [Double] = []

    /// The number of terms of the series.
    private static let terms = 12

    /// The class of the fraction with these coefficients, lowest degree first, the last ones not 0; nil when its symbol has
    /// two different roots or deg b ≠ 2 deg a. Exact while the numbers stay below 2^50.
    public init?(a: ArraySlice<Double>, b: ArraySlice<Double>) {
        let d = a.count - 1
        guard d >= 1, b.count == 2 * d + 1, let lead = a.last, let leadB = b.last, lead * lead + 4 * leadB == 0 else {
            return nil
        }
        degree = d
        let second = (a[a.endIndex - 2], b[b.endIndex - 2])
        let kappa = 4 * second.1 + 2 * lead * second.0 - Double(d) * lead * lead
        if kappa != 0 {
            convergence = kappa > 0 ? .stretched : .oscillating
            return
        }
        // Coefficients from the highest degree down, of a(n) and of b(n + 1).
        let alpha = Array(a.reversed())
        let beta = CoincidentRoots.shifted(Array(b.reversed()))
        func alphaAt(_ k: Int) -> Double { k < alpha.count ? alpha[k] : 0 }
        func betaAt(_ k: Int) -> Double { k < beta.count ? beta[k] : 0 }
        let c0 = lead / 2
        // c(1)² + c(1) (c(0) − α(1)) − q = 0; the dominant root has the sign of A.
        let binomial = Double(d * (d - 1) / 2)
        let q = binomial * c0 * c0 + alphaAt(1) * Double(d) * c0 + alphaAt(2) * c0 + betaAt(2)
        let linear = alphaAt(1) - c0
        let discriminant = linear * linear + 4 * q
        if discriminant < 0 {
            convergence = .oscillating
            return
        }
        convergence = .polynomial
        let root = lead < 0 ? -discriminant.squareRoot() : discriminant.squareRoot()
        var c = [c0, (linear + root) / 2]
        for k in 2..<CoincidentRoots.terms {
            // The coefficient of n^(2d−1−k) in u(n) u(n+1) − a(n) u(n+1) − b(n+1) is linear in c(k), c(k+1) does not occur.
            c.append(0)
            let shifted = CoincidentRoots.shiftedSeries(c + [0], degree: d)
            var residual = -betaAt(k + 1)
            for i in 0...k + 1 {
                let own = i < c.count ? c[i] : 0
                residual += (own - alphaAt(i)) * shifted[k + 1 - i]
            }
            c[k] = -residual / (2 * c[1] - alphaAt(1) + Double(k) * c0)
        }
        coefficients = c
    }

    /// u(n), or nil when there is no series. The error is about n^(d−12) times the growth of the coefficients.
    public func tail(at n: Int) -> Double? {
        guard !coefficients.isEmpty else { return nil }
        let inverse = 1 / Double(n)
        var value = coefficients.reversed().reduce(0) { $0 * inverse + $1 }
        for _ in 0..<degree { value *= Double(n) }
        return value
    }

    /// The coefficients of p(n + 1) from those of p(n), highest degree first.
    private static func shifted(_ p: [Double]) -> [Double] {
        var q = p
        for end in (1..<q.count).reversed() { for i in 1...end { q[i] += q[i - 1] } }
        return q
    }

    /// The coefficients of Σ c(k) (n + 1)^(d−k) at n^(d−j), as many as c has.
    private static func shiftedSeries(_ c: [Double], degree d: Int) -> [Double] {
        var result = [Double](repeating: 0, count: c.count)
        for (i, value) in c.enumerated() where value != 0 {
            // Binomial coefficients of d − i, negative beyond the constant term.
            var term = value
            for j in i..<c.count {
                result[j] += term
                term *= Double(d - i - (j - i)) / Double(j - i + 1)
            }
        }
        return result
    }
}
