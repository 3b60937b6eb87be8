import Arithmetic

/// Approximate fixed point τ* and coordinates T, exact as they stand, and the proof that a box in them is invariant.
struct RatioFrame {
    private static let precision = 96
    private let size: Int
    private let center: [Ball]
    /// T and T⁻¹, of which the columns are divided differences of v(μ) = (1, μ + τ₁, μ² + τ₁μ + τ₂, …), scaled.
    private let frame: [[ComplexBall]]
    private let inverse: [[ComplexBall]]

    init(_ alphas: [Double], dominant: Double, others: [CharacteristicRoots.Root]) {
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
