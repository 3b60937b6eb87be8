import Arithmetic

extension FractionRelation {
    /// The relation from canonical terms to a fraction whose canonical terms they are, or, with a link from the terms `source`
    /// to those of the target, to that fraction; nil when the fraction is more than
    /// `PolynomialContinuedFraction.largestShift` terms away from its canonical index, or terminates.
    ///
    /// Nothing is factored. Cost: some microseconds, and the shifts, linear in their lengths.
    ///
    /// - Parameters:
    ///   - source: canonical terms; they need not be, if they are at the index of the link.
    ///   - link: the coboundary from `source` to the canonical terms of the target; nil when they are equal.
    ///   - target: the fraction in question.
    ///   - keyed: its `canonicalKey`.
    public init?(
        fromCanonical source: PolynomialContinuedFraction, link: FractionCoboundary? = nil,
        to target: PolynomialContinuedFraction, keyed: KeyedFraction
    ) {
        // Both meet at the canonical index `offset`, the index offset + shift of the target.
        var offset = max(0, -keyed.shift)
        let terms = link == nil ? source : keyed.key.terms
        for _ in 0..<2 {
            guard offset <= PolynomialContinuedFraction.largestShift,
                offset + keyed.shift <= PolynomialContinuedFraction.largestShift
            else { return nil }
            let numerator = target.a.shifted(by: Integer(offset + keyed.shift))
            let denominator = terms.a.shifted(by: Integer(offset))
            guard let multiplier = RationalMultiplier(numerator, denominator) else { return nil }
            if multiplier.isRegular {
                self.init(source, link, target, offset: offset, shift: keyed.shift, multiplier: multiplier)
                return
            }
            // Beyond the last zero or pole of the multiplier.
            let roots = [multiplier.numerator, multiplier.denominator].flatMap { $0.integerRoots() }.map(\.root)
            guard let last = roots.max()?.asInt, last >= 0, last <= PolynomialContinuedFraction.largestShift else {
                return nil
            }
            offset += last + 1
        }
        return nil
    }

    /// The relation that meets at this offset, with the quotient of the partial denominators of target and terms there.
    private init?(
        _ source: PolynomialContinuedFraction, _ link: FractionCoboundary?, _ target: PolynomialContinuedFraction,
        offset: Int, shift: Int, multiplier: RationalMultiplier
    ) {
        var sourceSteps: [FractionTransformation] = offset > 0 ? [.shift(offset)] : []
        var targetSteps: [FractionTransformation] = offset + shift > 0 ? [.shift(offset + shift)] : []
        if !multiplier.isOne {
            if link == nil {
                sourceSteps.append(.equivalence(multiplier))
            } else {
                targetSteps.append(.equivalence(multiplier.inverse))
            }
        }
        let shiftedLink = link?.shifted(by: offset)
        guard let left = FractionRelation.map(of: sourceSteps, from: source),
            let right = FractionRelation.map(of: targetSteps, from: target)
        else { return nil }
        var map = left
        if let shiftedLink {
            guard let middle = shiftedLink.map else { return nil }
            map = middle.composed(with: map)
        }
        self.init(
            source: source, target: target, sourceSteps: sourceSteps, targetSteps: targetSteps, link: shiftedLink,
            map: right.inverse.composed(with: map))
    }

    /// The map of a walk.
    private static func map(
        of steps: [FractionTransformation], from fraction: PolynomialContinuedFraction
    ) -> MobiusMap? {
        var current = fraction
        var map = MobiusMap.identity
        for step in steps {
            guard let next = try? step.applied(to: current) else { return nil }
            current = next.fraction
            map = next.map.composed(with: map)
        }
        return map
    }
}

extension FractionCoboundary {
    /// P(n + offset), which links the tails from there on.
    func shifted(by offset: Int) -> FractionCoboundary {
        if offset == 0 { return self }
        let by = Integer(offset)
        return FractionCoboundary(
            Matrix2x2(
                matrix.a.shifted(by: by), matrix.b.shifted(by: by), matrix.c.shifted(by: by), matrix.d.shifted(by: by)))
    }
}
