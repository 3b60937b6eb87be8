import Arithmetic

/// Products: multisets of bases with exponents, and a rational coefficient in front.
extension TermAlgebra {
    /// x · y.
    public mutating func product(_ x: TermID, _ y: TermID) -> TermID {
        let (a, b) = (node(x), node(y))
        if TermAlgebra.isAtom(a.kind) && TermAlgebra.isAtom(b.kind) {
            return x == y ? square(x) : pair(x, one, y, one)
        }
        if a.kind == Kind.numeral { return scaled(Coefficient(bits: a.first), y) }
        if b.kind == Kind.numeral { return scaled(Coefficient(bits: b.first), x) }
        scratch.removeAll(keepingCapacity: true)
        var coefficient = Coefficient.one
        gatherFactors(x, a, &coefficient)
        gatherFactors(y, b, &coefficient)
        return collectedProduct(coefficient)
    }

    /// The product of any number of terms; 1 for none. Cost: that of sorting all their factors.
    public mutating func product(_ factors: [TermID]) -> TermID {
        scratch.removeAll(keepingCapacity: true)
        var coefficient = Coefficient.one
        for factor in factors { gatherFactors(factor, node(factor), &coefficient) }
        return collectedProduct(coefficient)
    }

    /// x / y, that is x · y^(−1).
    public mutating func quotient(_ x: TermID, _ y: TermID) -> TermID {
        let (a, b) = (node(x), node(y))
        if TermAlgebra.isAtom(a.kind) && TermAlgebra.isAtom(b.kind) && x != y { return pair(x, one, y, minusOne) }
        return product(x, power(y, minusOne))
    }

    /// Whether a term of this kind is a base with exponent 1 and coefficient 1: a symbol or the value of a function.
    @inline(__always)
    static func isAtom(_ kind: UInt32) -> Bool {
        kind < Kind.numeral || kind == Kind.symbol || kind == Kind.constant || kind == Kind.atom
    }

    private mutating func square(_ x: TermID) -> TermID {
        let two = numeral(2)
        return intern(Node(kind: Kind.power, count: 2, first: x.index, second: two.index))
    }

    /// x^a · y^b for different atoms.
    private mutating func pair(_ x: TermID, _ a: TermID, _ y: TermID, _ b: TermID) -> TermID {
        let start = pool.count
        if x < y {
            pool.append(x.index, a.index)
            pool.append(y.index, b.index)
        } else {
            pool.append(y.index, b.index)
            pool.append(x.index, a.index)
        }
        let hash = TermAlgebra.pairHash(x.index, a.index) &+ TermAlgebra.pairHash(y.index, b.index)
        return internPooled(kind: Kind.product, start: start, hash: hash)
    }

    // MARK: Parts

    /// Puts the factors of a term as words (base, exponent) into `scratch` and multiplies `coefficient` by its number.
    @inline(__always)
    mutating func gatherFactors(_ id: TermID, _ node: Node, _ coefficient: inout Coefficient) {
        switch node.kind {
        case Kind.numeral: coefficient = coefficients.product(coefficient, Coefficient(bits: node.first))
        case Kind.scaled:
            coefficient = coefficients.product(coefficient, Coefficient(bits: node.first))
            gatherMonomial(TermID(node.second), self.node(TermID(node.second)))
        case Kind.sum:
            let (content, primitive) = contentAndPrimitivePart(id)
            coefficient = coefficients.product(coefficient, content)
            appendFactor(primitive, one)
        default: gatherMonomial(id, node)
        }
    }

    @inline(__always)
    private mutating func gatherMonomial(_ id: TermID, _ node: Node) {
        switch node.kind {
        case Kind.product:
            for i in stride(from: Int(node.first), to: Int(node.first) &+ Int(node.count), by: 2) {
                scratch.append(UInt64(pool[i]) << 32 | UInt64(pool[i &+ 1]))
            }
        case Kind.power where !isOpaquePower(node): appendFactor(TermID(node.first), TermID(node.second))
        default: appendFactor(id, one)
        }
    }

    /// Whether this power is a base of its own in products: its exponent is not a number, and its base may be 0.
    mutating func isOpaquePower(_ node: Node) -> Bool {
        nodes[Int(node.second)].kind != Kind.numeral && !isNonzero(TermID(node.first))
    }

    @inline(__always)
    mutating func appendFactor(_ base: TermID, _ exponent: TermID) {
        scratch.append(UInt64(base.index) << 32 | UInt64(exponent.index))
    }

    /// Calls `body` with base and exponent of each factor of a term without coefficient.
    func forEachFactor(of id: TermID, _ body: (TermID, TermID) -> Void) {
        let node = node(id)
        switch node.kind {
        case Kind.product:
            for i in stride(from: Int(node.first), to: Int(node.first) &+ Int(node.count), by: 2) {
                body(TermID(pool[i]), TermID(pool[i &+ 1]))
            }
        case Kind.power: body(TermID(node.first), TermID(node.second))
        default: body(id, one)
        }
    }

