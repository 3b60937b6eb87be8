/// States of an e-graph to which it can return: `push` keeps the present one, `pop` goes back to the last one kept.
///
///     var stack = EGraphStack()
///     stack.push(graph)
///     graph.union(x, y)          // suppose that x = y
///     graph.rebuild()
///     …
///     stack.pop(&graph)          // x = y is forgotten
public struct EGraphStack: ~Copyable {
    /// A graph that can be an element of an array.
    private final class State {
        var graph: EGraph?

        init(_ graph: consuming EGraph) { self.graph = consume graph }
    }

    private var states: [State] = []

    /// An empty stack.
    public init() {}

    /// The number of states that are kept.
    public var depth: Int { states.count }

    /// Keeps the present state. Cost: a copy of the graph (`EGraph.copy`), in time and memory.
    public mutating func push(_ graph: borrowing EGraph) { states.append(State(graph.copy())) }

    /// Brings a graph back to the state that was kept last; false when none is left, and nothing changes.
    ///
    /// Nodes, classes and reasons are those of that time; identifiers that are younger must not be used any more. Names
    /// of operators and rules that came later stay known, without nodes, so that everything compiled stays valid. When
    /// the graph was rebuilt since, all nodes count as new, so that a `Saturation` that saw the forgotten state finds
    /// again what it drew from it. An analysis that was updated since knows what holds in the forgotten state only: it
    /// must be replaced by a new one. Cost: constant, or linear in the nodes when it was rebuilt since.
    @discardableResult
    public mutating func pop(_ graph: inout EGraph) -> Bool {
        guard let state = states.popLast(), var kept = state.graph.take() else { return false }
        kept.adoptVocabulary(of: graph)
        if graph.clock != kept.clock { kept.renewStamps(after: graph.clock) }
        graph = kept
        return true
    }
}
