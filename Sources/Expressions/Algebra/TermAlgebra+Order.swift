import Arithmetic

/// The order in which the terms of a sum and the factors of a product are written, and from which the sign of a sum is
/// read. It depends on what the terms are, not on when they were built.
///
/// Terms: higher degree first, then by their factors as in a dictionary, what holds no variable last. Factors: numbers,
/// constants, symbols by name, functions, sums. Nested terms are compared to a fixed depth and beyond it by a hash of
/// their structure, so that deep terms cost neither stack nor time.
extension TermAlgebra {
    /// How deep terms are compared symbol by symbol.
    private static let largestComparedDepth = 4
    /// The number of words of the longest nested sums that are compared term by term.
    private static let largestComparedSum = 17

    /// The sign of the coefficient of the term of a sum that is written first.
    mutating func leadingSign(_ sum: TermID) -> Int {
        prepareOrder(sum)
        var best: (Coefficient, TermID)?
        for (c, term) in terms(of: sum) {
            if let current = best, compareTerms(current.1, term, 0) <= 0 { continue }
            best = (c, term)
        }
        return best.map { coefficients.signum($0.0) } ?? 1
    }

    /// Coefficients and terms of a sum, in no particular order; 1 stands for the constant.
    func terms(of id: TermID) -> [(Coefficient, TermID)] {
        var result: [(Coefficient, TermID)] = []
        forEachTerm(of: id) { result.append(($0, $1)) }
        return result
    }

    /// Bases and exponents of a term without coefficient, in no particular order.
    func factors(of id: TermID) -> [(TermID, TermID)] {
        var result: [(TermID, TermID)] = []
        forEachFactor(of: id) { result.append(($0, $1)) }
        return result
    }

    /// The terms of a sum as they are written.
    mutating func orderedTerms(of id: TermID) -> [(Coefficient, TermID)] {
        prepareOrder(id)
        return terms(of: id).sorted { compareTerms($0.1, $1.1, 0) < 0 }
    }

    /// The factors of a term without coefficient as they are written.
    mutating func orderedFactors(of id: TermID) -> [(TermID, TermID)] {
        prepareOrder(id)
        return sortedFactors(of: id, 0)
    }

    private func sortedFactors(of id: TermID, _ depth: Int) -> [(TermID, TermID)] {
        let list = factors(of: id)
        return list.count < 2 ? list : list.sorted { compareFactors($0, $1, depth) < 0 }
    }

    /// Makes the hashes and properties of a term and its parts known.
    private mutating func prepareOrder(_ id: TermID) {
        _ = properties(of: id)
        while structuralHashes.count <= Int(id.index) {
            structuralHashes.append(structuralHash(TermID(structuralHashes.count)))
        }
    }

    // MARK: Comparing

    /// Negative when the term x is written before y in a sum.
    private func compareTerms(_ x: TermID, _ y: TermID, _ depth: Int) -> Int {
        if x == y { return 0 }
        let (p, q) = (node(x), node(y))
        if p.kind == Kind.symbol && q.kind == Kind.symbol { return compareNames(p.first, q.first) }
        let (a, b) = (rank(x), rank(y))
        if a != b { return a > b ? -1 : 1 }
        if depth > TermAlgebra.largestComparedDepth { return compareHashes(x, y) }
        let (f, g) = (sortedFactors(of: x, depth + 1), sortedFactors(of: y, depth + 1))
        for i in 0..<min(f.count, g.count) {
            let order = compareFactors(f[i], g[i], depth + 1)
            if order != 0 { return order }
        }
        return f.count == g.count ? compareHashes(x, y) : f.count < g.count ? -1 : 1
    }

    /// The degree of a term; below all degrees for one that holds no variable, least for 1.
    private func rank(_ id: TermID) -> Double {
        if id == one { return -.infinity }
        if knowledge[Int(id.index)].contains(.closed) { return -.greatestFiniteMagnitude }
        var degree = 0.0
        forEachFactor(of: id) { base, exponent in
            if knowledge[Int(base.index)].contains(.closed) { return }
            if let number = coefficient(of: exponent) {
                degree += number.isSmall ? Double(number.small) : coefficients.value(number).doubleEstimate
            } else {
                degree += 1
            }
        }
        // Rounded, so that sums of thirds do not depend on the order of their terms.
        return (degree * 0x1p20).rounded()
    }

    private func compareFactors(_ x: (TermID, TermID), _ y: (TermID, TermID), _ depth: Int) -> Int {
        let order = compareBases(x.0, y.0, depth)
        if order != 0 || x.1 == y.1 { return order }
        switch (coefficient(of: x.1), coefficient(of: y.1)) {
        case (let p?, let q?): return coefficients.value(p) > coefficients.value(q) ? -1 : 1
        case (_?, nil): return -1
        case (nil, _?): return 1
        default: return compareTerms(x.1, y.1, depth + 1)
        }
    }

    /// Numbers, constants, symbols, functions, and what has an inner structure of its own.
    private func classOfBase(_ id: TermID, _ kind: UInt32) -> Int {
        if id == euler { return 3 }
        return switch kind {
        case Kind.numeral: 0
        case Kind.constant: 1
        case Kind.symbol: 2
        case Kind.atom: 6
        case Kind.sum: 4
        case ..<Kind.numeral: 3
        default: 5
        }
    }

