import Arithmetic
import Expressions

/// A continued fraction as a linear fractional image of the one with a(n + k) and b(n + k) for a(n) and b(n).
///
/// For k > 0 and T = pcf(a(n + k), b(n + k)) the definition gives
/// pcf(a, b) = (p(k − 1) T + b(k) p(k − 2))/(q(k − 1) T + b(k) q(k − 2)); for k < 0 it is the same solved for T, with
/// the roles of the two exchanged, which needs b(n) ≠ 0 for k < n ≤ 0.
public struct ShiftedFraction: CertifiedEquation {
    /// The largest shift.
    public static let largestShift = 200

    /// The continued fraction.
    public let term: Expression
    /// The shift k, not 0.
    public let shift: Int

    /// A certificate with these parts.
    public init(term: Expression, shift: Int) {
        self.term = term
        self.shift = shift
    }

    /// (αT + β)/(γT + δ) with T the shifted fraction; nil where it is not defined.
    private var image: (fraction: FractionTerm, alpha: Rational, beta: Rational, gamma: Rational, delta: Rational)? {
        guard let fraction = try? FractionTerm(term), shift != 0, abs(shift) <= ShiftedFraction.largestShift else {
            return nil
        }
        let shifted = fraction.shifted(by: shift)
        let (outer, count) = shift > 0 ? (fraction, shift) : (shifted, -shift)
        let last = outer.convergents(before: count)
        let partial = outer.b.evaluated(at: Rational(count))
        if shift > 0 { return (shifted, last.p, partial * last.lastP, last.q, partial * last.lastQ) }
        return (shifted, -partial * last.lastQ, partial * last.lastP, last.q, -last.p)
    }

    /// The shifted fraction.
    var shifted: FractionTerm? { image?.fraction }

    /// pcf(a, b) = (αT + β)/(γT + δ).
    public var equation: Formula {
        guard let image else { return Formula(left: term, right: term) }
        let (tail, one) = (image.fraction.term, Expression(1))
        return Formula(
            left: term,
            right: .quotient(
                .combination([(image.alpha, tail), (image.beta, one)]),
                .combination([(image.gamma, tail), (image.delta, one)])))
    }

    /// The theorem.
    public var theorem: String { "The first terms of a continued fraction taken apart (definition)" }

    /// The shift and what it gives.
    public var steps: [String] { ["n is replaced by n + (\(shift))", "\(equation)"] }

    /// Checks that the shift is defined and no partial numerator on the way is 0.
    public func check() throws(CertificateError) {
        guard image != nil else { throw CertificateError("\(term) cannot be shifted by \(shift)") }
        let fraction = try FractionTerm(term)
        for n in (shift > 0 ? 1...shift : shift + 1...0) {
            guard !fraction.b.evaluated(at: Rational(n)).isZero else { throw CertificateError("b(\(n)) is 0") }
        }
        try BallAgreement.check(equation)
    }
}
