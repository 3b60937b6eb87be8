internal import CMath

extension ComplexBall {
    /// An enclosure of ∫ f(z) dz along the straight segment between two exact points.
    ///
    /// `f(z, isAnalytic, precision)` must enclose the values of one function for all arguments in the ball z; when
    /// `isAnalytic` it must return a ball that is not finite unless the function is analytic on the whole of z, and
    /// with that the result is proved. The goal is 2^(−`precision`), relative to the size of the integral or absolute,
    /// whichever is reached first; the enclosure may be wider when the integrand is itself known less well. The ends are
    /// replaced by the midpoints of `a` and `b`, with the error that this makes, so inexact ends are allowed.
    ///
    /// Returns also whether the goal was met within the limits on subdivision (2 · `precision` levels) and evaluations
    /// (1000 · `precision`); the enclosure holds in any case, but may be not finite. Cost: for an integrand that is
    /// analytic around the segment about `precision` evaluations.
    ///
    /// Source: adaptive Gauss–Legendre quadrature with bounds on ellipses; F. Johansson, Numerical integration in
    /// arbitrary-precision ball arithmetic, ICMS 2018 (Arb's `acb_calc_integrate`).
    public static func integral(
        from a: ComplexBall, to b: ComplexBall, precision: Int,
        of f: (_ z: ComplexBall, _ isAnalytic: Bool, _ precision: Int) -> ComplexBall
    ) -> (value: ComplexBall, isConverged: Bool) {
        let bits = precision + 16
        let (low, high) = (a.midpoint, b.midpoint)
        var isConverged = false
        let middle = withoutActuallyEscaping(f) { f in
            let integrand = Integrand(f)
            return ComplexBall { result in
                var tolerance = mag_struct()
                var options = acb_calc_integrate_opt_struct()
                mag_init(&tolerance)
                mag_set_ui_2exp_si(&tolerance, 1, -precision)
                acb_calc_integrate_opt_init(&options)
                options.eval_limit = 1000 * precision
                let status = low.read { x in
                    high.read { y in
                        acb_calc_integrate(
                            result, Integrand.callback, Unmanaged.passUnretained(integrand).toOpaque(), x, y,
                            precision, &tolerance, &options, bits)
                    }
                }
                isConverged = status == ARB_CALC_SUCCESS
                mag_clear(&tolerance)
            }
        }
        // The pieces between an end and its midpoint lie inside the ball of that end.
        var value = middle
        for (end, inner, sign) in [(a, low, 1), (b, high, -1)] where !end.isExact {
            let piece = inner.subtracting(end, precision: bits).multiplied(by: f(end, false, bits), precision: bits)
            value =
                sign > 0 ? value.adding(piece, precision: bits) : value.subtracting(piece, precision: bits)
        }
        return (value, isConverged)
    }

    /// The midpoints of both parts, exact.
    public var midpoint: ComplexBall { ComplexBall { z in read { acb_get_mid(z, $0) } } }

    /// The ball that is not finite.
    public static var indeterminate: ComplexBall { ComplexBall { acb_indeterminate($0) } }
}

/// An integrand behind a C callback.
private final class Integrand {
    private let function: (ComplexBall, Bool, Int) -> ComplexBall

    init(_ function: @escaping (ComplexBall, Bool, Int) -> ComplexBall) { self.function = function }

    /// Arb's order 0 asks for values, order 1 also for analyticity.
    static let callback: acb_calc_func_t = { result, argument, context, order, precision in
        guard let result, let argument, let context else { return 0 }
        let integrand = Unmanaged<Integrand>.fromOpaque(context).takeUnretainedValue()
        let value = integrand.function(ComplexBall { acb_set($0, argument) }, order != 0, precision)
        value.read { acb_set(result, $0) }
        return 0
    }
}
