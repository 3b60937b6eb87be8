import Arithmetic

/// Sums: linear combinations of terms with rational coefficients.
extension TermAlgebra {
    /// x + y.
    public mutating func sum(_ x: TermID, _ y: TermID) -> TermID { addition(x, .one, y) }

    /// x − y.
    public mutating func difference(_ x: TermID, _ y: TermID) -> TermID { addition(x, .minusOne, y) }

    /// −x.
    public mutating func negative(_ x: TermID) -> TermID { scaled(.minusOne, x) }

    /// value · x.
    public mutating func scaled(_ value: Rational, _ x: TermID) -> TermID {
        scaled(coefficients.coefficient(value), x)
    }

    /// The sum of any number of terms; 0 for none. Cost: that of sorting all their terms.
    public mutating func sum(_ terms: [TermID]) -> TermID {
        var constant = Coefficient.zero
        scratch.removeAll(keepingCapacity: true)
        for term in terms { gatherTerms(.one, term, constant: &constant) }
        return collectedSum(constant)
    }

    // MARK: Parts

    /// The coefficient and the rest of a term that is not a sum; the rest of a number is 1.
    @inline(__always)
    func coefficientAndRest(_ id: TermID, _ node: Node) -> (Coefficient, TermID) {
        switch node.kind {
        case Kind.scaled: (Coefficient(bits: node.first), TermID(node.second))
        case Kind.numeral: (Coefficient(bits: node.first), one)
        default: (.one, id)
        }
    }

    /// Calls `body` with the coefficient and the rest of each term of a sum, or of the term itself; for the constant
    /// term the rest is 1.
    func forEachTerm(of id: TermID, _ body: (Coefficient, TermID) -> Void) {
        let node = node(id)
        guard node.kind == Kind.sum else {
            let (coefficient, rest) = coefficientAndRest(id, node)
            if coefficient != .zero { body(coefficient, rest) }
            return
        }
        let start = Int(node.first)
        if pool[start] != Coefficient.zero.bits { body(Coefficient(bits: pool[start]), one) }
        for i in stride(from: start &+ 1, to: start &+ Int(node.count), by: 2) {
            body(Coefficient(bits: pool[i]), TermID(pool[i &+ 1]))
        }
    }

    // MARK: Adding two

    /// x + factor · y.
    mutating func addition(_ x: TermID, _ factor: Coefficient, _ y: TermID) -> TermID {
        let (a, b) = (node(x), node(y))
        switch (a.kind == Kind.sum, b.kind == Kind.sum) {
        case (false, false):
            let (p, s) = coefficientAndRest(x, a)
            let (q, t) = coefficientAndRest(y, b)
            return binarySum(p, s, factor == .one ? q : coefficients.product(q, factor), t)
        case (true, false):
            let (q, t) = coefficientAndRest(y, b)
            return inserted(factor == .one ? q : coefficients.product(q, factor), t, into: a, x)
        case (false, true) where factor == .one:
            let (p, s) = coefficientAndRest(x, a)
            return inserted(p, s, into: b, y)
        default: return merged(x, a, factor, y, b)
        }
    }

    /// p·s + q·t for s, t that are not sums, 1 standing for the constant.
    private mutating func binarySum(_ p: Coefficient, _ s: TermID, _ q: Coefficient, _ t: TermID) -> TermID {
        if p == .zero { return simple(q, t) }
        if q == .zero { return simple(p, s) }
        if s == t { return simple(coefficients.sum(p, q), s) }
        let start = pool.count
        var hash: UInt32
        if s == one || t == one {
            let (constant, c, r) = s == one ? (p, q, t) : (q, p, s)
            pool.append(constant.bits)
            pool.append(c.bits, r.index)
            hash = TermAlgebra.constantHash(constant) &+ TermAlgebra.pairHash(c.bits, r.index)
        } else {
            pool.append(Coefficient.zero.bits)
            if s < t {
                pool.append(p.bits, s.index)
                pool.append(q.bits, t.index)
            } else {
                pool.append(q.bits, t.index)
                pool.append(p.bits, s.index)
            }
            hash = TermAlgebra.constantHash(.zero)
            hash &+= TermAlgebra.pairHash(p.bits, s.index) &+ TermAlgebra.pairHash(q.bits, t.index)
        }
        return internPooled(kind: Kind.sum, start: start, hash: hash)
    }

