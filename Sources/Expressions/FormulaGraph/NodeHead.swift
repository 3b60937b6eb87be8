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
        case .sum(let weights): "+[\(NodeHead.list(weights))]"
        case .product(let exponents): "*[\(NodeHead.list(exponents))]"
        case .function(let op): "\(op)"
        }
    }

    private static func list(_ numbers: [Rational]) -> String {
        var text = ""
        for number in numbers {
            if !text.isEmpty { text += "," }
            // Most are 1.
            if number == 1 { text += "1" } else { text += number.description }
        }
        return text
    }

    /// Whether the head is neither a numeral nor a sum.
    var isPlainTerm: Bool {
        switch self {
        case .numeral, .sum: false
        default: true
        }
    }

    /// Feeds one word for a list of numbers: hashing each number as such would cost more than building the list.
    func hash(into hasher: inout Hasher) {
        switch self {
        case .numeral(let value): hasher.combine(value)
        case .symbol(let name): hasher.combine(name)
        case .text(let text):
            hasher.combine(0)
            hasher.combine(text)
        case .sum(let weights): hasher.combine(NodeHead.digest(weights, 1))
        case .product(let exponents): hasher.combine(NodeHead.digest(exponents, 2))
        case .function(let op): hasher.combine(op)
        }
    }

    /// Numbers beyond a machine word count as 0.
    private static func digest(_ numbers: [Rational], _ seed: UInt) -> UInt {
        var digest = seed
        for number in numbers {
            let (p, q) = (number.numerator.asInt ?? 0, number.denominator.asInt ?? 0)
            digest = (digest ^ UInt(bitPattern: p)) &* 0x9E37_79B9_7F4A_7C15
            digest = (digest ^ (digest >> 29) ^ UInt(bitPattern: q)) &* 0xBF58_476D_1CE4_E5B9
            digest ^= digest >> 32
        }
        return digest
    }
}

/// The heads of a formula graph by label and back.
final class HeadTable {
    private var heads: [NodeHead?] = []
    private var plainTerms: [Bool] = []
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
        while heads.count <= Int(label) {
            heads.append(nil)
            plainTerms.append(true)
        }
        heads[Int(label)] = head
        plainTerms[Int(label)] = head.isPlainTerm
        labels[key] = label
        return label
    }

    /// The head with this label.
    subscript(label: UInt32) -> NodeHead {
        Int(label) < heads.count ? heads[Int(label)] ?? .text("") : .text("")
    }

    /// Whether the head with this label is neither a numeral nor a sum.
    func isPlainTerm(_ label: UInt32) -> Bool { Int(label) >= plainTerms.count || plainTerms[Int(label)] }
}
