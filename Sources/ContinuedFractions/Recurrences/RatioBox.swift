import Arithmetic
import func Foundation.log2
import func Foundation.sqrt

/// A proved enclosure of the linear form that separates the dominant solution of a recurrence from all others.
///
/// For a solution x let Λ(x) = lim x(n)/X(n), X the dominant one. Up to a factor Λ is, for every n,
/// x(n) + t₁(n) x(n−1) + … + t_{r−1}(n) x(n−r+1), with ratios that obey
/// tᵢ(n−1) = (A_{i+1}(n) + t_{i+1}(n))/(A₁(n) + t₁(n)), Aᵢ = Pᵢ/P₀, t_r = 0: for r = 2 the tails of a continued fraction.
/// With Aᵢ ~ αᵢ n^(di), tᵢ = τᵢ n^(di) and u = 1/n this is τ ↦ Φ_u(τ),
/// Φ_u(τ)ᵢ = (1 − u)^(−di) (Âᵢ₊₁(u) + τᵢ₊₁)/(Â₁(u) + τ₁).
///
/// At u = 0 the fixed points belong to the roots λ of χ(x) = x^r − Σ αᵢ x^(r−i): then τ are the coefficients of χ(x)/(x − λ),
/// and the derivative of Φ₀ has the eigenvalues μ/λ for the other roots μ. In coordinates y with τ = τ* + T y, in which
/// that derivative is bidiagonal with small entries beside the diagonal, one checks in balls, for all 0 < u ≤ 1/m at
/// once, that Φ_u maps {|y_k| ≤ ε} into itself and contracts the maximum norm. So exactly one sequence t(n), n ≥ m, stays
/// in the box, all roots μ are smaller than λ, and every solution with Λ(x) ≠ 0 grows like X (Poincaré–Perron).
public struct RatioBox: Sendable {
    /// m: the enclosure holds for all n ≥ m.
    public let depth: Int
    /// d, the slope: X(n)/X(n−1) ~ λ n^d.
    public let slope: Int
    /// Balls that contain τ₁(n), …, τ_{r−1}(n) for all n ≥ m.
    public let ratios: [Ball]
    /// A ball that contains λ.
    public let dominantRoot: Ball
    /// An estimate of log2 of |λ/μ| for the largest other root, infinite when there is none but 0.
    public let bitsPerTerm: Double

    /// t₁(n), …, t_{r−1}(n) for n ≥ m.
    ///
    /// - Precondition: `n` is at least `depth`.
    public func enclosure(at n: Int, precision: Int) -> [Ball] {
        precondition(n >= depth, "a box of ratios holds from its depth on")
        return ratios.enumerated().map { i, ratio in
            ratio.multiplied(by: Ball(n).power(slope * (i + 1), precision: precision), precision: precision)
        }
    }
}

extension LinearRecurrence {
    /// d and the coefficients of Âᵢ(u) P̂₀(u), lowest power first; nil when the growth is not a power n^d with integer d.
    private func normalized() -> (slope: Int, polynomials: [Polynomial<Integer>])? {
        guard let degree = coefficients[0].degree else { return nil }
        // d = max (deg Pᵢ − deg P₀)/i, which must be an integer.
        var best: (rise: Int, run: Int)?
        for i in 1...order {
            guard let top = coefficients[i].degree else { continue }
            let rise = top - degree
            if let current = best, rise * current.run <= current.rise * i { continue }
            best = (rise, i)
        }
        guard let best, best.rise % best.run == 0 else { return nil }
        let slope = best.rise / best.run
        // Pᵢ(1/u) u^(deg P₀ + di).
        let polynomials = (0...order).map { i -> Polynomial<Integer> in
            let top = degree + slope * i
            let p = coefficients[i]
            guard let own = p.degree else { return Polynomial() }
            return Polynomial(p.coefficients.reversed()).multipliedByVariable(power: top - own)
        }
        return (slope, polynomials)
    }

