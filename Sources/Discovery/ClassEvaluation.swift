import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import IntegerRelations

/// The evaluation of the representative of a class: limit → rational and algebraic numbers set aside → closed forms in
/// the constants → ladder.
struct ClassEvaluation: Sendable {
    /// The further digits that confirm an identification.
    static let confirmingDigits = 200
    /// The bound on the coefficients of the closed form of a representative.
    static let largestHeight = 1 << 20

    /// The constants up to which combinations of all of them are looked for: with more, the usual digits do not tell a
    /// combination of small coefficients from chance.
    static let largestCombination = 8

    /// The digits at which limits are identified.
    let digits: Int
    /// What limits are identified with. The height of a form is not bounded here but by its chance of coincidence:
    /// a member of the class may have a lower one than the representative.
    let identifier: BulkIdentifier
    /// Whether limits that have no closed form are kept: where fractions have passed a screen.
    let keepsUnidentified: Bool
    let evaluator: Evaluator
    let clock: StageClock

    /// What is known of the class of `fraction`.
    func outcome(of fraction: PolynomialContinuedFraction) -> ClassOutcome {
        let limit: EnclosedLimit
        do throws(LimitError) {
            limit = try clock.measure(.limits) { () throws(LimitError) in
                try fraction.limit(digits: digits, largestDepth: FractionSearch.largestDepth)
            }
        } catch {
            if case .undecided = error { return .undecided }
            return .divergent
        }
        // A limit that is 0 to all its digits counts as rational.
        if limit.rational != nil || limit.value.containsZero { return .rational }
        return clock.measure(.identify) { identify(fraction, limit) }
    }

    private func identify(_ fraction: PolynomialContinuedFraction, _ limit: EnclosedLimit) -> ClassOutcome {
        switch identifier.identify(limit.value) {
        case .identified(let matches):
            for match in matches {
                switch match.kind {
                case .rational: return .rational
                case .algebraic: return .algebraic
                case .mobius(let constant, let alpha, let beta, let gamma, let delta):
                    guard let form = match.expression else { continue }
                    let map = MobiusMap(beta, alpha, delta, gamma)
                    if let found = climb(fraction, limit, form, [constant], map, match.coincidence) {
                        return .identified(found)
                    }
                }
            }
        case .combination(let combination):
            let names = zip(combination.names, combination.numerators).filter { $0.0 != "1" && !$0.1.isZero }.map(\.0)
            if let found = climb(fraction, limit, combination.expression, names, nil, combination.coincidence) {
                return .identified(found)
            }
        case .unidentified: break
        }
        return .unidentified(keepsUnidentified ? UnidentifiedFraction(fraction, limit) : nil)
    }

    /// A form that further digits do not refute.
    private func climb(
        _ fraction: PolynomialContinuedFraction, _ limit: EnclosedLimit, _ form: Expressions.Expression,
        _ constants: [String], _ map: MobiusMap?, _ coincidence: Double
    ) -> IdentifiedClass? {
        let ladder = Ladder(
            of: fraction, form: form, from: digits, to: digits + ClassEvaluation.confirmingDigits,
            largestDepth: EnclosureLimits.depth, evaluator: evaluator)
        if ladder.isRefuted { return nil }
        return IdentifiedClass(
            fraction: fraction, form: form, constants: constants, map: map, ladder: ladder, coincidence: coincidence,
            limit: ladder.limit ?? limit)
    }
}
