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
    private static let largestWork = 20_000_000

    private struct Pair {
        let first: Int32
        let second: Int32
        /// Weight in the first sum over weight in the second.
        let ratio: Int32
    }

    /// A sum that uses a node, and the weight there.
    private struct Cell {
        let row: Int32
        let weight: Int32
    }

    /// The sums that use each node.
    private var columns: [[Cell]]
    /// The weight of each node in the row that is being compared; 0 elsewhere.
    private var marks: [Int32]
    /// Pairs by the number of their common terms, an upper bound of it after other pairs were shared.
    private var buckets: [[Pair]] = []
    /// The bucket that the last pair came from.
    private var current = 0
    private var work = 0
    private var hasChanged = false

    /// Shares common parts of all sums that the outputs need; whether there were any.
    static func run(on graph: inout ArithmeticGraph) -> Bool {
        var pass = SumSharing(graph)
        pass.share(&graph)
        return pass.hasChanged
    }

    private init(_ graph: ArithmeticGraph) {
        columns = [[Cell]](repeating: [], count: graph.count)
        marks = [Int32](repeating: 0, count: graph.count)
        let uses = graph.useCounts()
        for node in 0..<graph.count where graph.kinds[node] == .sum && uses[node] > 0 && graph.terms[node].count > 1 {
            for term in graph.terms[node] {
                columns[Int(term.node)].append(Cell(row: Int32(node), weight: term.weight))
            }
        }
    }

    private mutating func share(_ graph: inout ArithmeticGraph) {
        var keys: [(UInt64, Int32)] = []
        for node in columns.indices { appendPairs(ofColumn: Int32(node), to: &keys, &graph) }
        enqueue(&keys)
        while let pair = next(), work < SumSharing.largestWork {
            let common = commonTerms(pair, &graph)
            if common.count < 2 { continue }
            if common.count < current {
                buckets[common.count].append(pair)
                continue
            }
            extract(common, pair, &graph)
            hasChanged = true
        }
    }

    // MARK: The queue

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
        let cells = columns[Int(node)]
        guard cells.count > 1 else { return }
        for i in 0..<(cells.count - 1) {
            for j in (i + 1)..<min(cells.count, i + 1 + SumSharing.window) {
                appendPair(cells[i], cells[j], to: &keys, &graph)
            }
        }
    }

    private func appendPair(
        _ x: Cell, _ y: Cell, to keys: inout [(UInt64, Int32)], _ graph: inout ArithmeticGraph
    ) {
        if x.row < y.row {
            keys.append((key(x.row, y.row), graph.coefficients.quotient(x.weight, y.weight)))
        } else if y.row < x.row {
            keys.append((key(y.row, x.row), graph.coefficients.quotient(y.weight, x.weight)))
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
        } else if wholeSecond {
            remove(common, from: pair.first, &graph)
            insert(pair.second, pair.ratio, into: pair.first, &graph)
        } else {
            let sign: Int32 = common[0].weight < 0 ? -1 : 1
            let terms = common.map { ArithmeticGraph.Term(node: $0.node, weight: $0.weight * sign) }
            let part = graph.append(.sum, terms)
            columns.append([])
            marks.append(0)
            remove(common, from: pair.first, &graph)
            remove(common, from: pair.second, &graph)
            insert(part, sign, into: pair.first, &graph)
            insert(part, graph.coefficients.quotient(sign, pair.ratio), into: pair.second, &graph)
            for term in terms { columns[Int(term.node)].append(Cell(row: part, weight: term.weight)) }
            enqueuePairs(with: part, over: terms, &graph)
        }
    }

    private mutating func remove(
        _ common: [ArithmeticGraph.Term], from row: Int32, _ graph: inout ArithmeticGraph
    ) {
        for term in common {
            marks[Int(term.node)] = 1
            work += columns[Int(term.node)].count
            columns[Int(term.node)].removeAll { $0.row == row }
        }
        graph.rewrite(row, graph.terms[Int(row)].filter { marks[Int($0.node)] == 0 })
        for term in common { marks[Int(term.node)] = 0 }
    }

    private mutating func insert(_ node: Int32, _ weight: Int32, into row: Int32, _ graph: inout ArithmeticGraph) {
        var terms = graph.terms[Int(row)]
        var total = weight
        if let position = terms.firstIndex(where: { $0.node == node }) {
            total = graph.coefficients.sum(terms[position].weight, weight)
            terms.remove(at: position)
            columns[Int(node)].removeAll { $0.row == row }
        }
        if total != 0 {
            terms.append(ArithmeticGraph.Term(node: node, weight: total))
            enqueuePairs(with: row, over: [ArithmeticGraph.Term(node: node, weight: total)], &graph)
            columns[Int(node)].append(Cell(row: row, weight: total))
        }
        graph.rewrite(row, terms)
    }

    /// Pairs of `row` with the other sums that have some of its terms.
    private mutating func enqueuePairs(
        with row: Int32, over terms: [ArithmeticGraph.Term], _ graph: inout ArithmeticGraph
    ) {
        var keys: [(UInt64, Int32)] = []
        for term in terms {
            for other in columns[Int(term.node)].suffix(SumSharing.window) {
                appendPair(Cell(row: row, weight: term.weight), other, to: &keys, &graph)
            }
        }
        enqueue(&keys)
    }
}
