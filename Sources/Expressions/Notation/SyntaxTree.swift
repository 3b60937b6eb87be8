import Arithmetic

/// What a parser read, before names have a meaning: a flat tree, children before parents.
///
/// All notations are parsed to this form; `SyntaxReader` then gives it its meaning. Flat, because a quotient
/// a/b/c/… may be nested as deep as the input is long.
struct SyntaxTree: Sendable {
    enum Kind: Hashable, Sendable {
        case number(Rational)
        case name(String)
        case text(String)
        /// A place in a pattern, from 1 on.
        case hole(Int)
        case operation(Operator)
        case call(String)
        case list
        /// Parentheses or braces around one term.
        case group
        /// `x -> y`.
        case arrow
        /// `x = y` as an argument.
        case equation
        /// The value of a call, called: `f(x)(y)`; the function is the first child.
        case apply
    }

    struct Node: Sendable {
        let kind: Kind
        let children: [Int]
        let column: Int
    }

    private(set) var nodes: [Node] = []

    mutating func append(_ kind: Kind, _ children: [Int] = [], at column: Int) -> Int {
        nodes.append(Node(kind: kind, children: children, column: column))
        return nodes.count - 1
    }

    /// The sum or product of the children; a single one stands for itself.
    mutating func fold(_ op: Operator, _ children: [Int], at column: Int) -> Int {
        children.count == 1 ? children[0] : append(.operation(op), children, at: column)
    }

    subscript(index: Int) -> Node { nodes[index] }

    /// The node inside any parentheses.
    func ungrouped(_ index: Int) -> Int {
        var index = index
        while case .group = nodes[index].kind { index = nodes[index].children[0] }
        return index
    }
}
