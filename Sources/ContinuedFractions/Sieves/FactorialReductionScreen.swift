import Arithmetic

/// The screen of full factorial reduction for one fraction: the rule that every sieve confirms its survivors by.
///
/// A fraction passes when its p-curvature is nilpotent at the twenty-two primes of `NilpotenceScreen`, and, where a is
/// odd-symmetric so that the trace vanishes by symmetry, when p² and then p^d divide gcd(p(2p), q(2p)) at the middle primes,
/// d = max(deg a, ⌈deg b/2⌉). Terms (f(n) a(n), f(n) f(n−1) b(n)) have the common factor ∏ f(n) in all convergents, which
/// holds no prime modulo which f has no root: so a fraction that fails is deflated and judged by what is left.
///
/// One-sided: it may let impostors pass, and drops no fraction with full reduction, as far as the divisibility at n = 2p,
/// which is observed on all known ones, is necessary.
public struct FactorialReductionScreen: Sendable {
    /// The screen, made once.
    public static let standard = FactorialReductionScreen()

    private let nilpotence = NilpotenceScreen()
    private let powers = CommonPowerTest()

    /// A screen; `standard` saves the tables of powers.
    public init() {}

    /// Whether the fraction passes. Cost: a microsecond for nearly all, some ten for those that pass.
    public func passes(_ fraction: PolynomialContinuedFraction) -> Bool {
        nilpotence.passes(fraction) && confirms(fraction)
    }

    /// Whether a fraction that is known to be nilpotent at the primes of the screen passes.
    public func confirms(_ fraction: PolynomialContinuedFraction) -> Bool {
        guard fraction.a.hasOddSymmetry else { return true }
        let order = FactorialReductionScreen.fullOrder(fraction)
        if hasCommonPower(fraction, order: order) { return true }
        guard let terms = fraction.canonicalKey?.key.terms else {
            // Those without canonical form terminate, or are too large to be judged.
            return fraction.b.smallestIntegerRoot(atLeast: 1) == nil
        }
        let rest = FactorialReductionScreen.fullOrder(terms)
        guard rest < order else { return false }
        if rest == 0 { return true }
        return nilpotence.passes(terms) && (!terms.a.hasOddSymmetry || hasCommonPower(terms, order: rest))
    }

    /// p² and then p^order.
    private func hasCommonPower(_ fraction: PolynomialContinuedFraction, order: Int) -> Bool {
        (order <= 2 || powers.passes(fraction, order: 2)) && powers.passes(fraction, order: order)
    }

    /// max(deg a, ⌈deg b/2⌉), the power of n! in the common factors of full reduction.
    static func fullOrder(_ fraction: PolynomialContinuedFraction) -> Int {
        max(fraction.a.degree ?? 0, ((fraction.b.degree ?? 0) + 1) / 2)
    }
}
