import Arithmetic
import ContinuedFractions
import Expressions

/// The result of checking a formula.
public enum VerificationStatus: Sendable, Hashable {
    /// There is a proof, which its checker accepted; both sides agree to this many significant digits.
    case proved(digits: Int)
    /// Both sides agree to this many significant digits.
    case agrees(digits: Int)
    /// The enclosures are disjoint: the formula is false.
    case refuted
    /// A side could not be enclosed.
    case undecided(reason: String)

    /// The word that is printed.
    public var name: String {
        switch self {
        case .proved: "proved"
        case .agrees: "agrees"
        case .refuted: "refuted"
        case .undecided: "undecided"
        }
    }
}

/// What a verification found.
public struct Verification: Sendable {
    /// The answer.
    public let status: VerificationStatus
    /// An upper bound of |left − right|, in decimal; nil when undecided.
    public let difference: String?
    /// The proof, when there is one.
    public let certificate: FormulaCertificate?

    init(status: VerificationStatus, difference: String?, certificate: FormulaCertificate? = nil) {
        self.status = status
        self.difference = difference
        self.certificate = certificate
    }
}

extension Formula {
    /// Checks the equation: refutes early at 20 digits, then goes to `digits`.
    ///
    /// The sides are enclosed by balls of `digits` significant digits; disjoint balls refute the formula with
    /// certainty, overlapping ones agree to the digits that both prove.
    ///
    /// - Throws: `EvaluationError` when a side has no value (a domain error, an unknown name); a side whose value is
    ///   merely not known to enough digits gives `undecided`.
    public func verify(digits: Int, evaluator: Evaluator = .standard) throws(EvaluationError) -> Verification {
        var last = Verification(status: .undecided(reason: "no digits were asked for"), difference: nil)
        for step in [20, digits] where step <= digits || step == digits {
            let left: Evaluation
            let right: Evaluation
            do {
                left = try evaluator.evaluate(self.left, digits: step)
                right = try evaluator.evaluate(self.right, digits: step)
            } catch .undecided(let reason) {
                return Verification(status: .undecided(reason: reason), difference: nil)
            } catch .precisionExhausted(let bits, let reason) {
                let error = EvaluationError.precisionExhausted(bits: bits, reason: reason)
                return Verification(status: .undecided(reason: error.description), difference: nil)
            }
            let precision = max(left.precision, right.precision)
            let gap = left.value.subtracting(right.value, precision: precision).absoluteValue(precision: 64)
            let bound = gap.upperBoundOfMagnitude.decimalString(digits: 3)
            if let x = left.exact, let y = right.exact {
                let status: VerificationStatus = x == y ? .agrees(digits: digits) : .refuted
                return Verification(status: status, difference: bound)
            }
            guard left.value.overlaps(right.value) else {
                return Verification(status: .refuted, difference: bound)
            }
            last = Verification(status: .agrees(digits: step), difference: bound)
        }
        return last
    }

    /// Climbs the ladder: refuted at 20 digits, agreement to `digits`, and then a proof.
    ///
    /// The answer is `proved` with a certificate, or what `verify(digits:evaluator:)` says; a formula without proof is
    /// compared to 400 digits. Cost: that of the digits, and up to the limits of the prover.
    ///
    /// - Throws: `EvaluationError` as `verify(digits:evaluator:)` does.
    public func prove(
        digits: Int = 50, prover: FormulaProver = FormulaProver()
    ) throws(EvaluationError) -> Verification {
        let numerical = try verify(digits: digits, evaluator: prover.evaluator)
        guard case .agrees(let digits) = numerical.status else { return numerical }
        guard let certificate = prover.prove(self) else {
            if digits >= FormulaProver.refutationDigits { return numerical }
            let further = try verify(digits: FormulaProver.refutationDigits, evaluator: prover.evaluator)
            return further.status == .refuted ? further : numerical
        }
        return Verification(
            status: .proved(digits: digits), difference: numerical.difference, certificate: certificate)
    }
}
