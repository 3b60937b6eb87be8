import Arithmetic
import EGraphs

/// A term of the formula language: an immutable value.
///
/// It is a flat list of hash-consed nodes in topological order, children before parents, root last; equal subterms are
/// one node. The order is canonical (first visit, children from left to right), so two expressions are equal exactly
/// when their lists are. Copies share storage; expressions may be sent between threads.
public struct Expression: Sendable, Hashable {
    /// What a leaf stands for.
    enum Payload: Hashable, Sendable {
        case numeral(Rational)
        case symbol(String)
        case text(String)
    }

    /// One node: an operator or, from `Operator.payloadBase` on, an index into the payloads; and its children.
    struct Node: Hashable, Sendable {
        let label: UInt32
        let children: [UInt32]
    }

    /// Shared storage.
    final class Storage: Sendable {
        let nodes: [Node]
        let payloads: [Payload]

        init(nodes: [Node], payloads: [Payload]) {
            self.nodes = nodes
            self.payloads = payloads
        }
    }

    let storage: Storage

    init(nodes: [Node], payloads: [Payload]) { storage = Storage(nodes: nodes, payloads: payloads) }

    var nodes: [Node] { storage.nodes }

    func payload(of node: Node) -> Payload? {
        node.label >= Operator.payloadBase ? storage.payloads[Int(node.label - Operator.payloadBase)] : nil
    }

    /// The exact rational number `value`.
    public init(_ value: Rational) {
        self.init(nodes: [Node(label: Operator.payloadBase, children: [])], payloads: [.numeral(value)])
    }

    /// The integer `value`.
    public init(_ value: Int) { self.init(Rational(value)) }

    /// The symbol `name`: a variable, or a constant of the catalog.
    public init(symbol name: String) {
        self.init(nodes: [Node(label: Operator.payloadBase, children: [])], payloads: [.symbol(name)])
    }

    /// The term op(arguments…), in canonical form. Cost: linear in the size of the arguments.
    public init(_ op: Operator, _ arguments: [Expression]) {
        var graph = ExpressionGraph()
        let children = arguments.map { graph.insert($0) }
        let root = graph.apply(op, children)
        self = graph.expression(root)
    }

    /// The operator at the root; nil for a leaf.
    public var head: Operator? { nodes.last.flatMap { Operator(rawValue: $0.label) } }

    /// The value, when this is a numeral.
    public var numeral: Rational? {
        if let root = nodes.last, case .numeral(let value) = payload(of: root) { return value }
        return nil
    }

    /// The name, when this is a symbol.
    public var symbolName: String? {
        if let root = nodes.last, case .symbol(let name) = payload(of: root) { return name }
        return nil
    }

    /// The arguments of the root operator. Cost: linear in the size of the term.
    public var arguments: [Expression] {
        guard let root = nodes.last else { return [] }
        return root.children.map { subterm(at: Int($0)) }
    }

    /// The subterm whose root is node `index`.
    func subterm(at index: Int) -> Expression {
        if let payload = payload(of: nodes[index]) {
            return Expression(nodes: [Node(label: Operator.payloadBase, children: [])], payloads: [payload])
        }
        var graph = ExpressionGraph()
        let ids = graph.insertAll(self, through: index)
        return graph.expression(ids[index])
    }

    /// The names of all symbols, bound ones included, in order of first appearance.
    public var symbols: [String] {
        storage.payloads.compactMap { if case .symbol(let name) = $0 { name } else { nil } }
    }

    /// Equal node lists and payloads.
    public static func == (a: Expression, b: Expression) -> Bool {
        a.storage === b.storage
            || (a.storage.nodes == b.storage.nodes && a.storage.payloads == b.storage.payloads)
    }

    /// Feeds the node list.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(storage.nodes)
        hasher.combine(storage.payloads)
    }
}

extension Expression {
    /// x + y.
    public static func + (x: Expression, y: Expression) -> Expression { Expression(.add, [x, y]) }
    /// x − y, that is x + (−y).
    public static func - (x: Expression, y: Expression) -> Expression { Expression(.add, [x, -y]) }
    /// x · y.
    public static func * (x: Expression, y: Expression) -> Expression { Expression(.multiply, [x, y]) }
    /// x / y.
    public static func / (x: Expression, y: Expression) -> Expression { Expression(.divide, [x, y]) }
    /// −x.
    public static prefix func - (x: Expression) -> Expression { Expression(.negate, [x]) }
    /// x ^ y.
    public func power(_ exponent: Expression) -> Expression { Expression(.power, [self, exponent]) }

    /// The polynomial with rational coefficients as a term in `variable`, highest degree first.
    public init(_ polynomial: Polynomial<Rational>, variable: String) {
        let x = Expression(symbol: variable)
        var terms: [Expression] = []
        for (i, coefficient) in polynomial.coefficients.enumerated().reversed() where !coefficient.isZero {
            let power = i == 0 ? nil : (i == 1 ? x : x.power(Expression(i)))
            guard let power else {
                terms.append(Expression(coefficient))
                continue
            }
            switch (coefficient.magnitude == 1, coefficient.signum() < 0) {
            case (true, false): terms.append(power)
            case (true, true): terms.append(-power)
            case (false, false): terms.append(Expression(coefficient) * power)
            // As the parser reads `a − 2x` after the first term, and `−2x` as the first.
            case (false, true):
                terms.append(
                    terms.isEmpty ? Expression(coefficient) * power : -(Expression(coefficient.magnitude) * power))
            }
        }
        switch terms.count {
        case 0: self.init(0)
        case 1: self = terms[0]
        default: self.init(.add, terms)
        }
    }

    /// The polynomial with integer coefficients as a term in `variable`, highest degree first.
    public init(_ polynomial: Polynomial<Integer>, variable: String) {
        self.init(Polynomial<Rational>(polynomial.coefficients.map { Rational($0) }), variable: variable)
    }
}
