import Arithmetic
import Expressions

// Functions of expansions, by Taylor series at the limit and Cauchy's bound.
extension ExpansionAtInfinity {
    /// F(f) for an F that is analytic near the limit of f, where f has no logarithm and a finite limit c.
    ///
    /// With p(w) = c + Σ c_i w^i, F(p(z)) is analytic for |z| ≤ R when F is on the disc around c of radius
    /// D = Σ |c_i| R^i, and if |F| ≤ B there, the coefficients of F(p(w)) are at most B/R^i (Cauchy), so what lies beyond
    /// w^m is at most B R^(−m)/(1 − 1/R) · w^m. The remainder r of f changes F by at most r B/(D − Σ|c_i| − r).
    ///
    /// - Parameters:
    ///   - series: the Taylor coefficients of F(x) for a power series x.
    ///   - enclosure: an enclosure of F on a ball, nil where F is not seen to be analytic.
    func composed(
        _ series: (ComplexPowerSeries) throws(EvaluationError) -> ComplexPowerSeries,
        enclosure: (ComplexBall) -> ComplexBall?
    ) throws(Failure) -> ExpansionAtInfinity {
        guard isFreeOfLogarithms, order >= 0 || isZero else {
            throw .unsupported("a function of something unbounded has no expansion here")
        }
        let count = length
        let part = aligned(min(0, order), count)[0]
        let center = part.coefficients[0]
        let value: ComplexPowerSeries
        do { value = try series(ComplexPowerSeries(part.coefficients)) } catch {
            switch error {
            case .precisionExhausted, .domain, .divisionByZero: throw .tooSmallStart
            default: throw .unsupported("\(error)")
            }
        }
        let error = try truncationBound(part, center, count, enclosure)
        // Real where it is real on an interval that holds all values.
        let spread = Self.moduli(Array(part.coefficients.dropFirst())).reduce(part.remainder) { Self.sum($0, $1) }
        let values = ComplexBall(Ball(midpoint: Ball(), radius: spread).adding(center.real, precision: Self.low))
        let isReal = isReal && (enclosure(values)?.isReal ?? false)
        return ExpansionAtInfinity(
            frame, order: 0, parts: [Part(coefficients: value.coefficients, remainder: error)], isReal: isReal)
    }

    private func truncationBound(
        _ part: Part, _ center: ComplexBall, _ count: Int, _ enclosure: (ComplexBall) -> ComplexBall?
    ) throws(Failure) -> Ball {
        let sizes = Self.moduli(Array(part.coefficients.dropFirst()))
        let low = Self.low
        let norm = sizes.reduce(Ball()) { Self.sum($0, $1) }
        let inner = Self.sum(norm, part.remainder)
        if inner.isZero { return Ball() }
        var best: Ball?
        var misses = 0
        // R = 2^(t/2).
        for t in 1...400 where misses < 4 {
            let radius = Ball(2).power(t, precision: low).squareRoot(precision: low)
            var reach = Ball()
            for size in sizes.reversed() {
                reach = reach.adding(size, precision: low).multiplied(by: radius, precision: low)
            }
            let twice = inner.scaled(byPowerOfTwo: 1)
            let disc = Self.larger(reach.upperBoundOfMagnitude, twice)
            let spread = Ball(midpoint: Ball(), radius: disc)
            let around = center.adding(ComplexBall(real: spread, imaginary: spread), precision: low)
            guard disc.isFinite, let image = enclosure(around) else { break }
            let bound = Self.modulus(image)
            let one = Ball(1)
            let gap = one.subtracting(one.divided(by: radius, precision: low), precision: low)
            var error = bound.divided(by: gap, precision: low)
                .divided(by: radius.power(count, precision: low), precision: low)
            if !part.remainder.isZero {
                let room = disc.subtracting(inner, precision: low)
                error.add(
                    part.remainder.multiplied(by: bound, precision: low).divided(by: room, precision: low),
                    precision: low)
            }
            let candidate = error.upperBoundOfMagnitude
            guard candidate.isFinite else { break }
            if let known = best, !candidate.isLess(than: known) {
                misses += 1
            } else {
                best = candidate
                misses = 0
            }
        }
        guard let best else { throw .tooSmallStart }
        return best
    }

    private static func larger(_ x: Ball, _ y: Ball) -> Ball { x.isLess(than: y) ? y : x }

    /// F(f) for an operator of the language with one argument.
    func applying(_ op: Operator) throws(Failure) -> ExpansionAtInfinity {
        let precision = frame.precision
        return try composed { x throws(EvaluationError) in
            try OperatorSeries.series(op, x, precision: precision)
        } enclosure: {
            OperatorSeries.enclosure(op, on: $0, precision: Self.low)
        }
    }

    /// f = w^v g with a limit of g that is not 0.
    private func leading() throws(Failure) -> ExpansionAtInfinity {
        guard isFreeOfLogarithms else { throw .unsupported("a function of a logarithm has no expansion here") }
        guard !parts[0].coefficients[0].containsZero else {
            throw .unsupported("the leading coefficient of a divisor or of the base of a power is not told from 0")
        }
        return ExpansionAtInfinity(frame, order: 0, parts: parts, isReal: isReal)
    }

    /// 1/f.
    func reciprocal() throws(Failure) -> ExpansionAtInfinity {
        let precision = frame.precision
        let inverse = try leading().composed { x throws(EvaluationError) in
            x.reciprocal(precision: precision)
        } enclosure: {
            OperatorSeries.power($0, -1, precision: Self.low)
        }
        return inverse.shifted(by: -order)
    }

