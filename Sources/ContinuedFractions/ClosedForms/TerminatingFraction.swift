import Arithmetic
import Expressions

/// A continued fraction that ends at an index n with b(n) = 0: the convergent of index n − 1.
public struct TerminatingFraction: CertifiedEquation {
    /// The largest index for which the convergent is evaluated.
    public static let largestIndex = 1000

    /// The continued fraction.
    public let term: Expression
    /// The least n ≥ 1 with b(n) = 0.
    public let index: Int
    /// The value.
    public let value: Rational

    /// A certificate with these parts.
    public init(term: Expression, index: Int, value: Rational) {
        self.term = term
        self.index = index
        self.value = value
    }

    /// The value of a fraction that terminates within `largestIndex`; nil where it does not or divides by 0.
    init?(_ fraction: FractionTerm) {
        guard let index = fraction.firstVanishingNumerator?.asInt, index <= TerminatingFraction.largestIndex else {
            return nil
        }
        let last = fraction.convergents(before: index)
        guard let inverse = last.q.reciprocal else { return nil }
        self.init(term: fraction.term, index: index, value: last.p * inverse)
    }

    /// pcf(a, b) = p(n − 1)/q(n − 1).
    public var equation: Formula { Formula(left: term, right: Expression(value)) }

    /// The theorem.
    public var theorem: String { "A continued fraction ends where a partial numerator is 0 (definition)" }

    /// The index and the value.
    public var steps: [String] {
        ["b(\(index)) = 0, so the value is the convergent of index \(index - 1)", "\(equation)"]
    }

    /// Evaluates the fraction from its end, in the other direction than the recurrence of the convergents.
    public func check() throws(CertificateError) {
        let fraction = try FractionTerm(term)
        guard (1...TerminatingFraction.largestIndex).contains(index),
            fraction.b.evaluated(at: Rational(index)).isZero
        else { throw CertificateError("b(\(index)) is not 0") }
        // The fraction in homogeneous coordinates, so that a 0 on the way is none at the end.
        var (above, below): (Rational, Rational) = (fraction.a.evaluated(at: Rational(index - 1)), 1)
        for n in stride(from: index - 1, to: 0, by: -1) {
            let partial = fraction.b.evaluated(at: Rational(n))
            guard !partial.isZero else { throw CertificateError("b(\(n)) is 0 before b(\(index))") }
            (above, below) = (fraction.a.evaluated(at: Rational(n - 1)) * above + partial * below, above)
        }
        guard let inverse = below.reciprocal, above * inverse == value else {
            throw CertificateError("the fraction does not end in \(value)")
        }
    }
}
