import Arithmetic
import ContinuedFractions

/// Canonical keys against the canonical form by factorization, and invariants, on the fractions with |coefficients| ≤ 5 and
/// degrees ≤ 2 that pass the nilpotence screen.
enum ClassBenchmark {
    static func run() {
        let polynomials = polynomials(bound: 5, degree: 2)
        var survivors: [PolynomialContinuedFraction] = []
        NilpotenceSieve(a: polynomials, b: polynomials).forEachSurvivor(aIn: 0..<polynomials.count) { i, j in
            survivors.append(PolynomialContinuedFraction(a: polynomials[i], b: polynomials[j]))
        }
        let work = Double(survivors.count)
        var (keys, forms) = (0, 0)
        PairedTiming.compare(
            "canonical keys", reference: "canonical forms by factorization", work: work, unit: "fractions"
        ) {
            for fraction in survivors where fraction.canonicalKey != nil { keys += 1 }
        } against: {
            for fraction in survivors where fraction.canonicalForm != nil { forms += 1 }
        }
        precondition(keys == forms, "both have a canonical form, or neither")
        var seen: Set<CanonicalKey> = []
        let canonical = survivors.compactMap { fraction -> PolynomialContinuedFraction? in
            guard let key = fraction.canonicalKey?.key, seen.insert(key).inserted else { return nil }
            return key.terms
        }
        var invariants: Set<FractionInvariant> = []
        PairedTiming.compare(
            "coboundary invariants of \(canonical.count) canonical forms", reference: "their canonical forms",
            work: Double(canonical.count), unit: "fractions"
        ) {
            for terms in canonical { if let invariant = FractionInvariant(terms) { invariants.insert(invariant) } }
        } against: {
            for terms in canonical where terms.canonicalForm != nil { forms += 1 }
        }
        print("\(survivors.count) fractions, \(canonical.count) canonical forms, \(invariants.count) invariants")
    }

    /// All polynomials but 0 with coefficients in −bound ... bound.
    private static func polynomials(bound: Int, degree: Int) -> [Polynomial<Integer>] {
        var lists: [[Int]] = [[]]
        for _ in 0...degree { lists = lists.flatMap { list in (-bound...bound).map { list + [$0] } } }
        return lists.map { Polynomial(integers: $0) }.filter { !$0.isZero }
    }
}