    /// The box of ratios at the least depth of the form 8·2^j at which it is proved.
    ///
    /// - Throws: `LimitError.undecided` when the characteristic polynomial has no real root that is larger in modulus than
    ///   all others (counted with multiplicity), its growth is no integer power of n, or no box is found.
    public func ratioBox() throws(LimitError) -> RatioBox {
        guard let (slope, polynomials) = normalized() else {
            throw .undecided("the solutions grow with a broken power of n: several have equal modulus")
        }
        let lead = polynomials[0][0].doubleValue
        let alphas = (1...order).map { polynomials[$0][0].doubleValue / lead }
        let roots = DominantRoot.roots(alphas)
        guard let dominant = roots.first, dominant.size > 0,
            abs(dominant.imaginary) <= 1e-9 * dominant.size,
            order == 1 || roots[1].size < dominant.size * (1 - 1e-9)
        else { throw .undecided("no real root of the characteristic polynomial dominates all others") }
        let frame = RatioFrame(alphas, dominant: dominant.real, others: Array(roots.dropFirst()))
        let gap = order == 1 ? 0 : roots[1].size / dominant.size
        var depth = 8
        while depth <= 1 << 30 {
            if let found = frame.box(polynomials, slope: slope, depth: depth) {
                return RatioBox(
                    depth: depth, slope: slope, ratios: found.ratios, dominantRoot: found.root,
                    bitsPerTerm: gap == 0 ? .infinity : -log2(gap))
            }
            depth *= 2
        }
        throw .undecided("the box of ratios is not mapped into itself up to depth \(depth)")
    }
}

/// Approximate roots of the characteristic polynomial: only a starting point for the proof.
private enum DominantRoot {
    struct Root {
        var real: Double
        var imaginary: Double
        var size: Double { sqrt(real * real + imaginary * imaginary) }
    }

    /// The roots of x^r − Σ αᵢ x^(r−i), largest first, by Durand's and Kerner's iteration.
    static func roots(_ alphas: [Double]) -> [Root] {
        let r = alphas.count
        let scale = alphas.enumerated().map { sqrtRoot(abs($0.element), $0.offset + 1) }.max() ?? 1
        if scale == 0 { return alphas.map { _ in Root(real: 0, imaginary: 0) } }
        var scaled = [Double](repeating: 0, count: r)
        var power = 1.0
        for i in 0..<r {
            power *= scale
            scaled[i] = alphas[i] / power
        }
        var points: [Root] = []
        var current = Root(real: 1, imaginary: 0)
        for _ in 0..<r {
            current = product(current, Root(real: 0.4, imaginary: 0.9))
            points.append(current)
        }
        for _ in 0..<400 {
            for i in 0..<r {
                var value = Root(real: 1, imaginary: 0)
                for alpha in scaled {
                    value = product(value, points[i])
                    value.real -= alpha
                }
                var below = Root(real: 1, imaginary: 0)
                for j in 0..<r where j != i {
                    below = product(
                        below,
                        Root(
                            real: points[i].real - points[j].real, imaginary: points[i].imaginary - points[j].imaginary)
                    )
                }
                let norm = below.real * below.real + below.imaginary * below.imaginary
                if norm == 0 { continue }
                let quotient = product(value, Root(real: below.real / norm, imaginary: -below.imaginary / norm))
                points[i].real -= quotient.real
                points[i].imaginary -= quotient.imaginary
            }
        }
        return points.map { Root(real: $0.real * scale, imaginary: $0.imaginary * scale) }
            .sorted { ($0.size, $0.real, $0.imaginary) > ($1.size, $1.real, $1.imaginary) }
    }

    private static func product(_ x: Root, _ y: Root) -> Root {
        Root(
            real: x.real * y.real - x.imaginary * y.imaginary, imaginary: x.real * y.imaginary + x.imaginary * y.real)
    }

    private static func sqrtRoot(_ value: Double, _ k: Int) -> Double {
        value == 0 ? 0 : Ball(value).root(k, precision: 53).doubleEstimate
    }
}

/// Approximate fixed point τ* and coordinates T, exact as they stand, and the proof that a box in them is invariant.
private struct RatioFrame {
    private static let precision = 96
    private let size: Int
    private let center: [Ball]
    /// T and T⁻¹, of which the columns are divided differences of v(μ) = (1, μ + τ₁, μ² + τ₁μ + τ₂, …), scaled.
    private let frame: [[ComplexBall]]
    private let inverse: [[ComplexBall]]