    /// c·t for t that is not a sum, 1 standing for the constant.
    mutating func simple(_ c: Coefficient, _ t: TermID) -> TermID {
        if t == one { return numeral(c) }
        if c == .one { return t }
        if c == .zero { return zero }
        return intern(Node(kind: Kind.scaled, count: 2, first: c.bits, second: t.index))
    }

    static func constantHash(_ constant: Coefficient) -> UInt32 { pairHash(constant.bits, .max) }

    /// The sum `node` and c·t. Appending to the sum built last shares its words.
    private mutating func inserted(_ c: Coefficient, _ t: TermID, into node: Node, _ id: TermID) -> TermID {
        if c == .zero { return id }
        let (first, end) = (Int(node.first), Int(node.first) &+ Int(node.count))
        let start = pool.count
        var hash = node.second
        if t == one {
            let old = Coefficient(bits: pool[first])
            let constant = coefficients.sum(old, c)
            pool.append(constant.bits)
            pool.appendCopy(first &+ 1, end)
            hash = hash &- TermAlgebra.constantHash(old) &+ TermAlgebra.constantHash(constant)
            return finishedSum(start, hash)
        }
        if pool[end &- 1] < t.index {
            hash &+= TermAlgebra.pairHash(c.bits, t.index)
            if end == start {
                pool.append(c.bits, t.index)
                return internPooled(kind: Kind.sum, start: start, shared: first, hash: hash)
            }
            pool.appendCopy(first, end)
            pool.append(c.bits, t.index)
            return internPooled(kind: Kind.sum, start: start, hash: hash)
        }
        var (low, high) = (0, (Int(node.count) &- 1) / 2)
        while low < high {
            let middle = (low &+ high) / 2
            if pool[first &+ 2 &* middle &+ 2] < t.index { low = middle &+ 1 } else { high = middle }
        }
        let place = first &+ 1 &+ 2 &* low
        pool.appendCopy(first, place)
        guard pool[place &+ 1] == t.index else {
            pool.append(c.bits, t.index)
            pool.appendCopy(place, end)
            return internPooled(kind: Kind.sum, start: start, hash: hash &+ TermAlgebra.pairHash(c.bits, t.index))
        }
        let new = coefficients.sum(Coefficient(bits: pool[place]), c)
        hash &-= TermAlgebra.pairHash(pool[place], t.index)
        if new != .zero {
            pool.append(new.bits, t.index)
            hash &+= TermAlgebra.pairHash(new.bits, t.index)
        }
        pool.appendCopy(place &+ 2, end)
        return finishedSum(start, hash)
    }

    /// x + factor·y where at least one is a sum.
    private mutating func merged(_ x: TermID, _ a: Node, _ factor: Coefficient, _ y: TermID, _ b: Node) -> TermID {
        if factor == .zero { return x }
        guard a.kind == Kind.sum, b.kind == Kind.sum else {
            let negated = scaled(factor, y)
            return addition(x, .one, negated)
        }
        let start = pool.count
        let constant = coefficients.sum(
            Coefficient(bits: pool[Int(a.first)]), coefficients.product(factor, Coefficient(bits: pool[Int(b.first)])))
        pool.append(constant.bits)
        var hash = TermAlgebra.constantHash(constant)
        var (i, j) = (Int(a.first) &+ 1, Int(b.first) &+ 1)
        let (iEnd, jEnd) = (Int(a.first) &+ Int(a.count), Int(b.first) &+ Int(b.count))
        while i < iEnd || j < jEnd {
            let s = i < iEnd ? pool[i &+ 1] : UInt32.max
            let t = j < jEnd ? pool[j &+ 1] : UInt32.max
            var c: Coefficient
            if s < t {
                c = Coefficient(bits: pool[i])
                i &+= 2
            } else {
                c = Coefficient(bits: pool[j])
                if factor != .one { c = coefficients.product(factor, c) }
                j &+= 2
                if s == t {
                    c = coefficients.sum(c, Coefficient(bits: pool[i]))
                    i &+= 2
                    if c == .zero { continue }
                }
            }
            pool.append(c.bits, min(s, t))
            hash &+= TermAlgebra.pairHash(c.bits, min(s, t))
        }
        return finishedSum(start, hash)
    }

