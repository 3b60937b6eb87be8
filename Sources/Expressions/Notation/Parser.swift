import Arithmetic

/// The grammar of all infix notations: tokens to a syntax tree.
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
/// product sign may be left out (`2n+1`, `3(n+1)`), in LaTeX after anything; it binds like the written one, so `1/2n` is
/// (1/2)·n. LaTeX has atoms of its own, in `Parser+Latex`.
struct Parser: ~Copyable {
    /// The deepest nesting of parentheses, arguments and signs.
    static let deepestNesting = 200

    let style: ExpressionStyle
    let isPattern: Bool
    private let tokens: [Token]
    private var position = 0
    private var depth = 0
    var tree = SyntaxTree()

    init(_ text: String, style: ExpressionStyle = .text, isPattern: Bool = false) throws(ParseError) {
        self.style = style
        self.isPattern = isPattern
        tokens = try Lexer.tokens(text, style, allowsHoles: isPattern)
    }

    var current: Token { tokens[position] }

    mutating func advance() { position += 1 }

    /// The token `count` places after the current one; the last one beyond the end.
    func token(ahead count: Int) -> Token { tokens[min(position + count, tokens.count - 1)] }

    private var endedWithNumber: Bool {
        if position > 0, case .number = tokens[position - 1].kind { return true }
        return false
    }

    /// The whole input as one term; its root.
    mutating func parseExpression() throws(ParseError) -> Int {
        let root = try sum()
        try expectEnd()
        return root
    }

    /// The whole input as an equation.
    mutating func parseFormula() throws(ParseError) -> (left: Int, right: Int) {
        let left = try sum()
        if style == .sympy, case .call("Eq") = tree[left].kind, tree[left].children.count == 2 {
            try expectEnd()
            return (tree[left].children[0], tree[left].children[1])
        }
        guard take("=") else { throw unexpected("'=' between the two sides of the formula") }
        let right = try sum()
        if case .sign("=") = current.kind {
            throw ParseError(column: current.column, message: "a formula has exactly one '='")
        }
        try expectEnd()
        return (left, right)
    }

    private func expectEnd() throws(ParseError) {
        guard case .end = current.kind else { throw unexpected("an operator or the end of the input") }
    }

    func unexpected(_ expected: String) -> ParseError {
        ParseError(column: current.column, message: "expected \(expected), found \(current.described)")
    }

    mutating func take(_ sign: Character) -> Bool {
        guard current.kind == .sign(sign) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ sign: Character) throws(ParseError) {
        guard take(sign) else { throw unexpected("'\(sign)'") }
    }

    private mutating func enter() throws(ParseError) {
        depth += 1
        if depth > Parser.deepestNesting {
            throw ParseError(column: current.column, message: "nesting deeper than \(Parser.deepestNesting) levels")
        }
    }

    mutating func sum() throws(ParseError) -> Int {
        try enter()
        defer { depth -= 1 }
        let column = current.column
        var terms = [try term()]
        while true {
            if take("+") {
                terms.append(try term())
            } else if take("-") {
                let column = current.column
                terms.append(tree.append(.operation(.negate), [try term()], at: column))
            } else {
                break
            }
        }
        return tree.fold(.add, terms, at: column)
    }

    mutating func term() throws(ParseError) -> Int {
        let column = current.column
        var factors = [try unary()]
        while true {
            if take("*") {
                factors.append(try unary())
            } else if take("/") {
                let divisor = try unary()
                let dividend = tree.fold(.multiply, factors, at: column)
                factors = [tree.append(.operation(.divide), [dividend, divisor], at: column)]
            } else if (endedWithNumber || style == .latex) && isFactorStart {
                factors.append(try unary())
            } else {
                break
            }
        }
        return tree.fold(.multiply, factors, at: column)
    }

    /// Whether the current token can start a factor without a product sign.
    var isFactorStart: Bool {
        switch current.kind {
        case .name, .constant, .sign("("): true
        case .command(let name): name != "right|"
        case .sign("{"), .hole: style == .latex
        default: false
        }
    }

