import Arithmetic

/// A crude enclosure of all tails from a depth on that needs no expansion: |t(n)| ≤ |a(n)|/2 for all n ≥ m.
///
/// Worpitzky's theorem (J. Worpitzky 1865; Wall, Analytic Theory of Continued Fractions, Theorem 10.1): when
/// 4|b(n+1)| ≤ |a(n) a(n+1)| for all n ≥ m, the fraction converges from m on and |b(n+1)/(a(n+1) + t)| ≤ |a(n)|/2 for
/// |t| ≤ |a(n+1)|/2. With coefficients of very different size it holds long before an expansion in 1/n does.
struct WorpitzkyTail {
    /// m.
    let depth: Int
    private let a: Polynomial<Integer>

    /// The enclosure from the least depth at which both a(n)a(n+1) − 4b(n+1) and a(n)a(n+1) + 4b(n+1) have no root beyond;
    /// nil when one of them is not positive in the end, or the depth is no machine integer.
    ///
    /// Cost: two root bounds.
    init?(_ fraction: PolynomialContinuedFraction) {
        let square = fraction.a * fraction.a.shifted(by: 1)
        let numerator = fraction.b.shifted(by: 1) * Integer(4)
        var depth: Integer = 1
        for difference in [square - numerator, square + numerator] {
            guard difference.signAtInfinity > 0, let bound = difference.largestRealRootBound else { return nil }
            depth = max(depth, bound)
        }
        guard let depth = depth.asInt else { return nil }
        self.depth = depth
        a = fraction.a
    }

    /// The ball of all t with |t| ≤ |a(n)|/2, for n ≥ depth.
    func enclosure(at n: Int) -> Ball {
        Ball(midpoint: Ball(), radius: Ball(a.evaluated(at: n)).absoluteValue().scaled(byPowerOfTwo: -1))
    }
}
