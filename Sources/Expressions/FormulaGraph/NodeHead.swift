import Arithmetic
import EGraphs

/// What a node of a formula graph is, read from the operator that names it in the e-graph.
///
/// Sums and products carry their coefficients and exponents in the head, so that a node's children are classes only:
/// `sum([2, -1])` of x and y is 2x − y, `product([2, 1/2])` of x and y is x²·√y.
enum NodeHead: Hashable, Sendable {
    case numeral(Rational)
    case symbol(String)
    case text(String)
    /// Σ wᵢ·xᵢ with these weights; the constant is the weight of the numeral 1.
    case sum([Rational])
    /// Π xᵢ^eᵢ with these exponents.
    case product([Rational])
    /// Any other operator.
    case function(Operator)

    /// The name in the e-graph, one for each head (with the number of children).
    var name: String {
        switch self {
        case .numeral(let value): value.description
        case .symbol(let name): name
        case .text(let text): "\"\(text)\""
        case .sum(let weights): "+[\(weights.map(\.description).joined(separator: ","))]"
        case .product(let exponents): "*[\(exponents.map(\.description).joined(separator: ","))]"
        case .function(let op): "\(op)"
        }
    }
}

/// The heads of a formula graph by label and back.
final class HeadTable {
    private var heads: [NodeHead?] = []
    private var labels: [Key: UInt32] = [:]

    private struct Key: Hashable {
        let head: NodeHead
        let arity: Int
    }

    /// The label of a head, made in the e-graph when it is new.
    func label(_ head: NodeHead, arity: Int, in graph: inout EGraph) -> UInt32 {
        let key = Key(head: head, arity: arity)
        if let label = labels[key] { return label }
        let label = graph.label(head.name, arity: arity)
        while heads.count <= Int(label) { heads.append(nil) }
        heads[Int(label)] = head
        labels[key] = label
        return label
    }

    /// The head with this label.
    subscript(label: UInt32) -> NodeHead {
        Int(label) < heads.count ? heads[Int(label)] ?? .text("") : .text("")
    }
}
