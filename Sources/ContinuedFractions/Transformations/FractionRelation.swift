import Arithmetic

/// Why the value of one continued fraction is a Möbius image of that of another: steps from each of them to a fraction
/// where they meet, or to two fractions that a coboundary links. `check()` carries them out again and trusts nothing else.
public struct FractionRelation: Hashable, Sendable {
    /// The fraction whose value is known.
    public let source: PolynomialContinuedFraction
    /// The fraction in question.
    public let target: PolynomialContinuedFraction
    /// Steps from the source to the meeting point.
    public let sourceSteps: [FractionTransformation]
    /// Steps from the target to the meeting point.
    public let targetSteps: [FractionTransformation]
    /// The link between the ends of both walks; nil when they meet.
    public let link: FractionCoboundary?
    /// The value of the target is `map` of the value of the source.
    public let map: MobiusMap

    /// A relation that is claimed; `check()` decides.
    public init(
        source: PolynomialContinuedFraction, target: PolynomialContinuedFraction,
        sourceSteps: [FractionTransformation], targetSteps: [FractionTransformation],
        link: FractionCoboundary? = nil, map: MobiusMap
    ) {
        self.source = source
        self.target = target
        self.sourceSteps = sourceSteps
        self.targetSteps = targetSteps
        self.link = link
        self.map = map
    }

    /// Whether the steps apply, meet or are linked, and give the map. It relates the values if both fractions converge
    /// and `carriesLimit`; otherwise the values are to be compared as well.
    public func check() -> Bool {
        guard let left = try? FractionRelation.walk(sourceSteps, from: source),
            let right = try? FractionRelation.walk(targetSteps, from: target)
        else { return false }
        guard let link else {
            return left.fraction == right.fraction && right.map.inverse.composed(with: left.map) == map
        }
        guard link.links(left.fraction, right.fraction), let middle = link.map else { return false }
        return right.map.inverse.composed(with: middle).composed(with: left.map) == map
    }

    /// Whether no terms are contracted and nothing is linked: then one fraction converges when the other does.
    public var keepsConvergence: Bool {
        link == nil && (sourceSteps + targetSteps).allSatisfy { if case .contraction = $0 { false } else { true } }
    }

    /// Whether it is proved that the values are related by the map when both fractions converge to numbers. Only
    /// a link may leave it open; see `FractionCoboundary.carriesLimit(of:)`.
    public var carriesLimit: Bool {
        guard let link else { return true }
        guard let left = try? FractionRelation.walk(sourceSteps, from: source) else { return false }
        return link.carriesLimit(of: left.fraction)
    }

    /// The number of steps, each dropped term counted.
    public var length: Int {
        (sourceSteps + targetSteps).reduce(0) { total, step in
            if case .shift(let count) = step { total + count } else { total + 1 }
        }
    }

    /// The steps from the source to the target in words.
    public var steps: [String] {
        sourceSteps.map { "\($0)" } + (link.map { ["map the tails by \($0)"] } ?? [])
            + targetSteps.reversed().map { "undo: \($0)" }
    }

    /// All steps in turn.
    private static func walk(
        _ steps: [FractionTransformation], from fraction: PolynomialContinuedFraction
    ) throws(TransformationError) -> TransformedFraction {
        var result = TransformedFraction(fraction: fraction, map: .identity)
        for step in steps {
            let next = try step.applied(to: result.fraction)
            result = TransformedFraction(fraction: next.fraction, map: next.map.composed(with: result.map))
        }
        return result
    }
}

extension FractionRelation {
    /// The relation of two fractions whose contractions by these forms have the same canonical form; nil when they
    /// have not, or are more than `PolynomialContinuedFraction.largestShift` terms apart.
    public static func between(_ source: ContractedForm, _ target: ContractedForm) -> FractionRelation? {
        guard source.canonical.terms == target.canonical.terms else { return nil }
        let distance = source.canonical.shift - target.canonical.shift
        var sourceSteps = source.steps
        var targetSteps = target.steps
        var (x, y) = (source.fraction, target.fraction)
        if distance != 0 {
            let step = FractionTransformation.shift(abs(distance))
            if distance > 0 {
                guard let shifted = try? step.applied(to: x).fraction else { return nil }
                x = shifted
                sourceSteps.append(step)
            } else {
                guard let shifted = try? step.applied(to: y).fraction else { return nil }
                y = shifted
                targetSteps.append(step)
            }
        }
        // Equal quotients ρ: the multiplier is the quotient of the partial denominators.
        guard let multiplier = RationalMultiplier(y.a, x.a) else { return nil }
        if !multiplier.isOne { sourceSteps.append(.equivalence(multiplier)) }
        guard let left = try? walk(sourceSteps, from: source.original), left.fraction == y,
            let right = try? walk(targetSteps, from: target.original)
        else { return nil }
        return FractionRelation(
            source: source.original, target: target.original, sourceSteps: sourceSteps, targetSteps: targetSteps,
            map: right.map.inverse.composed(with: left.map))
    }

    /// The relation of two fractions by equivalence, shift and contractions of up to `largestPeriod` terms, the one with
    /// the shortest periods first; nil when none is found.
    public static func between(
        _ source: PolynomialContinuedFraction, _ target: PolynomialContinuedFraction, largestPeriod: Int = 3
    ) -> FractionRelation? {
        let targets = ContractedForm.all(of: target, largestPeriod: largestPeriod)
        for x in ContractedForm.all(of: source, largestPeriod: largestPeriod) {
            for y in targets {
                if let relation = between(x, y) { return relation }
            }
        }
        return nil
    }
}

/// A continued fraction, contracted, with the canonical form of the contraction.
public struct ContractedForm: Hashable, Sendable {
    /// The fraction itself.
    public let original: PolynomialContinuedFraction
    /// The contraction; empty for the fraction itself.
    public let steps: [FractionTransformation]
    /// The contracted fraction.
    public let fraction: PolynomialContinuedFraction
    /// Its canonical form.
    public let canonical: CanonicalFraction

    /// The largest degree of a contraction that is factored.
    private static let largestDegree = 40

    /// The fraction itself and its contractions by up to `largestPeriod` terms with each residue, in this order; those
    /// without canonical form, or of a degree above 40, are left out.
    public static func all(of fraction: PolynomialContinuedFraction, largestPeriod: Int) -> [ContractedForm] {
        guard let canonical = fraction.canonicalForm else { return [] }
        var forms = [ContractedForm(original: fraction, steps: [], fraction: fraction, canonical: canonical)]
        if largestPeriod < 2 { return forms }
        let degree = max(fraction.a.degree ?? 0, ((fraction.b.degree ?? 0) + 1) / 2)
        for period in 2...largestPeriod where (2 * period - 1) * degree <= largestDegree {
            for residue in 0..<period {
                guard let start = fraction.contractionStart(period: period, residue: residue) else { continue }
                let step = FractionTransformation.contraction(period: period, start: start)
                guard let contracted = try? step.applied(to: fraction).fraction,
                    let canonical = contracted.canonicalForm
                else { continue }
                forms.append(
                    ContractedForm(original: fraction, steps: [step], fraction: contracted, canonical: canonical))
            }
        }
        return forms
    }
}
