/// Common parts of products: the pair of factors that most products have is multiplied once; then again, pairs with the
/// new factor competing, too, until no pair is in two products.
///
/// The number of products that have a pair is recounted when its turn comes. Cost: about the number of pairs of factors
/// in one product, summed over the products; of long products only neighbouring factors are paired.
struct ProductSharing {
    /// Factors of one product are paired when they are this near in it.
    private static let window = 24
    /// An upper bound of the factors looked at, so that huge dense systems end.
    private static let largestWork = 10_000_000

    private struct Pair {
        let first: Int32
        let second: Int32
        let products: [Int32]
    }

    /// Pairs by the number of products that have them.
    private var buckets: [[Pair]] = []
    private var work = 0

    /// Shares common parts of all products that the outputs need.
    static func run(on graph: inout ArithmeticGraph) {
        var pass = ProductSharing()
        let uses = graph.useCounts()
        var keys: [(UInt64, Int32)] = []
        for node in 0..<graph.count where graph.kinds[node] == .product && uses[node] > 0 {
            pass.appendPairs(of: Int32(node), to: &keys, graph)
        }
        pass.enqueue(&keys)
        while pass.work < largestWork, let pair = pass.next() { pass.share(pair, &graph) }
    }

    private mutating func next() -> Pair? {
        while let last = buckets.last {
            if let pair = last.last {
                buckets[buckets.count - 1].removeLast()
                return pair
            }
            buckets.removeLast()
        }
        return nil
    }

    private func key(_ x: Int32, _ y: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: min(x, y))) << 32 | UInt64(UInt32(bitPattern: max(x, y)))
    }

    private func appendPairs(
        of product: Int32, to keys: inout [(UInt64, Int32)], _ graph: ArithmeticGraph
    ) {
        let factors = graph.terms[Int(product)]
        // A power alone is left to its addition chain.
        guard factors.count > 1 else { return }
        for i in factors.indices {
            if factors[i].weight > 1 { keys.append((key(factors[i].node, factors[i].node), product)) }
            for j in (i + 1)..<max(i + 1, min(factors.count, i + 1 + ProductSharing.window)) {
                keys.append((key(factors[i].node, factors[j].node), product))
            }
        }
    }

    private mutating func enqueue(_ keys: inout [(UInt64, Int32)]) {
        keys.sort { $0.0 != $1.0 ? $0.0 > $1.0 : $0.1 < $1.1 }
        var start = 0
        while start < keys.count {
            var end = start + 1
            while end < keys.count && keys[end].0 == keys[start].0 { end += 1 }
            if end - start > 1 {
                let pair = keys[start].0
                insert(
                    Pair(
                        first: Int32(truncatingIfNeeded: pair >> 32), second: Int32(truncatingIfNeeded: pair),
                        products: keys[start..<end].map(\.1)))
            }
            start = end
        }
    }

    private mutating func insert(_ pair: Pair) {
        while buckets.count <= pair.products.count { buckets.append([]) }
        buckets[pair.products.count].append(pair)
    }

    private func multiplicity(of pair: Pair, in product: Int32, _ graph: ArithmeticGraph) -> Int32 {
        var first: Int32 = 0
        var second: Int32 = 0
        for factor in graph.terms[Int(product)] {
            if factor.node == pair.first { first = factor.weight }
            if factor.node == pair.second { second = factor.weight }
        }
        return pair.first == pair.second ? first / 2 : min(first, second)
    }

    private mutating func share(_ pair: Pair, _ graph: inout ArithmeticGraph) {
        for product in pair.products { work += graph.terms[Int(product)].count }
        let products = pair.products.filter { multiplicity(of: pair, in: $0, graph) > 0 }
        if products.count < 2 { return }
        if products.count < pair.products.count {
            insert(Pair(first: pair.first, second: pair.second, products: products))
            return
        }
        let factors =
            pair.first == pair.second
            ? [ArithmeticGraph.Term(node: pair.first, weight: 2)]
            : [
                ArithmeticGraph.Term(node: pair.first, weight: 1), ArithmeticGraph.Term(node: pair.second, weight: 1),
            ]
        let part = graph.intern(.product, factors)
        var keys: [(UInt64, Int32)] = []
        for product in products where product != part {
            let times = multiplicity(of: pair, in: product, graph)
            var rest = graph.terms[Int(product)]
            for i in rest.indices {
                if rest[i].node == pair.first { rest[i].weight -= times }
                if rest[i].node == pair.second { rest[i].weight -= times }
            }
            rest.removeAll { $0.weight == 0 }
            if let position = rest.firstIndex(where: { $0.node == part }) {
                rest[position].weight += times
            } else {
                rest.append(ArithmeticGraph.Term(node: part, weight: times))
            }
            graph.rewrite(product, rest)
            for factor in rest where factor.node != part { keys.append((key(factor.node, part), product)) }
            if times > 1 && rest.count > 1 { keys.append((key(part, part), product)) }
        }
        enqueue(&keys)
    }
}