    mutating func unary() throws(ParseError) -> Int {
        if current.kind == .sign("-") || current.kind == .sign("+") {
            try enter()
            defer { depth -= 1 }
            let sign = current
            position += 1
            let operand = try unary()
            return sign.kind == .sign("-")
                ? tree.append(.operation(.negate), [operand], at: sign.column) : operand
        }
        let column = current.column
        let base = try postfix()
        guard take("^") else { return base }
        try enter()
        defer { depth -= 1 }
        return tree.append(.operation(.power), [base, try unary()], at: column)
    }

    mutating func postfix() throws(ParseError) -> Int {
        let column = current.column
        var operand = try atom()
        while take("!") { operand = tree.append(.operation(.factorial), [operand], at: column) }
        return operand
    }

    private mutating func atom() throws(ParseError) -> Int {
        let token = current
        switch token.kind {
        case .number(let value):
            position += 1
            return tree.append(.number(value), at: token.column)
        case .text(let text):
            position += 1
            return tree.append(.text(text), at: token.column)
        case .hole(let index):
            position += 1
            return tree.append(.hole(index), at: token.column)
        case .name(let name) where style != .latex:
            position += 1
            return try callsOrName(name, at: token.column)
        case .name, .command, .constant, .sign("{"):
            if style == .latex { return try latexAtom() }
            if style == .mathematica { return try list() }
        case .sign("["):
            if style != .mathematica { return try list() }
        case .sign("("): return try parenthesized()
        default: break
        }
        throw unexpected("a number, a name or '('")
    }

    private mutating func list() throws(ParseError) -> Int {
        let open = current
        position += 1
        let items = try arguments(until: style.listBrackets.close, openedAt: open)
        return tree.append(.list, items, at: open.column)
    }

    mutating func parenthesized() throws(ParseError) -> Int {
        let open = current
        position += 1
        let inner = try sum()
        if style == .sympy && current.kind == .sign(",") {
            var items = [inner]
            while take(",") { if current.kind != .sign(")") { items.append(try sum()) } }
            try expect(")")
            return tree.append(.list, items, at: open.column)
        }
        guard take(")") else { throw unexpected("')' to close '(' at column \(open.column)") }
        return tree.append(.group, [inner], at: open.column)
    }

    private mutating func callsOrName(_ name: String, at column: Int) throws(ParseError) -> Int {
        guard current.kind == .sign(style.callBrackets.open) else { return tree.append(.name(name), at: column) }
        var function = tree.append(.call(name), try callArguments(), at: column)
        while style == .sympy && current.kind == .sign("(") {
            function = tree.append(.apply, [function] + (try callArguments()), at: column)
        }
        return function
    }

    private mutating func callArguments() throws(ParseError) -> [Int] {
        let open = current
        position += 1
        return try arguments(until: style.callBrackets.close, openedAt: open)
    }

    /// Items separated by commas; in the formula language a semicolon may stand after the first, as in [a0; a1, a2], and
    /// in LaTeX anywhere.
    mutating func arguments(until close: Character, openedAt open: Token) throws(ParseError) -> [Int] {
        if take(close) { return [] }
        var items = [try argument()]
        while true {
            if take(close) { return items }
            let semicolon = ((close == "]" && items.count == 1) || style == .latex) && take(";")
            guard semicolon || take(",") else {
                throw unexpected("',' or '\(close)' to close \(open.described) at column \(open.column)")
            }
            items.append(try argument())
        }
    }

    private mutating func argument() throws(ParseError) -> Int {
        let column = current.column
        let left = try sum()
        if style == .pari || style == .mathematica, take("→") {
            return tree.append(.arrow, [left, try sum()], at: column)
        }
        if style == .pari, take("=") { return tree.append(.equation, [left, try sum()], at: column) }
        return left
    }
}