    /// The rational content of a sum, with the sign of its leading term, and the sum divided by it.
    mutating func contentAndPrimitivePart(_ id: TermID) -> (Coefficient, TermID) {
        let node = node(id)
        let (first, end) = (Int(node.first), Int(node.first) &+ Int(node.count))
        var (positive, negative, units, isIntegral) = (0, 0, false, true)
        for i in stride(from: first &- 1, to: end, by: 2) {
            // The constant is the word `first`; the coefficients are first + 1, first + 3, ….
            let c = Coefficient(bits: pool[i < first ? first : i])
            if c == .zero { continue }
            if coefficients.signum(c) > 0 { positive &+= 1 } else { negative &+= 1 }
            if c == .one || c == .minusOne { units = true }
            if !c.isSmall && !coefficients.isInteger(c) { isIntegral = false }
        }
        let isNegative = positive == 0 || negative > 0 && leadingSign(id) < 0
        if units && isIntegral {
            return isNegative ? (.minusOne, scaled(.minusOne, id)) : (.one, id)
        }
        var (numerator, denominator) = (Integer(0), Integer(1))
        for i in stride(from: first &- 1, to: end, by: 2) {
            let c = coefficients.value(Coefficient(bits: pool[i < first ? first : i]))
            if c.isZero { continue }
            numerator = numerator.gcd(c.numerator)
            denominator = denominator.lcm(c.denominator)
        }
        let content = Rational(isNegative ? -numerator : numerator, denominator)
        if content == 1 { return (.one, id) }
        let word = coefficients.coefficient(content)
        return (word, scaled(coefficients.reciprocal(word), id))
    }

    // MARK: Collecting

    /// The product of the factors in `scratch` and a coefficient.
    mutating func collectedProduct(_ coefficient: Coefficient) -> TermID {
        if coefficient == .zero { return zero }
        TermAlgebra.sort(&scratch)
        var coefficient = coefficient
        var isCombined = false
        for i in 1..<max(1, scratch.count) where scratch[i] >> 32 == scratch[i &- 1] >> 32 {
            isCombined = true
            break
        }
        if !isCombined { return scaled(coefficient, monomial(scratch.count)) }
        swap(&scratch, &sorted)
        scratch.removeAll(keepingCapacity: true)
        var dirty: [(TermID, TermID)] = []
        var i = 0
        while i < sorted.count {
            let base = TermID(UInt32(truncatingIfNeeded: sorted[i] >> 32))
            var j = i &+ 1
            while j < sorted.count, sorted[j] >> 32 == sorted[i] >> 32 { j &+= 1 }
            if j == i &+ 1 { scratch.append(sorted[i]) } else { combine(base, i, j, &coefficient, &dirty) }
            i = j
        }
        TermAlgebra.sort(&scratch)
        let result = scaled(coefficient, monomial(scratch.count))
        return dirty.reduce(result) { product($0, power($1.0, $1.1)) }
    }

    /// Joins the factors `start ..< end` of `sorted`, which have one base.
    private mutating func combine(
        _ base: TermID, _ start: Int, _ end: Int, _ coefficient: inout Coefficient, _ dirty: inout [(TermID, TermID)]
    ) {
        var number = Coefficient.zero
        var symbolic = zero
        for i in start..<end {
            let exponent = TermID(UInt32(truncatingIfNeeded: sorted[i]))
            if let value = self.coefficient(of: exponent) {
                number = coefficients.sum(number, value)
            } else {
                symbolic = addition(symbolic, .one, exponent)
            }
        }
        let kind = node(base).kind
        if symbolic != zero, let value = self.coefficient(of: symbolic) {
            number = coefficients.sum(number, value)
            symbolic = zero
        }
        if symbolic != zero {
            // The base is not 0, so that all exponents add up; those of a number split off what is rational.
            let exponent = kind == Kind.numeral ? symbolic : addition(symbolic, .one, numeral(number))
            coefficient = coefficients.product(coefficient, appendPower(base, exponent))
            if kind == Kind.numeral { coefficient = coefficients.product(coefficient, appendPower(base, number)) }
            return
        }
        if number == .zero {
            if isNonzero(base) { return }
            if isDivisible(base, kind) {
                // Such as ((x²)^(1/2))·((x²)^(−1/2)): the factors of the base, each with both exponents.
                dirty += [(base, minusOne), (base, one)]
            } else {
                appendFactor(base, minusOne)
                appendFactor(base, one)
            }
        } else if TermAlgebra.isAtom(kind) || kind == Kind.power && isOpaquePower(node(base)) {
            appendFactor(base, numeral(number))
        } else if kind == Kind.numeral {
            coefficient = coefficients.product(coefficient, appendPower(base, number))
        } else if coefficients.isInteger(number) && !(kind == Kind.sum && isPrimitive(base)) {
            // Such as ((−x)^(1/2))² and ((x²)^(1/2))², whose bases are not ones that an integer power may have.
            dirty.append((base, numeral(number)))
        } else {
            appendFactor(base, numeral(number))
        }
    }

    /// Whether a base under whole exponents has factors of its own.
    private mutating func isDivisible(_ base: TermID, _ kind: UInt32) -> Bool {
        switch kind {
        case Kind.power: !isOpaquePower(node(base))
        case Kind.sum: !isPrimitive(base)
        case Kind.product, Kind.scaled: true
        default: false
        }
    }

    private mutating func isPrimitive(_ sum: TermID) -> Bool { contentAndPrimitivePart(sum).0 == .one }

    /// The term of the factors in `scratch`, which are sorted and have different bases or exponents that do not add up.
    private mutating func monomial(_ count: Int) -> TermID {
        if count == 0 { return one }
        if count == 1 {
            let word = scratch[0]
            let (base, exponent) = (UInt32(truncatingIfNeeded: word >> 32), UInt32(truncatingIfNeeded: word))
            if exponent == one.index { return TermID(base) }
            return intern(Node(kind: Kind.power, count: 2, first: base, second: exponent))
        }
        let start = pool.count
        var hash: UInt32 = 0
        for word in scratch {
            let (base, exponent) = (UInt32(truncatingIfNeeded: word >> 32), UInt32(truncatingIfNeeded: word))
            pool.append(base, exponent)
            hash &+= TermAlgebra.pairHash(base, exponent)
        }
        return internPooled(kind: Kind.product, start: start, hash: hash)
    }
}
