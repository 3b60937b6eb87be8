import Arithmetic
import EGraphs

/// The parser of the formula language.
///
///     formula    := sum '=' sum
///     sum        := term (('+' | '-') term)*
///     term       := unary (('*' | '/') unary | unary-after-a-number)*        left to right
///     unary      := ('-' | '+') unary | power
///     power      := postfix ('^' unary)?                                     right to left
///     postfix    := atom '!'*
///     atom       := number | name | name '(' arguments ')' | '(' sum ')' | '[' arguments ']' | '"' text '"'
///
/// The minus sign binds tighter than a product and looser than a power: −x² is −(x²), and −2x is (−2)·x. After a number a
/// product sign may be left out (`2n+1`, `3(n+1)`); it binds like the written one, so `1/2n` is (1/2)·n.
struct Parser: ~Copyable {
    /// The deepest nesting of parentheses, arguments and signs.
    static let deepestNesting = 200

    private let tokens: [Token]
    private var position = 0
    private var depth = 0
    private var graph = ExpressionGraph()
    /// The column of the first appearance of each symbol.
    private(set) var symbolColumns: [(name: String, column: Int)] = []

    init(_ text: String) throws(ParseError) { tokens = try Lexer.tokens(text) }

    private var current: Token { tokens[position] }

    private var endedWithNumber: Bool {
        if position > 0, case .number = tokens[position - 1].kind { return true }
        return false
    }

    /// The whole input as one term.
    mutating func parseExpression() throws(ParseError) -> Expression {
        let root = try sum()
        try expectEnd()
        return graph.expression(root)
    }

    /// The whole input as an equation.
    mutating func parseFormula() throws(ParseError) -> (Expression, Expression) {
        let left = try sum()
        guard take("=") else { throw unexpected("'=' between the two sides of the formula") }
        let right = try sum()
        if case .sign("=") = current.kind {
            throw ParseError(column: current.column, message: "a formula has exactly one '='")
        }
        try expectEnd()
        return (graph.expression(left), graph.expression(right))
    }

    private func expectEnd() throws(ParseError) {
        guard case .end = current.kind else { throw unexpected("an operator or the end of the input") }
    }

    private func unexpected(_ expected: String) -> ParseError {
        ParseError(column: current.column, message: "expected \(expected), found \(current.described)")
    }

    private mutating func take(_ sign: Character) -> Bool {
        guard current.kind == .sign(sign) else { return false }
        position += 1
        return true
    }

    private mutating func enter() throws(ParseError) {
        depth += 1
        if depth > Parser.deepestNesting {
            throw ParseError(column: current.column, message: "nesting deeper than \(Parser.deepestNesting) levels")
        }
    }

    private mutating func sum() throws(ParseError) -> EClassID {
        try enter()
        defer { depth -= 1 }
        var terms = [try term()]
        while true {
            if take("+") {
                terms.append(try term())
            } else if take("-") {
                terms.append(graph.apply(.negate, [try term()]))
            } else {
                break
            }
        }
        return graph.apply(.add, terms)
    }

    private mutating func term() throws(ParseError) -> EClassID {
        var factors = [try unary()]
        func isFactorStart(_ token: Token) -> Bool {
            switch token.kind {
            case .name, .sign("("): true
            default: false
            }
        }
        while true {
            if take("*") {
                factors.append(try unary())
            } else if take("/") {
                let divisor = try unary()
                factors = [graph.apply(.divide, [graph.apply(.multiply, factors), divisor])]
            } else if endedWithNumber && isFactorStart(current) {
                factors.append(try unary())
            } else {
                break
            }
        }
        return graph.apply(.multiply, factors)
    }

    private mutating func unary() throws(ParseError) -> EClassID {
        if current.kind == .sign("-") || current.kind == .sign("+") {
            try enter()
            defer { depth -= 1 }
            let negative = current.kind == .sign("-")
            position += 1
            let operand = try unary()
            return negative ? graph.apply(.negate, [operand]) : operand
        }
        let base = try postfix()
        guard take("^") else { return base }
        try enter()
        defer { depth -= 1 }
        return graph.apply(.power, [base, try unary()])
    }

    private mutating func postfix() throws(ParseError) -> EClassID {
        var operand = try atom()
        while take("!") { operand = graph.apply(.factorial, [operand]) }
        return operand
    }

    private mutating func atom() throws(ParseError) -> EClassID {
        let token = current
        switch token.kind {
        case .number(let value):
            position += 1
            return graph.numeral(value)
        case .text(let text):
            position += 1
            return graph.text(text)
        case .name(let name):
            position += 1
            if current.kind == .sign("(") { return try call(name, at: token.column) }
            if !symbolColumns.contains(where: { $0.name == name }) { symbolColumns.append((name, token.column)) }
            return graph.symbol(name)
        case .sign("("):
            position += 1
            let inner = try sum()
            guard take(")") else { throw unexpected("')' to close '(' at column \(token.column)") }
            return inner
        case .sign("["):
            position += 1
            let items = try arguments(until: "]", openedAt: token)
            return graph.apply(.list, items)
        default:
            throw unexpected("a number, a name or '('")
        }
    }

