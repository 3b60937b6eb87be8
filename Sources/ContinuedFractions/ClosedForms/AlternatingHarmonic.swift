import Arithmetic
import Expressions

/// The function β(a) = Σ (−1)^n/(n + a) = (ψ((a + 1)/2) − ψ(a/2))/2 at rational points (DLMF 5.7.6; N. Nielsen, Handbuch der
/// Theorie der Gammafunktion, 1906, §6).
enum AlternatingHarmonic {
    /// The largest distance to (0, 1] that is bridged by β(a + 1) = 1/a − β(a).
    private static let largestShift = 1000

    /// β(a) for a > 0: by logarithms and π for the denominators 1, 2, 3, 4 and 6, else by the digamma function.
    static func value(_ a: Rational) -> Expression? {
        let base = a.unitRepresentative
        guard a.signum() > 0, let count = (a - base).asInt, count <= largestShift else { return nil }
        guard let known = known(base) else {
            let difference = Expression.combination([
                (1, Expression.apply(.digamma, Expression((a + 1) / 2))),
                (-1, Expression.apply(.digamma, Expression(a / 2))),
            ])
            return difference / Expression(2)
        }
        // β(a) = ±β(base) + rest.
        var (sign, rest): (Rational, Rational) = (1, 0)
        for i in 0..<count {
            guard let inverse = (base + Rational(i)).reciprocal else { return nil }
            (sign, rest) = (-sign, inverse - rest)
        }
        return .combination(known.map { ($0.coefficient * sign, $0.term) } + [(rest, Expression(1))])
    }

    /// β in (0, 1], by the sum over the roots of −1 of order of the denominator (C. F. Gauss, 1813, §33).
    private static func known(_ a: Rational) -> [(coefficient: Rational, term: Expression)]? {
        let pi = Expression(symbol: "pi")
        func root(_ d: Int) -> Expression { .squareRoot(of: Rational(d)) }
        func log(_ x: Expression) -> Expression { .apply(.log, x) }
        /// β(a) and β(1 − a), whose sum is π/sin(πa), from their half sum and half difference.
        func pair(_ sum: Expression, _ difference: Expression) -> [(coefficient: Rational, term: Expression)] {
            [(1, sum), (a < Rational(1, 2) ? 1 : -1, difference)]
        }
        switch a {
        case 1: return [(1, log(Expression(2)))]
        case Rational(1, 2): return [(Rational(1, 2), pi)]
        case Rational(1, 3), Rational(2, 3): return pair(pi.dividedByRoot(of: 3), log(Expression(2)))
        case Rational(1, 4), Rational(3, 4):
            return pair(pi.dividedByRoot(of: 2), .product([root(2), log(Expression(1) + root(2))]))
        case Rational(1, 6), Rational(5, 6):
            return pair(pi, .product([root(3), log(Expression(2) + root(3))]))
        default: return nil
        }
    }
}
