import Foundation

/// Powers of two that keep the recurrence N(n) = a(n) N(n+1) + b(n+1) N(n+2) near 1: with u(n) = N(n)/N(n+1) and
/// v(n) = u(n)/s(n) it reads v(n) = a(n)/s(n) + (b(n+1)/(s(n) s(n+1)))/v(n+1), which is exact.
///
/// s(0) = 1 and s(n) = 2^round(d log₂ n + log₂ m) for the degree d = max(deg a, deg b/2) and a typical size m of max(|A|, √|B|)
/// over the leading coefficients A of a and B of b.
public struct ContinuantScale: Sendable {
    /// 1/s(n) for n = 0 … depth.
    public let denominators: [Double]
    /// 1/(s(n) s(n−1)) for n = 1 … depth; 1 at 0.
    public let numerators: [Double]

    /// The scale for these degrees.
    ///
    /// - Parameter magnitude: m > 0.
    public init(degreeOfA: Int, degreeOfB: Int, magnitude: Double, depth: Int) {
        let degree = max(Double(degreeOfA), Double(degreeOfB) / 2)
        var denominators = [1.0]
        var numerators = [1.0]
        for n in stride(from: 1, through: depth, by: 1) {
            let exponent = Int((degree * log2(Double(n)) + log2(magnitude)).rounded())
            denominators.append(scalbn(1, -exponent))
            numerators.append(denominators[n] * denominators[n - 1])
        }
        self.denominators = denominators
        self.numerators = numerators
    }
}