    private mutating func call(_ name: String, at column: Int) throws(ParseError) -> EClassID {
        let opening = current
        guard let function = Operator.named(name) else {
            let hint = Spelling.nearest(to: name, in: OperatorTable.byName.keys.sorted())
            throw ParseError(
                column: column, message: "unknown function '\(name)'\(hint.map { "; did you mean '\($0)'?" } ?? "")")
        }
        position += 1
        let items = try arguments(until: ")", openedAt: opening)
        guard function.arity.contains(items.count) else {
            let arity = function.arity
            let wanted =
                arity.lowerBound == arity.upperBound
                ? "\(arity.lowerBound) argument\(arity.lowerBound == 1 ? "" : "s")"
                : "\(arity.lowerBound) to \(arity.upperBound) arguments"
            throw ParseError(column: column, message: "\(name) takes \(wanted), found \(items.count)")
        }
        return graph.apply(function, items)
    }

    /// Items separated by commas; a semicolon may stand after the first, as in [a0; a1, a2].
    private mutating func arguments(until close: Character, openedAt open: Token) throws(ParseError) -> [EClassID] {
        if take(close) { return [] }
        var items = [try sum()]
        while true {
            if take(close) { return items }
            let semicolon = close == "]" && items.count == 1 && take(";")
            guard semicolon || take(",") else {
                throw unexpected("',' or '\(close)' to close \(open.described) at column \(open.column)")
            }
            items.append(try sum())
        }
    }
}

/// Suggestions for misspelt names.
enum Spelling {
    /// The candidate within two edits of `name`, the nearest and then the first; nil when there is none.
    static func nearest(to name: String, in candidates: [String]) -> String? {
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = editDistance(Array(name), Array(candidate))
            if distance <= (name.count < 5 ? 1 : 2), distance < best?.distance ?? Int.max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
        if abs(a.count - b.count) > 2 { return Int.max }
        var row = Array(0...b.count)
        for i in 0..<a.count {
            var diagonal = row[0]
            row[0] = i + 1
            for j in 0..<b.count {
                let cost = a[i] == b[j] ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[b.count]
    }
}

extension Expression {
    /// Reads a term of the formula language; symbols may be any names.
    ///
    /// - Throws: `ParseError` with the column of what is wrong. Cost: linear in the length.
    public init(parsing text: String) throws(ParseError) {
        var parser = try Parser(text)
        self = try parser.parseExpression()
    }

    /// Reads a closed term: every symbol must be a constant of `catalog`, one of `allowed`, or bound in its place.
    ///
    /// - Throws: `ParseError`, also for the first unknown name, with a suggestion.
    public init(
        parsing text: String, catalog: ConstantCatalog, allowing allowed: Set<String> = []
    ) throws(ParseError) {
        var parser = try Parser(text)
        let expression = try parser.parseExpression()
        try expression.checkSymbols(parser.symbolColumns, catalog: catalog, allowing: allowed)
        self = expression
    }

    /// Throws for the first symbol of `columns` that is free in this term and unknown.
    func checkSymbols(
        _ columns: [(name: String, column: Int)], catalog: ConstantCatalog, allowing allowed: Set<String>
    ) throws(ParseError) {
        let free = freeSymbols
        for (name, column) in columns
        where free.contains(name) && !allowed.contains(name) && catalog.constant(named: name) == nil
            && name != "infinity"
        {
            let known = catalog.constants.map(\.name) + allowed.sorted()
            let hint = Spelling.nearest(to: name, in: known)
            throw ParseError(
                column: column, message: "unknown name '\(name)'\(hint.map { "; did you mean '\($0)'?" } ?? "")")
        }
    }

    /// The names of the symbols that are not bound by `pcf` (n), `sum` or `product` (their second argument).
    public var freeSymbols: Set<String> {
        var free: [Set<String>] = []
        for node in nodes {
            if let payload = payload(of: node) {
                if case .symbol(let name) = payload { free.append([name]) } else { free.append([]) }
                continue
            }
            var names = node.children.reduce(into: Set<String>()) { $0.formUnion(free[Int($1)]) }
            switch Operator(rawValue: node.label) {
            case .continuedFraction: names.remove("n")
            case .sum, .product:
                // The bounds may not use the variable; the summand and the variable are arguments 0 and 1.
                let inner = free[Int(node.children[0])].subtracting(free[Int(node.children[1])])
                names = inner.union(free[Int(node.children[2])]).union(free[Int(node.children[3])])
            default: break
            }
            free.append(names)
        }
        return free.last ?? []
    }
}

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

    /// Reads `expression = expression`, closed over the constants of `catalog`.
    ///
    /// - Throws: `ParseError` with the column of what is wrong.
    public init(parsing text: String, catalog: ConstantCatalog) throws(ParseError) {
        var parser = try Parser(text)
        let (left, right) = try parser.parseFormula()
        try left.checkSymbols(parser.symbolColumns, catalog: catalog, allowing: [])
        try right.checkSymbols(parser.symbolColumns, catalog: catalog, allowing: [])
        self.init(left: left, right: right)
    }

    /// `left = right` in the formula language.
    public var description: String { formatted(.text) }

    /// Both sides in a style.
    public func formatted(_ style: ExpressionStyle) -> String {
        "\(left.formatted(style)) \(style == .pari ? "==" : "=") \(right.formatted(style))"
    }
}
