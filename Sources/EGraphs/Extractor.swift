/// How terms are chosen from an e-graph.
public enum ExtractionMethod: Hashable, Sendable {
    /// Least tree cost, which is found exactly.
    case tree
    /// Low DAG cost by a greedy search that is then improved locally; never above that of the choice of least tree
    /// cost.
    case greedyDAG
    /// Least DAG cost by branch and bound; the best that is known when so many nodes of the search tree were explored
    /// or so many seconds have passed.
    case exactDAG(explored: Int, seconds: Double)
}

/// Why no term was extracted.
public enum ExtractionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Every term of the class has a forbidden operator.
    case noTerm(EClassID)

    /// One line.
    public var description: String {
        switch self {
        case .noTerm(let id): "the class of \(id) has no term without forbidden operators"
        }
    }
}

/// Chooses cheap terms from the classes of an e-graph.
///
/// It knows the least tree cost of every class. It belongs to one state of one graph, which is passed to every
/// method: a graph that was changed needs a new extractor.
public struct Extractor: ~Copyable {
    let index: ClassIndex
    let ownCosts: [UInt64]
    let trees: TreeChoice
    private let state: (added: Int, unions: Int)

    /// Computes the least tree cost of every class of a graph. Cost: O(n log n) for n nodes and children, in practice
    /// linear.
    public init(_ graph: borrowing EGraph, cost: CostModel = .descriptionLength) {
        index = ClassIndex(graph)
        ownCosts = cost.costs(graph)
        trees = TreeChoice(graph, index, ownCosts)
        state = (graph.addedCount, graph.unionCount)
    }

    private func check(_ graph: borrowing EGraph) {
        precondition(
            state.added == graph.addedCount && state.unions == graph.unionCount,
            "an extractor is used with the graph that it was made for, unchanged")
    }

    /// The least tree cost of a class; nil when all its terms have forbidden operators. Cost: constant.
    public func treeCost(of id: EClassID, in graph: borrowing EGraph) -> UInt64? {
        check(graph)
        let cost = trees.costs[Int(graph.find(id.index))]
        return cost == CostModel.forbidden ? nil : cost
    }

    /// The classes all of whose terms have forbidden operators, ascending. Cost: linear in the nodes.
    public func classesWithoutTerm(in graph: borrowing EGraph) -> [EClassID] {
        check(graph)
        var result: [EClassID] = []
        for i in 0..<graph.addedCount where trees.nodes[i] == TreeChoice.none {
            let id = EClassID(index: UInt32(i))
            if graph.find(id) == id { result.append(id) }
        }
        return result
    }

    /// Chooses terms for some classes together, with shared subterms. Everything is deterministic, but for the
    /// seconds of the exact method.
    ///
    /// Cost: linear in the graph and the result for tree cost; the greedy search looks at each node again whenever a
    /// child became cheaper, and takes up to half a gigabyte; the exact method is exponential up to its limits.
    /// - Throws: `ExtractionError.noTerm` for the first class that has no term without forbidden operators.
    public func extract(
        _ roots: [EClassID], from graph: borrowing EGraph, by method: ExtractionMethod = .greedyDAG
    ) throws(ExtractionError) -> ExtractedTerm {
        check(graph)
        for root in roots where trees.nodes[Int(graph.find(root.index))] == TreeChoice.none { throw .noTerm(root) }
        var best = ExtractedTerm(roots, trees.nodes, graph, ownCosts)
        if case .tree = method {
            best.isOptimal = true
            return best
        }
        let problem = ExtractionProblem(roots, graph, index, trees, ownCosts)
        let improved = LocalImprovement(problem, from: GreedyChoice(problem).nodes)
        let greedy = problem.term(improved.nodes, roots, trees, graph, ownCosts)
        if greedy.dagCost < best.dagCost { best = greedy }
        if case .exactDAG(let explored, let seconds) = method {
            var search = ExactSearch(problem, upperBound: best.dagCost)
            best.isOptimal = search.run(problem, explored: explored, seconds: seconds)
            if search.hasSolution {
                best = problem.term(search.best, roots, trees, graph, ownCosts)
                best.isOptimal = search.isComplete
            }
        }
        return best
    }
}

extension EGraph {
    /// The cheapest term of one class as far as the method goes; see `Extractor`, which several calls can share.
    ///
    /// - Throws: `ExtractionError.noTerm` when every term of the class has a forbidden operator.
    public func extract(
        _ root: EClassID, cost: CostModel = .descriptionLength, by method: ExtractionMethod = .greedyDAG
    ) throws(ExtractionError) -> ExtractedTerm {
        try Extractor(self, cost: cost).extract([root], from: self, by: method)
    }
}
