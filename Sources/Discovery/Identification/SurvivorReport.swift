import Arithmetic
import ContinuedFractions
import IntegerRelations

/// What is known of a fraction that a source let pass: its limit, proved, and what the limit is.
public struct SurvivorReport: Sendable {
    /// The candidate.
    public let candidate: FractionCandidate
    /// The representative of the fraction up to sign and scaling, to which `outcome` belongs: primitive, the leading
    /// coefficient of a positive.
    public let fraction: PolynomialContinuedFraction
    /// What became of it.
    public let outcome: Outcome

    /// What an evaluation ends with.
    public enum Outcome: Sendable {
        /// The fraction terminates: its value is this number.
        case terminating(Rational)
        /// There is no limit, or none was proved; the reason.
        case withoutLimit(LimitError)
        /// The limit, in a ball, with its class of convergence, and what it is. An unidentified one keeps its digits
        /// here.
        case limit(Ball, ConvergenceClass, BulkIdentification)
    }

    /// The closed forms of the limit in one constant, best first.
    public var identifications: [Identification] {
        guard case .limit(_, _, .identified(let forms)) = outcome else { return [] }
        return forms
    }

    /// Whether the limit is a number for which no form was found.
    public var isUnidentified: Bool {
        guard case .limit(_, _, .unidentified) = outcome else { return false }
        return true
    }
}

/// Limits and identifications of many survivors.
public struct SurvivorEvaluation: Sendable {
    /// Names the limits.
    public let identifier: BulkIdentifier
    /// The depth to which a fraction is followed.
    public let largestDepth: Int

    /// An evaluation to the digits that the identifier uses.
    public init(identifier: BulkIdentifier, largestDepth: Int = FractionSearch.largestDepth) {
        self.identifier = identifier
        self.largestDepth = largestDepth
    }

    /// The report on one candidate.
    ///
    /// Cost: at 100 digits some 15 microseconds for factorial, 80 for exponential and 350 for polynomial convergence, and
    /// the identification.
    public func report(on candidate: FractionCandidate) -> SurvivorReport {
        let fraction = candidate.fraction.canonical
        return SurvivorReport(candidate: candidate, fraction: fraction, outcome: outcome(fraction))
    }

    /// The reports on all candidates in their order; nil when `isCancelled` said yes before the end.
    ///
    /// Candidates that are equal up to sign and scaling are evaluated once.
    public func reports(
        on candidates: [FractionCandidate], isCancelled: () -> Bool = { false }
    ) -> [SurvivorReport]? {
        var known: [PolynomialContinuedFraction: SurvivorReport.Outcome] = [:]
        var reports: [SurvivorReport] = []
        reports.reserveCapacity(candidates.count)
        for candidate in candidates {
            if isCancelled() { return nil }
            let fraction = candidate.fraction.canonical
            let outcome = known[fraction] ?? outcome(fraction)
            known[fraction] = outcome
            reports.append(SurvivorReport(candidate: candidate, fraction: fraction, outcome: outcome))
        }
        return reports
    }

    private func outcome(_ fraction: PolynomialContinuedFraction) -> SurvivorReport.Outcome {
        do {
            let limit = try fraction.limit(digits: identifier.digits, largestDepth: largestDepth)
            if let rational = limit.rational { return .terminating(rational) }
            return .limit(limit.value, limit.convergenceClass, identifier.identify(limit.value))
        } catch {
            return .withoutLimit(error)
        }
    }
}
