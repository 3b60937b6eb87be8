import Arithmetic

extension PolynomialContinuedFraction {
    /// The largest period of a contraction: degrees grow with it.
    public static let largestPeriod = 12

    /// The fold of each `period` terms into one: a fraction whose convergents are, up to the map, the convergents of
    /// index period·k + start − 1, k = 1, 2, …, of this one. It converges when this one does; the converse fails.
    ///
    /// The product of the steps y ↦ a(i) + b(i+1)/y over a period is a Möbius map whose entries are continuants; see
    /// `LinearFractionalSteps`. The terms are not deflated: the degree of a grows to (2·period − 1)·deg a.
    ///
    /// Source: O. Perron, Die Lehre von den Kettenbrüchen II (1957), § 1 (contraction).
    ///
    /// - Parameters:
    ///   - period: 1 ... `largestPeriod`.
    ///   - start: the number of terms before the first period, 0 ... `largestShift`.
    /// - Throws: `TransformationError` when an argument is out of range, the fraction terminates, or a denominator
    ///   q of a period vanishes: the latter at finitely many starts unless it vanishes identically.
    public func contracted(period: Int, start: Int) throws(TransformationError) -> TransformedFraction {
        guard (1...PolynomialContinuedFraction.largestPeriod).contains(period) else {
            throw .outOfRange("the period must be in 1 ... \(PolynomialContinuedFraction.largestPeriod), not \(period)")
        }
        let tail = try droppingFirst(start)
        let folded = try tail.fraction.periodSteps(period).continuedFraction()
        return TransformedFraction(fraction: folded.fraction, map: folded.map.composed(with: tail.map))
    }

    /// The least start from `residue` on, in steps of `period`, at which the contraction exists; nil when there is none
    /// up to `largestShift`.
    public func contractionStart(period: Int, residue: Int) -> Int? {
        guard (1...PolynomialContinuedFraction.largestPeriod).contains(period), residue >= 0 else { return nil }
        let offset = Integer(residue)
        let steps = PolynomialContinuedFraction(a: a.shifted(by: offset), b: b.shifted(by: offset))
            .periodSteps(period)
        if steps.r.isZero { return nil }
        guard let last = steps.lastSingularity, last >= -1 else { return residue }
        guard let periods = (last + 2).asInt, periods <= PolynomialContinuedFraction.largestShift else { return nil }
        let start = residue + period * periods
        return start <= PolynomialContinuedFraction.largestShift ? start : nil
    }

    /// The even part: a fraction with every second convergent, those of even index.
    ///
    /// - Throws: as `contracted(period:start:)`.
    public func evenPart() throws(TransformationError) -> TransformedFraction { try part(residue: 1) }

    /// The odd part: a fraction with every second convergent, those of odd index.
    ///
    /// - Throws: as `contracted(period:start:)`.
    public func oddPart() throws(TransformationError) -> TransformedFraction { try part(residue: 0) }

    private func part(residue: Int) throws(TransformationError) -> TransformedFraction {
        guard let start = contractionStart(period: 2, residue: residue) else {
            throw .degenerate("a(n) vanishes identically, or too late")
        }
        return try contracted(period: 2, start: start)
    }

    /// The steps y(n) ↦ y(n+1) over the terms period·n, …, period·n + period − 1.
    private func periodSteps(_ period: Int) -> LinearFractionalSteps {
        var matrix = Matrix2x2<Polynomial<Integer>>.identity
        for index in 0..<period {
            // The index period·n + index as a polynomial in n.
            let position = Polynomial<Integer>([Integer(index), Integer(period)])
            let next = Polynomial<Integer>([Integer(index + 1), Integer(period)])
            matrix = matrix * Matrix2x2(a.composed(with: position), b.composed(with: next), 1, 0)
        }
        return LinearFractionalSteps(p: matrix.a, q: matrix.b, r: matrix.c, t: matrix.d)
    }
}
