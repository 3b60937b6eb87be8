import Arithmetic
import EGraphs

/// Terms under construction, hash-consed in the e-graph's term store: the linear-time way to build large expressions.
public struct ExpressionGraph: ~Copyable {
    private var store = TermStore()
    private var payloads: [Expression.Payload] = []
    private var payloadIndex: [Expression.Payload: UInt32] = [:]

    /// An empty graph.
    public init() {}

    /// The number of distinct terms.
    public var count: Int { store.count }

    /// The numeral `value`.
    public mutating func numeral(_ value: Rational) -> EClassID { leaf(.numeral(value)) }

    /// The symbol `name`.
    public mutating func symbol(_ name: String) -> EClassID { leaf(.symbol(name)) }

    /// The text literal `text`.
    public mutating func text(_ text: String) -> EClassID { leaf(.text(text)) }

    private mutating func leaf(_ payload: Expression.Payload) -> EClassID {
        if let index = payloadIndex[payload] { return store.add(Operator.payloadBase + index) }
        let index = UInt32(payloads.count)
        payloads.append(payload)
        payloadIndex[payload] = index
        return store.add(Operator.payloadBase + index)
    }

    /// The value of a term that is a numeral.
    public func numeral(of id: EClassID) -> Rational? {
        let label = store.label(of: id)
        guard label >= Operator.payloadBase, case .numeral(let value) = payloads[Int(label - Operator.payloadBase)]
        else { return nil }
        return value
    }

    /// The name of a term that is a symbol.
    public func symbolName(of id: EClassID) -> String? {
        let label = store.label(of: id)
        guard label >= Operator.payloadBase, case .symbol(let name) = payloads[Int(label - Operator.payloadBase)]
        else { return nil }
        return name
    }

    /// The factors of a term that is a product.
    func factors(of id: EClassID) -> [EClassID]? {
        store.label(of: id) == Operator.multiply.rawValue ? store.children(of: id) : nil
    }

    /// The term op(children…), canonical: the negative of a numeral and the quotient of two numerals (the divisor not 0)
    /// are numerals, so that `-3` and `1/2` are one node however they were written; `pcf(a, b, n)` is `pcf(a, b)`.
    public mutating func apply(_ op: Operator, _ children: [EClassID]) -> EClassID {
        switch op {
        case .negate:
            if let value = numeral(of: children[0]) { return numeral(-value) }
        case .divide:
            if let x = numeral(of: children[0]), let y = numeral(of: children[1]), !y.isZero { return numeral(x / y) }
        case .add, .multiply:
            if children.count == 1 { return children[0] }
        case .continuedFraction where children.count == 3 && symbolName(of: children[2]) == Binding.fixedName:
            return store.add(op.rawValue, [children[0], children[1]])
        default: break
        }
        return store.add(op.rawValue, children)
    }

    /// Adds a whole expression; its class.
    public mutating func insert(_ expression: Expression) -> EClassID {
        insertAll(expression, through: expression.nodes.count - 1)[expression.nodes.count - 1]
    }

    /// The classes of nodes 0 … `last` of an expression.
    mutating func insertAll(_ expression: Expression, through last: Int) -> [EClassID] {
        var ids: [EClassID] = []
        ids.reserveCapacity(last + 1)
        for node in expression.nodes[...last] {
            if let payload = expression.payload(of: node) {
                ids.append(leaf(payload))
            } else {
                ids.append(store.add(node.label, node.children.map { ids[Int($0)] }))
            }
        }
        return ids
    }

    /// The expression with this root: canonical order, only what the root uses. Cost: linear in its size.
    public func expression(_ root: EClassID) -> Expression {
        var nodes: [Expression.Node] = []
        var used: [Expression.Payload] = []
        var position: [EClassID: UInt32] = [:]
        // Depth first with an explicit stack: the second visit of a term emits it.
        var stack: [(id: EClassID, expanded: Bool)] = [(root, false)]
        while let (id, expanded) = stack.popLast() {
            if position[id] != nil { continue }
            let children = store.children(of: id)
            if !expanded && !children.isEmpty {
                stack.append((id, true))
                for child in children.reversed() where position[child] == nil { stack.append((child, false)) }
                continue
            }
            let label = store.label(of: id)
            if label >= Operator.payloadBase {
                nodes.append(Expression.Node(label: Operator.payloadBase + UInt32(used.count), children: []))
                used.append(payloads[Int(label - Operator.payloadBase)])
            } else {
                nodes.append(Expression.Node(label: label, children: children.map { position[$0] ?? 0 }))
            }
            position[id] = UInt32(nodes.count - 1)
        }
        return Expression(nodes: nodes, payloads: used)
    }
}
