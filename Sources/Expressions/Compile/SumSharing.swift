/// Common parts of sums: two sums that have several terms in common, up to one factor, get them from a third.
///
/// Greedy intersection of kernels: of all pairs of sums the one with most common terms is shared first, for each common
/// term but one saves an addition; then pairs with the new sum compete, too (after Brayton, McMullen, "The decomposition
/// and factorization of Boolean expressions", ISCAS 1982). The number of common terms of a pair is recounted when its
/// turn comes. Pairs are found through the terms: sums that share none are never compared.
struct SumSharing {
    /// A term in many sums is a reason to compare each of them with this many followers only.
    private static let window = 32
    /// An upper bound of the steps of all intersections, so that huge dense systems end.
    private static let largestWork = 100_000_000

    private struct Pair {
        let first: Int32
        let second: Int32
        /// Weight in the first sum over weight in the second.
        let ratio: Int32
    }

    /// The sums that use each node.
    private var columns: [[Int32]]
    /// The weight of each node in the row that is being compared; 0 elsewhere.
    private var marks: [Int32]
    /// Pairs by the number of their common terms, an upper bound of it after other pairs were shared.
    private var buckets: [[Pair]] = []
    private var work = 0
    private var hasChanged = false

    /// Shares common parts of all sums that the outputs need; whether there were any.
    static func run(on graph: inout ArithmeticGraph) -> Bool {
        var pass = SumSharing(graph)
        pass.share(&graph)
        return pass.hasChanged
    }

    private init(_ graph: ArithmeticGraph) {
        columns = [[Int32]](repeating: [], count: graph.count)
        marks = [Int32](repeating: 0, count: graph.count)
        let uses = graph.useCounts()
        for node in 0..<graph.count where graph.kinds[node] == .sum && uses[node] > 0 && graph.terms[node].count > 1 {
            for term in graph.terms[node] { columns[Int(term.node)].append(Int32(node)) }
        }
    }

    private mutating func share(_ graph: inout ArithmeticGraph) {
        var keys: [(UInt64, Int32)] = []
        for node in columns.indices { appendPairs(ofColumn: Int32(node), to: &keys, &graph) }
        enqueue(&keys)
        while let pair = next(), work < SumSharing.largestWork {
            let common = commonTerms(pair, &graph)
            if common.count < 2 { continue }
            if common.count < buckets.count, let target = lowered(common.count) {
                buckets[target].append(pair)
                continue
            }
            extract(common, pair, &graph)
            hasChanged = true
        }
    }

    // MARK: The queue

    private var current = 0

    /// The bucket to put a pair back into, when it is not the one it came from.
    private func lowered(_ count: Int) -> Int? { count < current ? count : nil }

    private mutating func next() -> Pair? {
        while let last = buckets.last {
            if last.isEmpty {
                buckets.removeLast()
                continue
            }
            current = buckets.count - 1
            return buckets[current].popLast()
        }
        return nil
    }

    private func key(_ first: Int32, _ second: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    }

    private mutating func appendPairs(
        ofColumn node: Int32, to keys: inout [(UInt64, Int32)], _ graph: inout ArithmeticGraph
    ) {
        let rows = columns[Int(node)]
        guard rows.count > 1 else { return }
        let weights = rows.map { weight(of: node, in: $0, graph) }
        for i in 0..<(rows.count - 1) {
            for j in (i + 1)..<min(rows.count, i + 1 + SumSharing.window) {
                appendPair(rows[i], weights[i], rows[j], weights[j], to: &keys, &graph)
            }
        }
    }

    private func appendPair(
        _ first: Int32, _ x: Int32, _ second: Int32, _ y: Int32, to keys: inout [(UInt64, Int32)],
        _ graph: inout ArithmeticGraph
    ) {
        if first < second {
            keys.append((key(first, second), graph.coefficients.quotient(x, y)))
        } else if second < first {
            keys.append((key(second, first), graph.coefficients.quotient(y, x)))
        }
    }

    /// Puts each pair that occurs at least twice into the bucket of its number of occurrences.
    private mutating func enqueue(_ keys: inout [(UInt64, Int32)]) {
        keys.sort { $0.0 != $1.0 ? $0.0 > $1.0 : $0.1 > $1.1 }
        var start = 0
        while start < keys.count {
            var end = start + 1
            while end < keys.count && keys[end] == keys[start] { end += 1 }
            let count = end - start
            if count > 1 {
                while buckets.count <= count { buckets.append([]) }
                let (pair, ratio) = keys[start]
                buckets[count].append(
                    Pair(
                        first: Int32(truncatingIfNeeded: pair >> 32), second: Int32(truncatingIfNeeded: pair),
                        ratio: ratio))
            }
            start = end
        }
        keys.removeAll(keepingCapacity: true)
    }

