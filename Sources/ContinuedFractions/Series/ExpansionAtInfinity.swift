import Arithmetic
import Expressions

/// A function of real n ≥ N in powers and logarithms of x = n/N, with a proved remainder:
///
///     f(n) = Σ_j ℓ^j w^v (Σ_{i<m} c_{j,i} w^i + θ_j r_j w^m),   w = x^(−1/q), ℓ = log x, |θ_j| ≤ 1.
///
/// As 0 < w ≤ 1, the size of a coefficient is the size of its contribution, and what is cut off is bounded by the sum of
/// the moduli of the coefficients that are dropped. This is a Taylor model (Berz and Makino) at infinity; only real n are
/// considered, so that asymptotic series with a bound of the remainder may enter, too.
struct ExpansionAtInfinity {
    /// What all expansions of one calculation share.
    struct Frame {
        /// N ≥ 1.
        let start: Int
        /// q ≥ 1.
        let ramification: Int
        /// The number of coefficients kept.
        let length: Int
        /// Working precision in bits.
        let precision: Int
    }

    /// The coefficients and the remainder r that belong to one power of the logarithm.
    struct Part {
        var coefficients: [ComplexBall]
        /// An exact number ≥ 0.
        var remainder: Ball
    }

    /// Why there is no expansion.
    enum Failure: Error {
        /// A larger N may help.
        case tooSmallStart
        /// Fractional powers of n that need this multiple of the ramification.
        case needsRamification(Int)
        /// No rule.
        case unsupported(String)
        /// A part that does not depend on n has no value.
        case evaluation(EvaluationError)
    }

    /// The precision of bounds.
    static let low = 64
    /// The largest power of a logarithm.
    static let largestLogarithmPower = 12

    let frame: Frame
    /// v.
    let order: Int
    /// By powers of the logarithm, from 0; at least one, all of one length m.
    let parts: [Part]
    /// Whether f is known to be real.
    let isReal: Bool

    /// m.
    var length: Int { parts[0].coefficients.count }

    /// The expansion with this order and these parts, with exact zeros in front removed.
    init(_ frame: Frame, order: Int, parts: [Part], isReal: Bool) {
        self.frame = frame
        self.isReal = isReal
        var parts = parts
        while parts.count > 1, let last = parts.last, last.remainder.isZero, last.coefficients.allSatisfy(\.isZero) {
            parts.removeLast()
        }
        let zeros = parts.map { $0.coefficients.prefix { $0.isZero }.count }.min() ?? 0
        let count = parts[0].coefficients.count
        // An identically vanishing function keeps its coefficients.
        let dropped = zeros == count ? 0 : zeros
        if dropped > 0 { for j in parts.indices { parts[j].coefficients.removeFirst(dropped) } }
        self.order = order + dropped
        self.parts = parts
    }

    /// The constant function.
    init(_ frame: Frame, constant: ComplexBall) {
        let zeros = [ComplexBall](repeating: ComplexBall(), count: max(0, frame.length - 1))
        self.init(frame, order: 0, parts: [Part(coefficients: [constant] + zeros, remainder: Ball())],
            isReal: constant.isReal)
    }

    /// The function n.
    init(variableIn frame: Frame) {
        let zeros = [ComplexBall](repeating: ComplexBall(), count: max(0, frame.length - 1))
        self.init(
            frame, order: -frame.ramification,
            parts: [Part(coefficients: [ComplexBall(frame.start)] + zeros, remainder: Ball())],
            isReal: true)
    }

    /// Whether the function is exactly 0.
    var isZero: Bool { parts.allSatisfy { $0.remainder.isZero && $0.coefficients.allSatisfy(\.isZero) } }

    /// Whether no logarithm occurs.
    var isFreeOfLogarithms: Bool { parts.count == 1 }

    // MARK: Arithmetic

    /// f + g.
    func adding(_ other: ExpansionAtInfinity) -> ExpansionAtInfinity {
        if isZero { return other }
        if other.isZero { return self }
        let start = min(order, other.order)
        let count = max(1, min(order + length, other.order + other.length) - start)
        let (f, g) = (aligned(start, count), other.aligned(start, count))
        let precision = frame.precision
        let parts = (0..<max(f.count, g.count)).map { j -> Part in
            guard j < f.count else { return g[j] }
            guard j < g.count else { return f[j] }
            return Part(
                coefficients: zip(f[j].coefficients, g[j].coefficients).map { $0.adding($1, precision: precision) },
                remainder: Self.sum(f[j].remainder, g[j].remainder))
        }
        return ExpansionAtInfinity(frame, order: start, parts: parts, isReal: isReal && other.isReal)
    }

