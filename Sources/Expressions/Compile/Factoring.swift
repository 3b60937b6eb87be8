/// Distributivity from right to left: a·x + b·x becomes (a + b)·x where that saves multiplications.
///
/// In each sum the factor that most of its terms have is taken out by Horner's rule in that factor, again in what is
/// left, until no factor is in two terms (greedy multivariate Horner: Ceberio, Kreinovich, "Greedy algorithms for
/// optimizing multivariate Horner schemes", SIGSAM Bulletin 38, 2004). Only products that no other sum uses take part,
/// as the others must be computed anyway. Cost: linear in the terms for each factor taken out.
struct Factoring {
    private var uses: [Int32]
    /// How many terms have each node as a factor; zero between rows.
    private var counts: [Int32]
    private var hasChanged = false
    private var work = 0
    /// An upper bound of the terms looked at, so that huge dense systems end.
    private static let largestWork = 10_000_000

    /// Factors all sums of the graph; whether anything changed.
    static func run(on graph: inout ArithmeticGraph) -> Bool {
        var pass = Factoring(uses: graph.useCounts(), counts: [Int32](repeating: 0, count: graph.count))
        var node = 0
        // Sums that factoring makes come last and are done in turn.
        while node < graph.count {
            if graph.kinds[node] == .sum, pass.uses[node] > 0 {
                while pass.factorOnce(Int32(node), &graph) { pass.hasChanged = true }
            }
            node += 1
        }
        return pass.hasChanged
    }

    private mutating func factorOnce(_ row: Int32, _ graph: inout ArithmeticGraph) -> Bool {
        let terms = graph.terms[Int(row)]
        guard terms.count > 1, work < Factoring.largestWork else { return false }
        work += terms.count
        let factor = bestFactor(terms, graph)
        let magnitude = bestMagnitude(terms)
        guard max(factor.count, magnitude.count) >= 2 else { return false }
        if magnitude.count >= factor.count {
            takeOut(magnitude: magnitude.value, of: row, terms, &graph)
        } else {
            takeOut(factor: factor.node, of: row, terms, &graph)
        }
        return true
    }

    private func isFree(_ term: ArithmeticGraph.Term, _ graph: ArithmeticGraph) -> Bool {
        graph.kinds[Int(term.node)] == .product && uses[Int(term.node)] == 1
    }

    /// The factor in most terms, the smallest of several. A lone factor counts when its coefficient costs a product.
    private mutating func bestFactor(
        _ terms: [ArithmeticGraph.Term], _ graph: ArithmeticGraph
    ) -> (node: Int32, count: Int32) {
        var best: (node: Int32, count: Int32) = (0, 0)
        func consider(_ node: Int32, _ count: Int32) {
            if count > best.count || (count == best.count && node < best.node) { best = (node, count) }
        }
        for term in terms where isFree(term, graph) {
            for factor in graph.terms[Int(term.node)] {
                counts[Int(factor.node)] += 1
                consider(factor.node, counts[Int(factor.node)])
            }
        }
        for term in terms where counts[Int(term.node)] > 0 && abs(term.weight) != 1 {
            consider(term.node, counts[Int(term.node)] + 1)
        }
        for term in terms where isFree(term, graph) {
            for factor in graph.terms[Int(term.node)] { counts[Int(factor.node)] = 0 }
        }
        return best
    }

    private func bestMagnitude(_ terms: [ArithmeticGraph.Term]) -> (value: Int32, count: Int32) {
        let magnitudes = terms.filter { abs($0.weight) != 1 && $0.node != ArithmeticGraph.unit }.map { abs($0.weight) }
        guard magnitudes.count > 1 else { return (1, 0) }
        var best: (value: Int32, count: Int32) = (1, 0)
        var run: Int32 = 0
        var previous: Int32 = 0
        for magnitude in magnitudes.sorted() {
            run = magnitude == previous ? run + 1 : 1
            previous = magnitude
            if run > best.count { best = (magnitude, run) }
        }
        return best
    }

    private mutating func takeOut(
        magnitude: Int32, of row: Int32, _ terms: [ArithmeticGraph.Term], _ graph: inout ArithmeticGraph
    ) {
        let inside = terms.filter { abs($0.weight) == magnitude }
        let outside = terms.filter { abs($0.weight) != magnitude }
        let sum = graph.sum(inside.map { ArithmeticGraph.Term(node: $0.node, weight: $0.weight < 0 ? -1 : 1) })
        replace(
            row, outside, with: ArithmeticGraph.Scaled(coefficient: sum.coefficient * magnitude, node: sum.node), &graph
        )
    }

    /// Horner's rule in `factor` for the terms that have it.
    private mutating func takeOut(
        factor: Int32, of row: Int32, _ terms: [ArithmeticGraph.Term], _ graph: inout ArithmeticGraph
    ) {
        var outside: [ArithmeticGraph.Term] = []
        var inside: [(exponent: Int32, rest: ArithmeticGraph.Term)] = []
        for term in terms {
            if term.node == factor {
                inside.append((1, ArithmeticGraph.Term(node: ArithmeticGraph.unit, weight: term.weight)))
            } else if isFree(term, graph),
                let position = graph.terms[Int(term.node)].firstIndex(where: { $0.node == factor })
            {
                var factors = graph.terms[Int(term.node)]
                let exponent = factors.remove(at: position).weight
                let rest = factors.isEmpty ? ArithmeticGraph.unit : graph.monomial(factors)
                use(rest, graph)
                inside.append((exponent, ArithmeticGraph.Term(node: rest, weight: term.weight)))
            } else {
                outside.append(term)
            }
        }
        // From the highest power down; equal powers keep their order.
        inside.sort { $0.exponent > $1.exponent }
        var addends: [ArithmeticGraph.Term] = []
        var value = ArithmeticGraph.Scaled(coefficient: 0, node: ArithmeticGraph.unit)
        for (i, term) in inside.enumerated() {
            addends.append(term.rest)
            let lower = i + 1 < inside.count ? inside[i + 1].exponent : 0
            if lower == term.exponent { continue }
            let sum = graph.sum(addends)
            use(sum.node, graph)
            value = graph.product(
                sum.coefficient,
                [
                    ArithmeticGraph.Term(node: sum.node, weight: 1),
                    ArithmeticGraph.Term(node: factor, weight: term.exponent - lower),
                ])
            if lower > 0 { use(value.node, graph) }
            addends = [ArithmeticGraph.Term(node: value.node, weight: value.coefficient)]
        }
        replace(row, outside, with: value, &graph)
    }

    private mutating func replace(
        _ row: Int32, _ outside: [ArithmeticGraph.Term], with value: ArithmeticGraph.Scaled,
        _ graph: inout ArithmeticGraph
    ) {
        use(value.node, graph)
        var terms = outside
        if let position = terms.firstIndex(where: { $0.node == value.node }) {
            terms[position].weight = graph.coefficients.sum(terms[position].weight, value.coefficient)
            if terms[position].weight == 0 { terms.remove(at: position) }
        } else {
            terms.append(ArithmeticGraph.Term(node: value.node, weight: value.coefficient))
        }
        graph.rewrite(row, terms)
    }

    /// Counts a use of a node that may be new.
    private mutating func use(_ node: Int32, _ graph: ArithmeticGraph) {
        while uses.count < graph.count {
            uses.append(0)
            counts.append(0)
        }
        uses[Int(node)] += 1
    }
}
