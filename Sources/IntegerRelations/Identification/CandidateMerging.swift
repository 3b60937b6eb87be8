import Arithmetic
import Expressions

/// Brings claims into order and merges those that are one number.
struct CandidateMerging {
    let evaluator: Evaluator
    /// Claims beyond this many are dropped after sorting.
    static let largestCount = 16

    /// The claims with the largest surplus first; of those that agree to `IdentificationCandidate.mergedDigits` digits
    /// the shortest is kept in front, the others become its `equivalents`.
    func merged(_ candidates: [IdentificationCandidate]) -> [IdentificationCandidate] {
        var groups: [(value: Ball?, members: [IdentificationCandidate])] = []
        // Simplest first, so that each group is led by its simplest member.
        let ordered = candidates.sorted {
            ($0.form.length, $0.coincidence, $0.form.description)
                < ($1.form.length, $1.coincidence, $1.form.description)
        }
        for candidate in ordered.prefix(CandidateMerging.largestCount) {
            let value = value(candidate.form)
            let index = groups.firstIndex { group in
                if candidate.form == group.members[0].form { return true }
                if let value, let other = group.value { return value.overlaps(other) }
                return isRoot(candidate.form, value: group.value) || isRoot(group.members[0].form, value: value)
            }
            guard let index else {
                groups.append((value, [candidate]))
                continue
            }
            groups[index].members.append(candidate)
            if groups[index].value == nil { groups[index].value = value }
        }
        return groups.map { group in
            var leader = group.members[0]
            for other in group.members.dropFirst() where !leader.equivalents.contains(other.form) {
                if other.form != leader.form { leader.equivalents.append(other.form) }
            }
            return leader
        }.sorted { ($0.coincidence, $0.form.length) < ($1.coincidence, $1.form.length) }
    }

    /// Whether the polynomial of a root vanishes at a value to all its digits.
    private func isRoot(_ form: IdentificationCandidate.Form, value: Ball?) -> Bool {
        guard case .root(let polynomial, _) = form, let value else { return false }
        return polynomial.evaluated(at: value, precision: 4 * IdentificationCandidate.mergedDigits).containsZero
    }

    private func value(_ form: IdentificationCandidate.Form) -> Ball? {
        guard case .expression(let term) = form else { return nil }
        return try? evaluator.evaluate(term, digits: IdentificationCandidate.mergedDigits).value.real
    }
}
