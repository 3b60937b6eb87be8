/// An equation between two terms.
public struct Formula: Sendable, Hashable, CustomStringConvertible {
    /// The left side.
    public let left: Expression
    /// The right side.
    public let right: Expression

    /// The equation left = right.
    public init(left: Expression, right: Expression) {
        self.left = left
        self.right = right
    }

    /// Reads an equation of two terms, closed over the constants of `catalog`.
    ///
    /// - Throws: `ParseError` with the column of what is wrong.
    public init(
        parsing text: String, style: ExpressionStyle = .text, catalog: ConstantCatalog
    ) throws(ParseError) {
        let tree: SyntaxTree
        let roots: (left: Int, right: Int)
        if style == .mathml {
            let document = try MathMLReader.read(text)
            guard case .equation = document.tree[document.root].kind else {
                throw ParseError(column: 1, message: "expected <eq/> between the two sides of the formula")
            }
            tree = document.tree
            roots = (tree[document.root].children[0], tree[document.root].children[1])
        } else {
            var parser = try Parser(text, style: style)
            roots = try parser.parseFormula()
            tree = parser.tree
        }
        let reader = SyntaxReader(tree, style: style)
        self.init(left: try reader.expression(roots.left), right: try reader.expression(roots.right))
        for side in [left, right] { try side.checkSymbols(reader.symbolColumns, catalog: catalog, allowing: []) }
    }

    /// `left = right` in the formula language.
    public var description: String { formatted(.text) }

    /// The equation in a notation.
    public func formatted(_ style: ExpressionStyle) -> String {
        switch style {
        case .text, .latex: "\(left.formatted(style)) = \(right.formatted(style))"
        case .pari, .mathematica: "\(left.formatted(style)) == \(right.formatted(style))"
        case .sympy: "Eq(\(left.formatted(style)), \(right.formatted(style)))"
        case .mathml: MathMLDocument.equation(left, right)
        }
    }
}