    /// The term of the words from `start` on: a constant, then pairs by term.
    mutating func finishedSum(_ start: Int, _ hash: UInt32) -> TermID {
        let words = pool.count &- start
        let constant = Coefficient(bits: pool[start])
        if words == 1 || words == 3 && constant == .zero {
            let (c, t) = words == 1 ? (constant, one) : (Coefficient(bits: pool[start &+ 1]), TermID(pool[start &+ 2]))
            pool.truncate(to: start)
            return simple(c, t)
        }
        return internPooled(kind: Kind.sum, start: start, hash: hash)
    }

    /// c · x.
    mutating func scaled(_ c: Coefficient, _ x: TermID) -> TermID {
        if c == .one { return x }
        if c == .zero { return zero }
        let node = node(x)
        guard node.kind == Kind.sum else {
            let (old, rest) = coefficientAndRest(x, node)
            return simple(old == .one ? c : coefficients.product(c, old), rest)
        }
        let start = pool.count
        let constant = coefficients.product(c, Coefficient(bits: pool[Int(node.first)]))
        pool.append(constant.bits)
        var hash = TermAlgebra.constantHash(constant)
        for i in stride(from: Int(node.first) &+ 1, to: Int(node.first) &+ Int(node.count), by: 2) {
            let new = coefficients.product(c, Coefficient(bits: pool[i]))
            let term = pool[i &+ 1]
            pool.append(new.bits, term)
            hash &+= TermAlgebra.pairHash(new.bits, term)
        }
        return internPooled(kind: Kind.sum, start: start, hash: hash)
    }

    // MARK: Adding many

    /// Puts the terms of factor · x as words (term, coefficient) into `scratch`, its constant into `constant`.
    @inline(__always)
    mutating func gatherTerms(_ factor: Coefficient, _ x: TermID, constant: inout Coefficient) {
        let node = node(x)
        guard node.kind == Kind.sum else {
            var (c, rest) = coefficientAndRest(x, node)
            if factor != .one { c = coefficients.product(c, factor) }
            if rest == one {
                constant = coefficients.sum(constant, c)
            } else {
                scratch.append(UInt64(rest.index) << 32 | UInt64(c.bits))
            }
            return
        }
        let start = Int(node.first)
        constant = coefficients.sum(constant, coefficients.product(factor, Coefficient(bits: pool[start])))
        for i in stride(from: start &+ 1, to: start &+ Int(node.count), by: 2) {
            var c = Coefficient(bits: pool[i])
            if factor != .one { c = coefficients.product(factor, c) }
            scratch.append(UInt64(pool[i &+ 1]) << 32 | UInt64(c.bits))
        }
    }

    /// The sum of the terms in `scratch` and a constant.
    mutating func collectedSum(_ constant: Coefficient) -> TermID {
        TermAlgebra.sort(&scratch)
        let start = pool.count
        pool.append(constant.bits)
        var hash = TermAlgebra.constantHash(constant)
        var i = 0
        while i < scratch.count {
            let term = UInt32(truncatingIfNeeded: scratch[i] >> 32)
            var c = Coefficient(bits: UInt32(truncatingIfNeeded: scratch[i]))
            i &+= 1
            while i < scratch.count, UInt32(truncatingIfNeeded: scratch[i] >> 32) == term {
                c = coefficients.sum(c, Coefficient(bits: UInt32(truncatingIfNeeded: scratch[i])))
                i &+= 1
            }
            if c == .zero { continue }
            pool.append(c.bits, term)
            hash &+= TermAlgebra.pairHash(c.bits, term)
        }
        return finishedSum(start, hash)
    }

    /// Sorts words in ascending order: short lists, and lists that are sorted already, in place.
    static func sort(_ words: inout [UInt64]) {
        if words.count > 24 {
            for i in 1..<words.count where words[i &- 1] > words[i] {
                words.sort()
                return
            }
            return
        }
        words.withUnsafeMutableBufferPointer { list in
            for i in 1..<max(1, list.count) {
                let word = list[i]
                var j = i
                while j > 0, list[j &- 1] > word {
                    list[j] = list[j &- 1]
                    j &-= 1
                }
                list[j] = word
            }
        }
    }
}
