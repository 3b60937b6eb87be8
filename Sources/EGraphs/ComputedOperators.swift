/// Operators whose value is computed: what makes the right side of a rule dynamic.
///
/// A rule builds a term with such an operator, as `(successor ?n)`; when its arguments are known well enough, the function of
/// that name gives a node, and the two are united by the fact that the operator names. A function that gives nil is asked
/// again when one of the arguments' classes changed.
public final class ComputedOperators: EClassAnalysis {
    /// Computes the value of an operator on classes: a node, which it may add; nil when nothing can be said yet.
    public typealias Function = (_ arguments: [EClassID], _ graph: inout EGraph) -> EClassID?

    /// `computed operators`.
    public let name = "computed operators"
    /// Advances whenever a value was computed.
    public private(set) var version = 0
    private let functions: [EGraph.Symbol: Function]
    /// The classes of arguments with which a node was asked last.
    private var asked: [UInt32: [EClassID]] = [:]

    /// An analysis for operators, by name and number of arguments.
    public init(_ functions: [EGraph.Symbol: Function]) { self.functions = functions }

    /// Computes what is new. Cost: a pass over the nodes, and the functions.
    public func update(_ graph: inout EGraph) throws(Contradiction) -> Bool {
        var isChanged = false
        // Functions add nodes: those are looked at in the next update.
        for index in 0..<graph.addedCount where graph.isLive(index) {
            let node = EClassID(index: UInt32(truncatingIfNeeded: index))
            guard let function = functions[graph.symbol(of: node)] else { continue }
            let arguments = graph.children(of: node)
            if asked[node.index] == arguments { continue }
            asked[node.index] = arguments
            guard let value = function(arguments, &graph) else { continue }
            if graph.union(node, value, fact: graph.symbol(of: node).name) {
                version += 1
                isChanged = true
            }
        }
        return isChanged
    }
}
