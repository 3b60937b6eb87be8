import Arithmetic
import Conjectures
import ContinuedFractions
import Dispatch
import Expressions
import IntegerRelations
import Synchronization

/// The parametric families of a table of metrics: for each constant, lattices through its fractions that predict others.
public struct FamilyReport: Sendable {
    /// The families, by constant in the order of their first rows, those with the most members first.
    public let families: [ParametricFamily]
    /// Lattices through known members that failed on a predicted one, or could not be tested.
    public let rejected: Int
    /// Fractions with a constant.
    public let identified: Int
    /// Those of them that are in some family.
    public let covered: Int
    /// Whether the search was stopped before its end.
    public let interrupted: Bool

    /// The families of the rows of a table with closed forms in one constant.
    ///
    /// Constants are worked in parallel; the result does not depend on the number of threads. Cost: for each candidate some
    /// fifty limits to 120 digits.
    ///
    /// - Parameters:
    ///   - prover: attempts to prove the simplest member of each family; nil for no attempt.
    /// - Throws: `StoreError` when the table cannot be read.
    public init(
        of store: MetricsStore, survey: MetricsSurvey, evaluator: Evaluator = .standard, prover: FormulaProver? = nil,
        workers: Int = 1, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(StoreError) {
        // The primitive form of each fraction by constant, and those whose limit is known to be another number.
        var groups: [String: [PolynomialContinuedFraction]] = [:]
        var multiples: [PolynomialContinuedFraction: [Int]] = [:]
        var order: [String] = []
        var seen: Set<PolynomialContinuedFraction> = []
        var labellers: [String: FractionLabeller] = [:]
        try store.forEachRow { row in
            // What diverges, has a rational limit or is not identified says nothing about its neighbours.
            guard row.limit != nil, let constant = row.constant, constant != "rational" else { return }
            let fraction = row.fraction.canonical
            if row.fraction.a.signAtInfinity > 0, let factor = row.fraction.primitive().factor.asInt {
                multiples[fraction, default: []].append(factor)
            }
            guard seen.insert(fraction).inserted else { return }
            if groups[constant] == nil {
                order.append(constant)
                labellers[constant] = survey.labeller(ofSpace: row.space)
            }
            groups[constant, default: []].append(fraction)
        }
        order.removeAll { $0 == "algebraic" }
        let results = Mutex([(families: [ParametricFamily], rejected: Int)](repeating: ([], 0), count: order.count))
        let next = Atomic<Int>(0)
        let names = order
        let tables = groups
        let known = labellers
        let scales = multiples
        DispatchQueue.concurrentPerform(iterations: max(1, min(workers, names.count))) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < names.count, let labeller = known[names[index]] else { return }
                let result = FamilyReport.families(
                    of: names[index], tables, scales, labeller, evaluator, prover, isCancelled)
                results.withLock { $0[index] = result }
            }
        }
        let found = results.withLock { $0 }
        families = found.flatMap(\.families)
        rejected = found.reduce(0) { $0 + $1.rejected }
        identified = order.reduce(0) { $0 + (groups[$1]?.count ?? 0) }
        var members: Set<PolynomialContinuedFraction> = []
        for family in families {
            for member in family.members where !member.isPredicted { members.insert(member.fraction) }
        }
        covered = members.count
        interrupted = isCancelled()
    }

    private static func families(
        of constant: String, _ groups: [String: [PolynomialContinuedFraction]],
        _ multiples: [PolynomialContinuedFraction: [Int]], _ labeller: FractionLabeller,
        _ evaluator: Evaluator, _ prover: FormulaProver?, _ isCancelled: @Sendable () -> Bool
    ) -> (families: [ParametricFamily], rejected: Int) {
        guard
            let values = try? BasisConstant.values(
                named: [constant], evaluator: evaluator, digits: FamilyVerification.digits + 40),
            let value = values.first
        else { return ([], 0) }
        let members = (groups[constant] ?? []).compactMap { fraction -> FamilySearch.Member? in
            guard let label = labeller.label(fraction, keyed: fraction.canonicalKey), label.constant == constant,
                let map = label.map
            else { return nil }
            return FamilySearch.Member(fraction: fraction, map: map)
        }
        var others: Set<PolynomialContinuedFraction> = []
        for (name, fractions) in groups where name != constant { others.formUnion(fractions) }
        let search = FamilySearch(members: members, others: others)
        let verification = FamilyVerification(constant: value, prover: prover)
        var families: [ParametricFamily] = []
        var rejected = 0
        for candidate in search.candidates(isCancelled: isCancelled) {
            if isCancelled() { break }
            if let family = verification.family(candidate, of: search, isCancelled: isCancelled) {
                families.append(family)
            } else {
                rejected += 1
            }
        }
        let scaled = members.filter { (multiples[$0.fraction]?.count ?? 0) >= FamilyReport.leastMultiples }
        for member in scaled.prefix(FamilyReport.largestScalings) where !isCancelled() {
            guard let (search, candidate) = scaling(member, Array(Set(multiples[member.fraction] ?? [])).sorted()),
                let family = verification.family(candidate, of: search, isCancelled: isCancelled)
            else { continue }
            families.append(family)
        }
        return (families, rejected)
    }

    /// Multiples (k a, k² b) of a fraction of which a trivial family is made, and how many such families of one constant are
    /// shown.
    private static let leastMultiples = 4
    private static let largestScalings = 3

    /// The multiples of a fraction as a family to be tested.
    private static func scaling(
        _ member: FamilySearch.Member, _ factors: [Int]
    ) -> (FamilySearch, FamilySearch.Candidate)? {
        guard let lattice = FamilyLattice(scaling: member.fraction) else { return nil }
        var members: [FamilySearch.Member] = []
        for factor in factors {
            guard let fraction = lattice.fraction(at: [factor]), let map = MobiusMap.scaling(by: Rational(factor))
            else {
                return nil
            }
            members.append(.init(fraction: fraction, map: map.composed(with: member.map)))
        }
        let candidate = FamilySearch.Candidate(
            lattice: lattice, members: factors.enumerated().map { (index: $0.offset, parameters: [$0.element]) })
        return (FamilySearch(members: members, others: []), candidate)
    }
}
