import Arithmetic

/// The pairs of functions with known values to which a hypergeometric function may be reduced by contiguous relations.
///
/// A pair spans all functions whose parameters differ from its own by integers, so what counts are the parameters modulo
/// 1. Parameters stay in the order of the function, since relations compare them one by one.
enum ContiguousBasis {
    private static let half = Rational(1, 2)

    /// The pairs for a function at a point, the simplest values first. A function with the upper parameter 0 is 1.
    static func pairs(_ function: HypergeometricSymbol, at z: Rational) -> [[HypergeometricSymbol]] {
        switch (function.upper.count, function.lower.count) {
        case (2, 1):
            let (a, b, c) = (function.upper[0], function.upper[1], function.lower[0])
            let direct = gauss(a, b, c, z).map { $0.map { HypergeometricSymbol(upper: [$0.a, $0.b], lower: [$0.c]) } }
            let swapped = gauss(b, a, c, z).map { $0.map { HypergeometricSymbol(upper: [$0.b, $0.a], lower: [$0.c]) } }
            return direct + swapped.filter { !direct.contains($0) }
        case (1, 1):
            return confluent(function.upper[0], function.lower[0], z).map {
                $0.map { HypergeometricSymbol(upper: [$0.a], lower: [$0.c]) }
            }
        case (0, 1):
            guard function.lower[0].isCongruent(to: half) else { return [] }
            return [
                [HypergeometricSymbol(upper: [], lower: [half]), HypergeometricSymbol(upper: [], lower: [half + 1])]
            ]
        default: return []
        }
    }

    private typealias Parameters = (a: Rational, b: Rational, c: Rational)

    private static func gauss(_ a: Rational, _ b: Rational, _ c: Rational, _ z: Rational) -> [[Parameters]] {
        var pairs: [[Parameters]] = []
        let (x, y) = (a.unitRepresentative, b.unitRepresentative)
        /// 1 and F(1, b; c).
        func unit(_ b: Rational, _ c: Rational) {
            if c.isNonpositiveInteger { return }
            pairs.append([(0, b, c), (1, b, c)])
        }
        if x == 1 {
            if c.isInteger, b.isInteger { unit(1, 2) }
            if c.isInteger, !b.isInteger { unit(y, 1) }
            if y == half, c.isCongruent(to: half) { unit(half, half + 1) }
            if y == 1, c.isCongruent(to: half) { unit(1, half + 1) }
            if z == half, (c * 2).isCongruent(to: b) {
                let lower = y / 2 + 1
                lower.isCongruent(to: c) ? unit(y, lower) : unit(y + 1, lower + half)
            }
            if z == -1, c.isCongruent(to: -b) { unit(y, 2 - y) }
            if z == -1, c.isCongruent(to: b), y != 1 { unit(y, y + 1) }
            if z == half, y == 1, !c.isInteger { unit(1, c.unitRepresentative + 1) }
            return pairs
        }
        if x == half, y == half, c.isCongruent(to: half) { pairs.append([(half, half, half), (half, half, half + 1)]) }
        if (b - a).isCongruent(to: half) {
            if c.isCongruent(to: half) { pairs.append([(x, x + half, half), (x, x + half, half + 1)]) }
            if c.isCongruent(to: a * 2) { pairs.append([(x, x + half, x * 2), (x, x + half, x * 2 + 1)]) }
        }
        if (a + b).isInteger, c.isCongruent(to: half), x != half {
            pairs.append([(x, 1 - x, half), (x, 1 - x, half + 1)])
        }
        if z == half {
            if a.isCongruent(to: b), a.isCongruent(to: c) { pairs.append([(x, x, x), (x, x, x + 1)]) }
            if (a + b).isInteger {
                let lower = c.unitRepresentative
                pairs.append([(x, 1 - x, lower), (x, 1 - x, lower + 1)])
            }
            if (a + b - c * 2).isInteger {
                let upper = ((x + y + 1) / 2).isCongruent(to: c) ? y : y + 1
                let lower = (x + upper + 1) / 2
                pairs.append([(x, upper, lower), (x + 1, upper + 1, lower + 1)])
            }
        }
        if z == -1, c.isCongruent(to: a - b), y < 1 {
            pairs.append([(x, y, x - y + 1), (x + 1, y, x - y + 2)])
        }
        if x == half, y == half, c.isInteger { pairs.append([(half, half, 1), (-half, half, 1)]) }
        return pairs
    }

    private static func confluent(_ a: Rational, _ c: Rational, _ z: Rational) -> [[(a: Rational, c: Rational)]] {
        if a.isInteger {
            let lower = c.isInteger ? 1 : c.unitRepresentative + 1
            return [[(0, lower), (1, lower)]]
        }
        let lower = c.unitRepresentative
        if a.isCongruent(to: c) { return [[(lower, lower), (lower, lower + 1)]] }
        if c.isCongruent(to: a * 2) {
            let upper = a.unitRepresentative
            return [[(upper, upper * 2), (upper + 1, upper * 2 + 2)]]
        }
        return []
    }
}
