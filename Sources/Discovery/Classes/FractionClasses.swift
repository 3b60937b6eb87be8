import ContinuedFractions

/// Candidates sorted into classes before any limit is computed.
///
/// Three sieves, each finer in proof and dearer than the one before: equal canonical keys (values are related by
/// equivalence and shift); equal `FractionInvariant` (necessary for coboundary equivalence); a coboundary that is found and
/// proved to carry the limit. Candidates are added in the order of their indices, so that classes, their numbers and
/// relations do not depend on threads. Two values may be related without being in one class: the search for coboundaries is
/// bounded, and contractions are not tried.
///
/// Cost: about a microsecond for a candidate whose canonical form is known, and some for its relation; some ten
/// microseconds for a new canonical form, and as much for each comparison within its invariant.
public struct FractionClasses: Sendable {
    /// The classes in the order of their first candidates.
    public private(set) var classes: [FractionClass] = []
    /// With how many classes of equal invariant a new canonical form is compared at most, the oldest first.
    public let comparisons: Int
    /// The number of different invariants.
    public var invariantCount: Int { groups.count }
    /// The number of different canonical forms.
    public var canonicalCount: Int { forms.count }
    /// The number of canonical forms that joined a class by a coboundary.
    public private(set) var linkCount = 0
    /// The number of coboundaries that were found but not proved to carry the limit: these stay apart.
    public private(set) var undecidedCount = 0

    /// A canonical form: its class, and the coboundary from the representative, nil when it is that itself.
    struct Form: Sendable {
        let key: CanonicalKey
        let number: Int
        let link: FractionCoboundary?
    }

    /// The forms in the order in which they came.
    private(set) var forms: [Form] = []
    private var formNumbers: [CanonicalKey: Int] = [:]
    /// The classes of each invariant.
    private var groups: [FractionInvariant: [Int]] = [:]

    /// No classes yet.
    public init(comparisons: Int = 16) { self.comparisons = comparisons }

    /// Places a candidate. Candidates must come in the same order for the same result.
    public mutating func add(_ candidate: FractionCandidate) -> ClassPlacement {
        guard let keyed = candidate.fraction.canonicalKey else { return .alone }
        return add(candidate, keyed: keyed)
    }

    /// Places a candidate whose canonical key was computed before, perhaps by another thread.
    public mutating func add(_ candidate: FractionCandidate, keyed: KeyedFraction) -> ClassPlacement {
        if let known = formNumbers[keyed.key] {
            let form = forms[known]
            guard let relation = relation(form, to: candidate.fraction, keyed: keyed) else { return .alone }
            classes[form.number].memberCount += 1
            return .member(of: classes[form.number], relation: relation)
        }
        let terms = keyed.key.terms
        let invariant = FractionInvariant(terms)
        let found = invariant.flatMap { link(terms, invariant: $0) }
        let form = Form(key: keyed.key, number: found?.number ?? classes.count, link: found?.link)
        let representative = found.map { classes[$0.number].representative } ?? terms
        guard
            let relation = FractionRelation(
                fromCanonical: representative, link: form.link, to: candidate.fraction, keyed: keyed)
        else { return .alone }
        formNumbers[keyed.key] = forms.count
        forms.append(form)
        let height = keyed.key.height
        if found != nil {
            linkCount += 1
            classes[form.number].memberCount += 1
            classes[form.number].canonicalCount += 1
            if height < classes[form.number].leastHeight {
                classes[form.number].leastHeight = height
                classes[form.number].cheapest = terms
            }
            return .member(of: classes[form.number], relation: relation)
        }
        let new = FractionClass(
            number: form.number, firstIndex: candidate.index, representative: terms, cheapest: terms,
            invariant: invariant, leastHeight: height)
        classes.append(new)
        if let invariant { groups[invariant, default: []].append(new.number) }
        return .new(new, relation: relation)
    }

    /// The class of a fraction, with the relation from its representative; nil when no class has its canonical form.
    public func find(
        _ fraction: PolynomialContinuedFraction
    ) -> (class: FractionClass, relation: FractionRelation)? {
        guard let keyed = fraction.canonicalKey, let known = formNumbers[keyed.key],
            let relation = relation(forms[known], to: fraction, keyed: keyed)
        else { return nil }
        return (classes[forms[known].number], relation)
    }

    /// The value of the fraction is this map of the value of the cheapest member of its class; nil when no class has it.
    public func mapFromCheapest(to fraction: PolynomialContinuedFraction) -> MobiusMap? {
        guard let place = find(fraction), let cheapest = find(place.class.cheapest) else { return nil }
        return place.relation.map.composed(with: cheapest.relation.map.inverse)
    }

    private func relation(
        _ form: Form, to fraction: PolynomialContinuedFraction, keyed: KeyedFraction
    ) -> FractionRelation? {
        FractionRelation(
            fromCanonical: classes[form.number].representative, link: form.link, to: fraction, keyed: keyed)
    }

    /// The first class of this invariant whose representative a coboundary takes to these terms, with its limit.
    private mutating func link(
        _ terms: PolynomialContinuedFraction, invariant: FractionInvariant
    ) -> (number: Int, link: FractionCoboundary)? {
        for number in (groups[invariant] ?? []).prefix(comparisons) {
            let representative = classes[number].representative
            guard let link = FractionCoboundary.between(representative, terms) else { continue }
            if link.carriesLimit(of: representative) { return (number, link) }
            undecidedCount += 1
        }
        return nil
    }
}
