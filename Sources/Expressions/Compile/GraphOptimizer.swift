/// The order of the rewritings of a graph before it is emitted.
enum GraphOptimizer {
    /// The largest number of rounds of sharing and factoring.
    private static let largestRounds = 8

    static func run(on graph: inout ArithmeticGraph) {
        for round in 0..<largestRounds {
            let hasShared = SumSharing.run(on: &graph)
            if round > 0 && !hasShared { break }
            if !Factoring.run(on: &graph) { break }
        }
        attachCoefficients(&graph)
        ProductSharing.run(on: &graph)
    }

    /// Makes coefficients other than ±1 constant factors of products, so that c·x in two sums is computed once, and c·x
    /// in c·x·y and c·x·z, too.
    private static func attachCoefficients(_ graph: inout ArithmeticGraph) {
        let uses = graph.useCounts()
        for node in 0..<graph.count where graph.kinds[node] == .sum && uses[node] > 0 {
            var terms = graph.terms[node]
            for i in terms.indices {
                let magnitude = abs(terms[i].weight)
                if magnitude == 1 { continue }
                let constant = graph.intern(.constant, payload: magnitude, [])
                let sign: Int32 = terms[i].weight < 0 ? -1 : 1
                if terms[i].node == ArithmeticGraph.unit {
                    terms[i] = ArithmeticGraph.Term(node: constant, weight: sign)
                    continue
                }
                let isFree = graph.kinds[Int(terms[i].node)] == .product && uses[Int(terms[i].node)] == 1
                let factors =
                    isFree ? graph.terms[Int(terms[i].node)] : [ArithmeticGraph.Term(node: terms[i].node, weight: 1)]
                let product = graph.intern(.product, [ArithmeticGraph.Term(node: constant, weight: 1)] + factors)
                terms[i] = ArithmeticGraph.Term(node: product, weight: sign)
            }
            graph.rewrite(Int32(node), terms)
        }
    }
}