    init(_ alphas: [Double], dominant: Double, others: [DominantRoot.Root]) {
        size = alphas.count - 1
        // Horner's rule: the coefficients of χ(x)/(x − λ).
        var tau: [Double] = []
        var value = 1.0
        for i in 0..<size {
            value = value * dominant - alphas[i]
            tau.append(value)
        }
        center = tau.map { Ball($0) }
        let bits = RatioFrame.precision
        let size = self.size
        let zero = ComplexBall()
        let mu = others.map { ComplexBall(real: Ball($0.real), imaginary: Ball($0.imaginary)) }
        // The weight w^k of coordinate k makes the entries beside the diagonal small.
        let gap = 1 - (others.first?.size ?? 0) / abs(dominant)
        let weight = Ball(abs(dominant) * max(gap, 1e-6) / 4)
        var frame = [[ComplexBall]](repeating: [ComplexBall](repeating: zero, count: size), count: size)
        for k in 0..<size {
            // h_m(μ₁, …, μ_{k+1}), the complete homogeneous sums, as the series of ∏ 1/(1 − μⱼ x).
            var sums = [ComplexBall](repeating: zero, count: size)
            sums[0] = ComplexBall(1)
            for j in 0...k {
                for m in 1..<max(size, 1) {
                    sums[m] = sums[m].adding(mu[j].multiplied(by: sums[m - 1], precision: bits), precision: bits)
                }
            }
            let scale = weight.power(k, precision: bits)
            for i in k..<size {
                var entry = sums[i - k]
                for l in stride(from: 1, through: i - k, by: 1) {
                    entry = entry.adding(
                        sums[i - k - l].multiplied(by: ComplexBall(center[l - 1]), precision: bits), precision: bits)
                }
                let scaled = entry.scaled(by: scale, precision: bits)
                frame[i][k] = ComplexBall(real: scaled.real.midpoint, imaginary: scaled.imaginary.midpoint)
            }
        }
        // The inverse of a lower triangular matrix, in balls.
        var inverse = [[ComplexBall]](repeating: [ComplexBall](repeating: zero, count: size), count: size)
        for column in 0..<size {
            for row in column..<size {
                var sum = ComplexBall(row == column ? 1 : 0)
                for l in column..<max(row, column) {
                    sum = sum.subtracting(
                        frame[row][l].multiplied(by: inverse[l][column], precision: bits), precision: bits)
                }
                inverse[row][column] = sum.divided(by: frame[row][row], precision: bits)
            }
        }
        self.frame = frame
        self.inverse = inverse
    }

    /// The ratios and λ when {|y_k| ≤ ε} is invariant for all 0 < u ≤ 1/depth; nil otherwise.
    func box(_ polynomials: [Polynomial<Integer>], slope: Int, depth: Int) -> (ratios: [Ball], root: Ball)? {
        let bits = RatioFrame.precision
        let u = Ball(union: Ball(), Ball(1).divided(by: Ball(depth), precision: bits), precision: bits)
        let below = polynomials[0].evaluated(at: u, precision: bits)
        guard below.isNonzero else { return nil }
        let a = polynomials.dropFirst().map {
            $0.evaluated(at: u, precision: bits).divided(by: below, precision: bits)
        }
        let growth = Ball(1).divided(by: Ball(1).subtracting(u, precision: bits), precision: bits)
        let powers = (0..<size).map { growth.power(slope * ($0 + 1), precision: bits) }
        if size == 0 { return a[0].isNonzero ? ([], limitRoot(polynomials, Ball())) : nil }

        // The displacement of the center, in the coordinates y.
        guard let moved = image(center, a, powers) else { return nil }
        let displacement = zip(moved.values, center).map { ComplexBall($0.subtracting($1, precision: bits)) }
        let shifts = (0..<size).map { k in
            (0..<size).reduce(ComplexBall()) { sum, i in
                sum.adding(inverse[k][i].multiplied(by: displacement[i], precision: bits), precision: bits)
            }.upperBoundOfMagnitude
        }
        // ε from the contraction at the center; then the true contraction over the box of that ε decides.
        guard let first = rowSums(center, a, powers) else { return nil }
        var epsilon = Ball()
        for k in 0..<size {
            let slack = Ball(1).subtracting(first[k], precision: bits)
            guard slack.isPositive else { return nil }
            let candidate = shifts[k].scaled(byPowerOfTwo: 1).divided(by: slack, precision: bits).upperBoundOfMagnitude
            if epsilon.isLess(than: candidate) { epsilon = candidate }
        }
        let ratios = (0..<size).map { i in
            let spread = (0..<size).reduce(Ball()) { sum, k in
                sum.adding(
                    frame[i][k].upperBoundOfMagnitude.multiplied(by: epsilon, precision: bits), precision: bits)
            }
            return Ball(midpoint: center[i], radius: spread.upperBoundOfMagnitude)
        }
        guard let sums = rowSums(ratios, a, powers) else { return nil }
        for k in 0..<size {
            let reach = shifts[k].adding(sums[k].multiplied(by: epsilon, precision: bits), precision: bits)
            guard sums[k].isLess(than: Ball(1)), !epsilon.isLess(than: reach.upperBoundOfMagnitude), epsilon.isFinite
            else { return nil }
        }
        return (ratios, limitRoot(polynomials, ratios[0]))
    }