    // MARK: Sharing

    private func weight(of node: Int32, in row: Int32, _ graph: ArithmeticGraph) -> Int32 {
        for term in graph.terms[Int(row)] where term.node == node { return term.weight }
        return 0
    }

    /// The terms of the first sum that the second has at the same ratio.
    private mutating func commonTerms(_ pair: Pair, _ graph: inout ArithmeticGraph) -> [ArithmeticGraph.Term] {
        let first = graph.terms[Int(pair.first)]
        let second = graph.terms[Int(pair.second)]
        work += first.count + second.count
        for term in second { marks[Int(term.node)] = term.weight }
        var common: [ArithmeticGraph.Term] = []
        for term in first {
            let mark = marks[Int(term.node)]
            if mark != 0 && graph.coefficients.product(mark, pair.ratio) == term.weight { common.append(term) }
        }
        for term in second { marks[Int(term.node)] = 0 }
        return common
    }

    private mutating func extract(
        _ common: [ArithmeticGraph.Term], _ pair: Pair, _ graph: inout ArithmeticGraph
    ) {
        let wholeFirst = common.count == graph.terms[Int(pair.first)].count
        let wholeSecond = common.count == graph.terms[Int(pair.second)].count
        if wholeFirst {
            // second = first / ratio + what is left.
            remove(common, from: pair.second, &graph)
            insert(pair.first, graph.coefficients.quotient(1, pair.ratio), into: pair.second, &graph)
            enqueuePairs(with: pair.second, over: [pair.first], &graph)
        } else if wholeSecond {
            remove(common, from: pair.first, &graph)
            insert(pair.second, pair.ratio, into: pair.first, &graph)
            enqueuePairs(with: pair.first, over: [pair.second], &graph)
        } else {
            let sign: Int32 = common[0].weight < 0 ? -1 : 1
            let part = graph.append(
                .sum, common.map { ArithmeticGraph.Term(node: $0.node, weight: $0.weight * sign) })
            columns.append([])
            marks.append(0)
            remove(common, from: pair.first, &graph)
            remove(common, from: pair.second, &graph)
            insert(part, sign, into: pair.first, &graph)
            insert(part, graph.coefficients.quotient(sign, pair.ratio), into: pair.second, &graph)
            for term in common { columns[Int(term.node)].append(part) }
            enqueuePairs(with: part, over: common.map(\.node), &graph)
        }
    }

    private mutating func remove(
        _ common: [ArithmeticGraph.Term], from row: Int32, _ graph: inout ArithmeticGraph
    ) {
        for term in common {
            marks[Int(term.node)] = 1
            columns[Int(term.node)].removeAll { $0 == row }
        }
        graph.rewrite(row, graph.terms[Int(row)].filter { marks[Int($0.node)] == 0 })
        for term in common { marks[Int(term.node)] = 0 }
    }

    private mutating func insert(_ node: Int32, _ weight: Int32, into row: Int32, _ graph: inout ArithmeticGraph) {
        var terms = graph.terms[Int(row)]
        if let position = terms.firstIndex(where: { $0.node == node }) {
            terms[position].weight = graph.coefficients.sum(terms[position].weight, weight)
            if terms[position].weight == 0 {
                terms.remove(at: position)
                columns[Int(node)].removeAll { $0 == row }
            }
        } else {
            terms.append(ArithmeticGraph.Term(node: node, weight: weight))
            columns[Int(node)].append(row)
        }
        graph.rewrite(row, terms)
    }

    /// Pairs of `row` with the other sums that have some of `nodes`.
    private mutating func enqueuePairs(with row: Int32, over nodes: [Int32], _ graph: inout ArithmeticGraph) {
        var keys: [(UInt64, Int32)] = []
        for node in nodes {
            let own = weight(of: node, in: row, graph)
            if own == 0 { continue }
            for other in columns[Int(node)].suffix(SumSharing.window) where other != row {
                appendPair(row, own, other, weight(of: node, in: other, graph), to: &keys, &graph)
            }
        }
        enqueue(&keys)
    }
}