    /// f^e for a rational e, on the principal branch.
    func power(_ exponent: Rational) throws(Failure) -> ExpansionAtInfinity {
        let precision = frame.precision
        if let k = exponent.asInt, abs(k) <= 64 {
            if k < 0 { return try reciprocal().power(Rational(-k)) }
            var result = ExpansionAtInfinity(frame, constant: ComplexBall(1))
            for _ in 0..<k { result = try result.multiplied(by: self) }
            return result
        }
        let scaled = Rational(order) * exponent
        guard let shift = scaled.asInt else {
            guard let factor = scaled.denominator.asInt, factor <= 12 else {
                throw .unsupported("an exponent with too large a denominator")
            }
            throw .needsRamification(factor)
        }
        let ball = ComplexBall(Ball(exponent, precision: precision))
        let root = try leading().composed { x throws(EvaluationError) in
            x.power(ball, precision: precision)
        } enclosure: {
            OperatorSeries.power($0, exponent, precision: Self.low)
        }
        return root.shifted(by: shift)
    }

    /// log f = −(v/q) ℓ + log g for f = w^v g; principal branch.
    func logarithm() throws(Failure) -> ExpansionAtInfinity {
        let series = try leading().applying(.log)
        if order == 0 { return series }
        let slope = Ball(Rational(Integer(-order), Integer(frame.ramification)), precision: frame.precision)
        var parts = series.aligned(min(0, series.order), series.length)
        var coefficients = [ComplexBall](repeating: ComplexBall(), count: parts[0].coefficients.count)
        coefficients[0] = ComplexBall(slope)
        parts.append(Part(coefficients: coefficients, remainder: Ball()))
        return ExpansionAtInfinity(
            frame, order: min(0, series.order), parts: parts, isReal: series.isReal)
    }

    /// ψ(f) for a real f that grows: log f − 1/(2f) − Σ_{k<K} B_{2k}/(2k f^{2k}) with an error of at most the first term
    /// left out (DLMF 5.11.2 and 5.11(ii)).
    func digamma() throws(Failure) -> ExpansionAtInfinity {
        guard order < 0, isReal, isFreeOfLogarithms, parts[0].coefficients.allSatisfy(\.isReal),
            parts[0].coefficients[0].real.isPositive
        else { throw .unsupported("digamma and harmonic have an expansion only where their argument grows") }
        let inverse = try reciprocal()
        let square = try inverse.multiplied(by: inverse)
        // Terms as long as they decrease and matter.
        let size = square.normBound()
        var count = 1
        var power = size
        while square.order * count < frame.length, let exponent = Self.bernoulliTerm(count).multiplied(by: power, precision: Self.low)
            .exponentOfMagnitude, exponent > -frame.precision
        {
            power = power.multiplied(by: size, precision: Self.low)
            count += 1
        }
        guard Self.bernoulliTerm(count).isFinite, power.isFinite else { throw .tooSmallStart }
        // The argument must be positive for all n ≥ N: its leading term outweighs the others.
        let others = Self.moduli(Array(parts[0].coefficients.dropFirst())).reduce(parts[0].remainder) { Self.sum($0, $1) }
        guard others.isLess(than: parts[0].coefficients[0].real) else { throw .tooSmallStart }
        let sum = try bernoulliSum(square, count)
        let error = Self.bernoulliTerm(count).multiplied(by: power, precision: Self.low).upperBoundOfMagnitude
        // The remainder is of the order of the first term left out.
        let rest = ExpansionAtInfinity(
            frame, order: square.order * count - 1,
            parts: [Part(coefficients: [ComplexBall()], remainder: error)], isReal: true)
        let half = try inverse.multiplied(
            by: ExpansionAtInfinity(frame, constant: ComplexBall(Ball(Rational(1, 2), precision: frame.precision))))
        return try logarithm().adding(half.negated()).adding(sum.negated()).adding(rest)
    }

    /// Σ_{0<k<K} B_{2k}/(2k) g^k.
    private func bernoulliSum(_ square: ExpansionAtInfinity, _ count: Int) throws(Failure) -> ExpansionAtInfinity {
        let precision = frame.precision
        func coefficient(_ k: Int) -> ComplexBall {
            ComplexBall(Ball(Rational.bernoulli(2 * k) * Rational(1, Integer(2 * k)), precision: precision))
        }
        let part = square.parts[0]
        if part.remainder.isZero, part.coefficients.dropFirst().allSatisfy(\.isZero) {
            // A monomial: its powers need no products of series.
            let base = part.coefficients[0]
            var coefficients = [ComplexBall](repeating: ComplexBall(), count: square.order * count)
            var power = ComplexBall(1)
            for k in 1..<max(1, count) {
                power = power.multiplied(by: base, precision: precision)
                coefficients[square.order * k] = power.multiplied(by: coefficient(k), precision: precision)
            }
            return ExpansionAtInfinity(
                frame, order: 0, parts: [Part(coefficients: coefficients, remainder: Ball())], isReal: true)
        }
        var sum = ExpansionAtInfinity(frame, constant: ComplexBall())
        for k in stride(from: count - 1, through: 1, by: -1) {
            sum = try sum.adding(ExpansionAtInfinity(frame, constant: coefficient(k))).multiplied(by: square)
        }
        return sum
    }

    /// |B_{2k}|/(2k).
    private static func bernoulliTerm(_ k: Int) -> Ball {
        Ball(Rational.bernoulli(2 * k).magnitude * Rational(1, Integer(2 * k)), precision: low)
    }

    /// A bound of |g| for f = w^v g.
    private func normBound() -> Ball {
        Self.moduli(parts[0].coefficients).reduce(parts[0].remainder) { Self.sum($0, $1) }
    }

    /// w^k f.
    func shifted(by k: Int) -> ExpansionAtInfinity {
        ExpansionAtInfinity(frame, order: order + k, parts: parts, isReal: isReal)
    }
}