    private func compareBases(_ x: TermID, _ y: TermID, _ depth: Int) -> Int {
        if x == y { return 0 }
        let (p, q) = (node(x), node(y))
        let (a, b) = (classOfBase(x, p.kind), classOfBase(y, q.kind))
        if a != b { return a < b ? -1 : 1 }
        // Exponential functions after all others.
        if x == euler || y == euler { return x == euler ? 1 : -1 }
        switch p.kind {
        case Kind.numeral:
            return coefficients.value(Coefficient(bits: p.first)) < coefficients.value(Coefficient(bits: q.first))
                ? -1 : 1
        case Kind.constant, Kind.symbol: return compareNames(p.first, q.first)
        case Kind.atom: return p.first == q.first ? Int(p.second) - Int(q.second) : p.first < q.first ? -1 : 1
        default: break
        }
        if depth > TermAlgebra.largestComparedDepth { return compareHashes(x, y) }
        if p.kind == Kind.sum { return compareSums(x, y, depth) }
        if p.kind != q.kind { return p.kind < q.kind ? -1 : 1 }
        if p.kind < Kind.numeral {
            for i in 0..<Int(min(p.count, q.count)) {
                let order = compareArguments(TermID(word(p, i)), TermID(word(q, i)), depth + 1)
                if order != 0 { return order }
            }
            return p.count == q.count ? compareHashes(x, y) : p.count < q.count ? -1 : 1
        }
        return compareTerms(x, y, depth + 1)
    }

    private func compareArguments(_ x: TermID, _ y: TermID, _ depth: Int) -> Int {
        if x == y { return 0 }
        let (a, b) = (node(x).kind == Kind.sum, node(y).kind == Kind.sum)
        if a && b { return compareSums(x, y, depth) }
        if a != b { return a ? 1 : -1 }
        let (p, s) = coefficientAndRest(x, node(x))
        let (q, t) = coefficientAndRest(y, node(y))
        let order = compareTerms(s, t, depth)
        return order != 0 ? order : coefficients.value(p) < coefficients.value(q) ? -1 : 1
    }

    private func compareSums(_ x: TermID, _ y: TermID, _ depth: Int) -> Int {
        let (p, q) = (node(x), node(y))
        if p.count != q.count { return p.count < q.count ? -1 : 1 }
        if p.count > TermAlgebra.largestComparedSum { return compareHashes(x, y) }
        let a = terms(of: x).sorted { compareTerms($0.1, $1.1, depth + 1) < 0 }
        let b = terms(of: y).sorted { compareTerms($0.1, $1.1, depth + 1) < 0 }
        for i in 0..<min(a.count, b.count) {
            let order = compareTerms(a[i].1, b[i].1, depth + 1)
            if order != 0 { return order }
            if a[i].0 != b[i].0 { return coefficients.value(a[i].0) < coefficients.value(b[i].0) ? -1 : 1 }
        }
        return compareHashes(x, y)
    }

    private func compareNames(_ x: UInt32, _ y: UInt32) -> Int {
        x == y ? 0 : names[Int(x)] < names[Int(y)] ? -1 : 1
    }

    private func compareHashes(_ x: TermID, _ y: TermID) -> Int {
        let (a, b) = (structuralHashes[Int(x.index)], structuralHashes[Int(y.index)])
        return a == b ? Int(x.index) - Int(y.index) : a < b ? -1 : 1
    }

    // MARK: Hashes of structure

    /// A hash of what the term is, from those of its parts, which are older.
    private func structuralHash(_ id: TermID) -> UInt64 {
        let node = node(id)
        let seed = TermAlgebra.mixed(UInt64(node.kind), 0x243F_6A88_85A3_08D3)
        switch node.kind {
        case Kind.numeral: return TermAlgebra.mixed(hash(Coefficient(bits: node.first)), seed)
        case Kind.atom: return TermAlgebra.mixed(UInt64(node.first) << 8 | UInt64(node.second), seed)
        case Kind.symbol, Kind.constant, Kind.text: return TermAlgebra.mixed(hash(names[Int(node.first)]), seed)
        case Kind.scaled:
            return TermAlgebra.mixed(hash(Coefficient(bits: node.first)), structuralHashes[Int(node.second)] ^ seed)
        case Kind.sum:
            var total = hash(Coefficient(bits: pool[Int(node.first)]))
            forEachTerm(of: id) { total &+= TermAlgebra.mixed(hash($0), structuralHashes[Int($1.index)]) }
            return TermAlgebra.mixed(total, seed)
        case Kind.product, Kind.power:
            var total: UInt64 = 0
            forEachFactor(of: id) { base, exponent in
                total &+= TermAlgebra.mixed(structuralHashes[Int(base.index)], ~structuralHashes[Int(exponent.index)])
            }
            return TermAlgebra.mixed(total, seed)
        default:
            var total = seed
            for i in 0..<Int(node.count) {
                total = TermAlgebra.mixed(structuralHashes[Int(word(node, i))], total)
            }
            return total
        }
    }

    private func hash(_ c: Coefficient) -> UInt64 {
        c.isSmall ? TermAlgebra.mixed(UInt64(bitPattern: Int64(c.small)), 1) : hash(coefficients.value(c).description)
    }

    private func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}