    /// λ = α₁ + τ₁ at u = 0.
    private func limitRoot(_ polynomials: [Polynomial<Integer>], _ first: Ball) -> Ball {
        first.adding(
            Ball(Rational(polynomials[1][0], polynomials[0][0]), precision: RatioFrame.precision),
            precision: RatioFrame.precision)
    }

    /// Φ_u(τ) and the denominator Â₁ + τ₁; nil when that may vanish.
    private func image(_ tau: [Ball], _ a: [Ball], _ powers: [Ball]) -> (values: [Ball], denominator: Ball)? {
        let bits = RatioFrame.precision
        let denominator = a[0].adding(tau[0], precision: bits)
        guard denominator.isNonzero else { return nil }
        let values = (0..<size).map { i in
            (i + 1 < size ? a[i + 1].adding(tau[i + 1], precision: bits) : a[i + 1])
                .multiplied(by: powers[i], precision: bits).divided(by: denominator, precision: bits)
        }
        return (values, denominator)
    }

    /// Upper bounds of Σ_l |(T⁻¹ J T)_{kl}| for J the derivative of Φ_u over these τ:
    /// ∂Φᵢ/∂τ₁ = −Φᵢ/(Â₁ + τ₁) and ∂Φᵢ/∂τᵢ₊₁ = (1 − u)^(−di)/(Â₁ + τ₁).
    private func rowSums(_ tau: [Ball], _ a: [Ball], _ powers: [Ball]) -> [Ball]? {
        let bits = RatioFrame.precision
        guard let (values, denominator) = image(tau, a, powers) else { return nil }
        var derivative = [[ComplexBall]](repeating: [ComplexBall](repeating: ComplexBall(), count: size), count: size)
        for i in 0..<size {
            derivative[i][0] = ComplexBall(values[i].negated().divided(by: denominator, precision: bits))
            if i + 1 < size {
                let entry = derivative[i][i + 1].real.adding(
                    powers[i].divided(by: denominator, precision: bits), precision: bits)
                derivative[i][i + 1] = ComplexBall(entry)
            }
        }
        let product = times(inverse, times(derivative, frame))
        return product.map { row in
            row.reduce(Ball()) { $0.adding($1.upperBoundOfMagnitude, precision: bits) }.upperBoundOfMagnitude
        }
    }

    private func times(_ x: [[ComplexBall]], _ y: [[ComplexBall]]) -> [[ComplexBall]] {
        let bits = RatioFrame.precision
        return (0..<size).map { i in
            (0..<size).map { j in
                (0..<size).reduce(ComplexBall()) { sum, l in
                    sum.adding(x[i][l].multiplied(by: y[l][j], precision: bits), precision: bits)
                }
            }
        }
    }
}