    /// −f.
    func negated() -> ExpansionAtInfinity {
        ExpansionAtInfinity(
            frame, order: order,
            parts: parts.map { Part(coefficients: $0.coefficients.map { $0.negated() }, remainder: $0.remainder) },
            isReal: isReal)
    }

    /// f · g.
    func multiplied(by other: ExpansionAtInfinity) throws(Failure) -> ExpansionAtInfinity {
        let count = min(length, other.length)
        let (f, g) = (aligned(order, count), other.aligned(other.order, count))
        guard f.count + g.count - 1 <= Self.largestLogarithmPower + 1 else {
            throw .unsupported("a power of a logarithm is too high")
        }
        var parts: [Part?] = Array(repeating: nil, count: f.count + g.count - 1)
        for (j, x) in f.enumerated() {
            for (k, y) in g.enumerated() {
                let product = Self.product(x, y, precision: frame.precision)
                guard let known = parts[j + k] else {
                    parts[j + k] = product
                    continue
                }
                parts[j + k] = Part(
                    coefficients: zip(known.coefficients, product.coefficients)
                        .map { $0.adding($1, precision: frame.precision) },
                    remainder: Self.sum(known.remainder, product.remainder))
            }
        }
        return ExpansionAtInfinity(
            frame, order: order + other.order, parts: parts.compactMap { $0 }, isReal: isReal && other.isReal)
    }

    private static func product(_ x: Part, _ y: Part, precision: Int) -> Part {
        let series = ComplexPowerSeries(x.coefficients)
            .multiplied(by: ComplexPowerSeries(y.coefficients), precision: precision)
        // Σ_{i+j≥m} |x_i||y_j| by the sums of the moduli from each index on.
        let (sizes, others) = (moduli(x.coefficients), moduli(y.coefficients))
        var suffixes = [Ball](repeating: Ball(), count: others.count + 1)
        for i in others.indices.reversed() { suffixes[i] = sum(suffixes[i + 1], others[i]) }
        var error = Ball()
        for (i, size) in sizes.enumerated() where !size.isZero {
            error.addProduct(size, suffixes[others.count - i], precision: low)
        }
        var norm = y.remainder
        for size in others { norm = sum(norm, size) }
        error.addProduct(x.remainder, norm, precision: low)
        var otherNorm = Ball()
        for size in sizes { otherNorm = sum(otherNorm, size) }
        error.addProduct(y.remainder, otherNorm, precision: low)
        return Part(coefficients: series.coefficients, remainder: error.upperBoundOfMagnitude)
    }

    /// The parts as series that start at w^start and have `count` coefficients, the others moved into the remainder;
    /// `start` ≤ v and `start` + `count` ≤ v + m.
    func aligned(_ start: Int, _ count: Int) -> [Part] {
        let shift = order - start
        return parts.map { part in
            var coefficients = [ComplexBall](repeating: ComplexBall(), count: min(shift, count))
            let kept = max(0, min(part.coefficients.count, count - shift))
            coefficients += part.coefficients[..<kept]
            var remainder = part.remainder
            for coefficient in part.coefficients[kept...] where !coefficient.isZero {
                remainder = Self.sum(remainder, Self.modulus(coefficient))
            }
            return Part(coefficients: coefficients, remainder: remainder)
        }
    }

    // MARK: Bounds

    /// An exact upper bound of |c|.
    static func modulus(_ c: ComplexBall) -> Ball { c.absoluteValue(precision: low).upperBoundOfMagnitude }

    static func moduli(_ c: [ComplexBall]) -> [Ball] { c.map { $0.isZero ? Ball() : modulus($0) } }

    /// An exact upper bound of x + y for x, y ≥ 0.
    static func sum(_ x: Ball, _ y: Ball) -> Ball {
        if x.isZero { return y }
        if y.isZero { return x }
        return x.adding(y, precision: low).upperBoundOfMagnitude
    }
}
