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
                guard let value, let other = group.value else { return false }
                return value.overlaps(other)
            }
            if let index { groups[index].members.append(candidate) } else { groups.append((value, [candidate])) }
        }
        return groups.map { group in
            var leader = group.members[0]
            for other in group.members.dropFirst() where !leader.equivalents.contains(other.form) {
                if other.form != leader.form { leader.equivalents.append(other.form) }
            }
            return leader
        }.sorted { ($0.coincidence, $0.form.length) < ($1.coincidence, $1.form.length) }
    }

    private func value(_ form: IdentificationCandidate.Form) -> Ball? {
        guard case .expression(let term) = form else { return nil }
        return try? evaluator.evaluate(term, digits: IdentificationCandidate.mergedDigits).value.real
    }
}
