/// Operators whose value is computed: what makes the right side of a rule dynamic.
///
/// A rule builds a term with such an operator, as `(successor ?n)`; when its arguments are known well enough, the function of
/// that name gives a node, and the two are united by the fact that the operator names. A function that gives nil is asked
/// again in every update, until it gives one.
public final class ComputedOperators: EClassAnalysis {
    /// What was computed: nodes of the classes of the arguments, whose terms show the value, and a node of the value.
    public typealias Result = (arguments: [EClassID], value: EClassID)

    /// Computes the value of an operator on classes, adding nodes as it needs them; nil when nothing can be said yet.
    public typealias Function = (_ arguments: [EClassID], _ graph: inout EGraph) -> Result?

    /// `computed operators`.
    public let name = "computed operators"
    /// Advances whenever a value was computed.
    public private(set) var version = 0
    private let functions: [EGraph.Symbol: Function]
    /// The nodes that have their value.
    private var isComputed: Set<UInt32> = []

    /// An analysis for operators, by name and number of arguments.
    public init(_ functions: [EGraph.Symbol: Function]) { self.functions = functions }

    /// Computes what is new. Cost: a pass over the nodes, and the functions.
    public func update(_ graph: inout EGraph) throws(Contradiction) -> Bool {
        var isChanged = false
        // Functions add nodes: those are looked at in the next update.
        for index in 0..<graph.addedCount where graph.isLive(index) {
            let node = EClassID(index: UInt32(truncatingIfNeeded: index))
            guard let function = functions[graph.symbol(of: node)] else { continue }
            if isComputed.contains(node.index) { continue }
            guard let result = function(graph.children(of: node), &graph) else { continue }
            isComputed.insert(node.index)
            // The same operator on terms that show the value, so that a proof can be checked term by term.
            let shown = graph.addExactly(graph.label(of: node), result.arguments)
            isComputed.insert(shown.index)
            if graph.union(shown, result.value, fact: graph.symbol(of: node).name) {
                version += 1
                isChanged = true
            }
        }
        return isChanged
    }
}
