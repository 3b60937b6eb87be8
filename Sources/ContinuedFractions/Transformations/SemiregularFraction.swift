import Arithmetic

/// A finite continued fraction a(0) + e(1)/(a(1) + e(2)/(a(2) + …)) with integers a(k) and signs e(k) = ±1; with all signs
/// +1 a simple one.
public struct SemiregularFraction: Hashable, Sendable {
    /// The partial quotients a(0), a(1), …, a(n).
    public let quotients: [Integer]
    /// The signs e(1), …, e(n).
    public let signs: [Int]

    /// The fraction with these quotients and signs; nil when there is no quotient, there is not one sign fewer than
    /// quotients, or a sign is not 1 or −1.
    public init?(quotients: [Integer], signs: [Int]) {
        guard !quotients.isEmpty, signs.count == quotients.count - 1, signs.allSatisfy({ abs($0) == 1 }) else {
            return nil
        }
        self.quotients = quotients
        self.signs = signs
    }

    /// The simple continued fraction of a rational number, with last quotient above 1 (unless it is the only one).
    public init(_ value: Rational) {
        var quotients: [Integer] = []
        var rest = value
        while true {
            let whole = rest.floor
            quotients.append(whole)
            guard let next = (rest - Rational(whole)).reciprocal else { break }
            rest = next
        }
        self.quotients = quotients
        signs = Array(repeating: 1, count: quotients.count - 1)
    }

    /// The value; nil stands for ∞.
    public var value: Rational? { convergents.last ?? nil }

    /// All convergents; nil stands for ∞.
    public var convergents: [Rational?] {
        var (p, q) = ((Integer(1), quotients[0]), (Integer(0), Integer(1)))
        var result: [Rational?] = [Rational(quotients[0])]
        for index in signs.indices {
            let (quotient, sign) = (quotients[index + 1], Integer(signs[index]))
            p = (p.1, quotient * p.1 + sign * p.0)
            q = (q.1, quotient * q.1 + sign * q.0)
            result.append(q.1.isZero ? nil : Rational(p.1, q.1))
        }
        return result
    }

    /// The fraction without the convergent before the quotient 1 at `index`: from
    /// a + e/(1 + 1/(b + x)) = a + e − e/(b + 1 + x). The value does not change.
    ///
    /// Source: O. Perron, Die Lehre von den Kettenbrüchen I (1954), § 40 (singularization).
    ///
    /// - Returns: nil when a(index) is not 1, the sign behind it is not +1, or it is the first or the last quotient.
    public func singularized(at index: Int) -> SemiregularFraction? {
        guard index > 0, index + 1 < quotients.count, quotients[index].isOne, signs[index] == 1 else { return nil }
        let sign = signs[index - 1]
        let head = Array(quotients[..<(index - 1)]) + [quotients[index - 1] + Integer(sign), quotients[index + 1] + 1]
        return SemiregularFraction(
            quotients: head + Array(quotients[(index + 2)...]),
            signs: Array(signs[..<(index - 1)]) + [-sign] + Array(signs[(index + 1)...]))
    }

    /// The fraction with all singularizations done from left to right: in each block of m quotients 1, the first,
    /// third, … of them go. From a simple fraction this gives the nearest-integer one, the shortest of all.
    ///
    /// Source: A. Hurwitz, Acta Math. 12 (1889); C. Kraaikamp, Acta Arith. 57 (1991). Cost: linear in the number
    /// of quotients for each that goes.
    public var singularized: SemiregularFraction {
        var result = self
        var index = 1
        while index + 1 < result.quotients.count {
            if let shorter = result.singularized(at: index) { result = shorter } else { index += 1 }
        }
        return result
    }

    /// The inverse of `singularized(at:)`: a new quotient 1 at `index`, where the sign before the old quotient there is −1
    /// (+1 before the new one, by a + −1/(b + x) = (a − 1) + 1/(1 + 1/(b − 1 + x))) or +1.
    ///
    /// - Returns: nil when `index` is not in 1 ..< the number of quotients.
    public func inserted(at index: Int) -> SemiregularFraction? {
        guard index > 0, index < quotients.count else { return nil }
        let sign = -signs[index - 1]
        let head =
            Array(quotients[..<(index - 1)]) + [quotients[index - 1] - Integer(sign), 1, quotients[index] - 1]
        return SemiregularFraction(
            quotients: head + Array(quotients[(index + 1)...]),
            signs: Array(signs[..<(index - 1)]) + [sign, 1] + Array(signs[index...]))
    }
}
