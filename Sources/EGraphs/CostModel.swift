/// What a term costs: a table with the own cost of every operator. The costs of the arguments are added.
///
/// In tree cost an argument counts as often as it occurs, in DAG cost equal subterms count once. Sums that do not fit
/// stay at `CostModel.largest`.
public struct CostModel: Sendable {
    /// The own cost of an operator that must not occur in a result.
    public static let forbidden = UInt64.max
    /// The largest cost of a term; larger ones count as this.
    public static let largest = UInt64.max - 1

    /// The own cost of operators with arguments that are not in the table.
    public var operatorCost: UInt64
    /// The own cost of leaves that are not in the table and that `leafCost` does not know.
    public var defaultLeafCost: UInt64
    /// The own cost of a leaf by its name; nil where it is `defaultLeafCost`.
    public var leafCost: (@Sendable (String) -> UInt64?)?

    private var table: [EGraph.Symbol: UInt64] = [:]
    private var variadic: [String: Variadic] = [:]

    private struct Variadic {
        let first: UInt64
        let further: UInt64
    }

    /// A model without a table.
    public init(
        operatorCost: UInt64 = 1, defaultLeafCost: UInt64 = 1, leafCost: (@Sendable (String) -> UInt64?)? = nil
    ) {
        self.operatorCost = operatorCost
        self.defaultLeafCost = defaultLeafCost
        self.leafCost = leafCost
    }

    /// The number of nodes: every operator and every leaf costs 1.
    public static let descriptionLength = CostModel()

    /// The number of operations: every operator with arguments costs 1, leaves cost nothing.
    public static let operationCount = CostModel(operatorCost: 1, defaultLeafCost: 0)

    /// The own cost of the operator with this name and number of arguments; leaves are operators with none.
    public subscript(name: String, arity: Int) -> UInt64 {
        get {
            if let cost = table[EGraph.Symbol(name: name, arity: arity)] { return cost }
            if arity == 0 { return leafCost?(name) ?? defaultLeafCost }
            guard let rule = variadic[name] else { return operatorCost }
            if rule.first == CostModel.forbidden || rule.further == CostModel.forbidden { return CostModel.forbidden }
            let (product, overflow) = rule.further.multipliedReportingOverflow(by: UInt64(arity - 1))
            return CostModel.sum(rule.first, overflow ? CostModel.largest : product)
        }
        set { table[EGraph.Symbol(name: name, arity: arity)] = newValue }
    }

    /// Makes an operator of any positive number n of arguments cost first + further·(n − 1), unless the table knows it
    /// with n arguments: a sum of n terms takes n − 1 additions.
    public mutating func setCost(ofVariadic name: String, first: UInt64, further: UInt64) {
        variadic[name] = Variadic(first: first, further: further)
    }

    /// The own cost of every operator of a graph, by label.
    func costs(_ graph: borrowing EGraph) -> [UInt64] { graph.symbols.map { self[$0.name, $0.arity] } }

    /// x + y, at most `largest`.
    @inline(__always)
    static func sum(_ x: UInt64, _ y: UInt64) -> UInt64 {
        let (sum, overflow) = x.addingReportingOverflow(y)
        return overflow ? largest : min(sum, largest)
    }
}
