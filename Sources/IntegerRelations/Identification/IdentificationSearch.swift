import Arithmetic
import Expressions
import func Foundation.log10

/// One identification under way: the number, what has been tried, and what was found.
struct IdentificationSearch {
    /// A relation that pays for the search.
    struct Relation {
        let coefficients: [Integer]
        /// log10 of the expected number of accidental hits.
        let coincidence: Double
    }

    let number: UncertainNumber
    /// The number.
    let x: Ball
    /// The working precision in bits: enough that only the number's own radius counts.
    let precision: Int
    let surplus: Double
    let evaluator: Evaluator
    let isStopped: @Sendable () -> Bool

    /// The families tried so far.
    private(set) var families = 0.0
    private(set) var candidates: [IdentificationCandidate] = []
    private(set) var stage = IdentificationStage.rational

    init(
        _ number: UncertainNumber, surplus: Double, evaluator: Evaluator, isStopped: @escaping @Sendable () -> Bool
    ) {
        self.number = number
        x = number.value
        precision = IdentificationSearch.precision(for: number)
        self.surplus = surplus
        self.evaluator = evaluator
        self.isStopped = isStopped
    }

    /// The digits of the number and a margin, in steps of 128 bits so that tables are shared.
    static func precision(for number: UncertainNumber) -> Int {
        let bits = max(number.value.accuracyBits, 0) + 64
        return (bits + 127) / 128 * 128
    }

    /// Begins a stage.
    mutating func begin(_ stage: IdentificationStage) { self.stage = stage }

    /// Whether this stage may end: it has claims, or was stopped.
    var isDone: Bool { !candidates.isEmpty || isStopped() }

    /// Whether there are claims, and all of them are roots of polynomials.
    var hasOnlyRoots: Bool {
        !candidates.isEmpty
            && candidates.allSatisfy {
                if case .root = $0.form { true } else { false }
            }
    }

    /// Counts families that were tried otherwise than by `relation`.
    mutating func countFamilies(_ count: Double) { families += count }

    /// A relation between numbers, counted as one family, when it pays for the search.
    ///
    /// - Parameters:
    ///   - values: the numbers; those at `targets` depend on the number to identify.
    ///   - targets: one of their coefficients must not be 0, or the relation says nothing of the number.
    mutating func relation(among values: [Ball], targets: [Int]) -> Relation? {
        families += 1
        guard let bits = IdentificationSearch.latticeBits(values),
            let found = IntegerRelation.find(among: values, bits: bits)
        else { return nil }
        return weigh(found.coefficients, values, targets: targets)
    }

    /// The relation with its chance, when that pays.
    func weigh(_ coefficients: [Integer], _ values: [Ball], targets: [Int]) -> Relation? {
        guard targets.contains(where: { !coefficients[$0].isZero }) else { return nil }
        let residual = IntegerRelation.residual(coefficients, values, precision: precision + 64)
        guard residual.containsZero else { return nil }
        // An image of the number may have more digits than the number itself, as exp(x) has for small x: they say
        // nothing of it.
        let agreeing = min(
            RelationCount.agreeingDigits(coefficients, values, residual: residual), Double(number.digits) + 1)
        let chance = RelationCount.logarithm(coefficients) + log10(max(1, families)) - agreeing
        guard chance <= -surplus else { return nil }
        return Relation(coefficients: coefficients, coincidence: chance)
    }

    /// The bits after the binary point that a lattice takes of these values: those of the least precise one, less a few
    /// that are held back to test the relation; nil when too few are left to find anything.
    static func latticeBits(_ values: [Ball]) -> Int? {
        var known = Int.max
        for value in values {
            guard value.isFinite else { return nil }
            if let radius = value.exponentOfRadius { known = min(known, -radius) }
        }
        guard known < Int.max else { return nil }
        let largest = values.compactMap(\.exponentOfMagnitude).max() ?? 0
        let significant = known + largest
        let bits = known - 4 - significant / 16
        return bits + largest > 12 ? bits : nil
    }

    /// Enters a claim, unless the form does not agree with the number.
    ///
    /// A term is evaluated to the digits of the number and must meet its enclosure; a number that comes from a term is
    /// evaluated to twice its digits, and so is the form: digits that the search has not seen. What cannot be evaluated
    /// is not claimed.
    mutating func claim(_ form: IdentificationCandidate.Form, family: String, coincidence: Double) {
        let form = form.shortened
        guard let digits = agreeingDigits(form) else { return }
        candidates.append(
            IdentificationCandidate(
                form: form, stage: stage, family: family, digits: digits, coincidence: coincidence))
    }

    private func agreeingDigits(_ form: IdentificationCandidate.Form) -> Int? {
        guard meets(form, x, digits: number.digits + 10) else { return nil }
        guard let refinement = number.refinement else { return number.digits }
        let further = 2 * number.digits
        guard let refined = try? refinement(further), meets(form, refined, digits: further) else { return nil }
        return further
    }

    private func meets(_ form: IdentificationCandidate.Form, _ enclosure: Ball, digits: Int) -> Bool {
        switch form {
        case .expression(let term):
            guard let value = try? evaluator.evaluate(term, digits: digits).value else { return false }
            // A value that cannot be told from 0 is no number with digits: it would meet every small enclosure.
            return value.isFinite && value.imaginary.containsZero && !value.real.containsZero
                && value.real.overlaps(enclosure)
        case .root(let polynomial, _):
            return RootIsolation.hasRoot(polynomial, in: enclosure, precision: 8 * digits + 64)
        case .equation(let left, let right, _):
            return RootIsolation.hasRoot(left, equals: right, in: enclosure, evaluator: evaluator)
        }
    }
}
