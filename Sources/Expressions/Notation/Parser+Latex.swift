// The atoms of LaTeX: fractions, roots, sums, and functions with subscripts and primes.
extension Parser {
    mutating func latexAtom() throws(ParseError) -> Int {
        let token = current
        switch token.kind {
        case .sign("{"), .constant: return try braced()
        case .command("frac"), .command("tfrac"), .command("dfrac"):
            if isDerivative { return try derivative() }
            advance()
            let numerator = try braced()
            return tree.append(.operation(.divide), [numerator, try braced()], at: token.column)
        case .command("binom"):
            advance()
            let upper = try braced()
            return tree.append(.call("\\binom"), [upper, try braced()], at: token.column)
        case .command("sqrt"):
            advance()
            guard take("[") else { return tree.append(.call("\\sqrt"), [try braced()], at: token.column) }
            let degree = try sum()
            try expect("]")
            return tree.append(.call("\\sqrt[]"), [try braced(), degree], at: token.column)
        case .command("sum"), .command("prod"): return try binder()
        case .command("int"): return try integral()
        case .command("left|"):
            advance()
            let inner = try sum()
            guard case .command("right|") = current.kind else { throw unexpected("'\\right|'") }
            advance()
            return tree.append(.call("\\left|"), [inner], at: token.column)
        case .command(let name): return try latexCall("\\" + name)
        case .name(let name):
            let spelling = LatexConstants.spelling(of: name)
            if isPattern || LatexNotation.heads.contains(spelling) || LatexNotation.subscripted.contains(spelling) {
                return try latexCall(spelling, symbol: name)
            }
            advance()
            return try subscripted(name, at: token.column)
        default: throw unexpected("a number, a name or '('")
        }
    }

    private var isBraced: Bool {
        if case .constant = current.kind { return true }
        return current.kind == .sign("{")
    }

    /// `{…}`, also when a constant fills the braces.
    private mutating func braced() throws(ParseError) -> Int {
        let open = current
        if case .constant(let name) = open.kind {
            advance()
            return tree.append(.name(name), at: open.column)
        }
        guard take("{") else { throw unexpected("'{'") }
        let inner = try sum()
        guard take("}") else { throw unexpected("'}' to close '{' at column \(open.column)") }
        return tree.append(.group, [inner], at: open.column)
    }

    /// `\sum_{k=1}^{\infty} f`: the summand is a product.
    private mutating func binder() throws(ParseError) -> Int {
        let token = current
        advance()
        try expect("_")
        try expect("{")
        let variable = try postfix()
        try expect("=")
        let low = try sum()
        try expect("}")
        try expect("^")
        let high = try postfix()
        let body = isBraced ? try braced() : try term()
        let head = token.kind == .command("sum") ? "\\sum" : "\\prod"
        return tree.append(.call(head), [body, variable, low, high], at: token.column)
    }

    /// Whether `\frac{d}{dx}` or `\frac{d^{2}}{dx^{2}}` stands here.
    private var isDerivative: Bool {
        // `x` stands for any name, `2` for any number.
        let (first, second) = ("{d}{dx}", "{d^{2}}{dx^{2}}")
        return [first, second].contains { form in
            form.enumerated().allSatisfy { place, character in
                switch (character, token(ahead: place + 1).kind) {
                case ("x", .name), ("x", .hole), ("2", .number), ("2", .hole): true
                case ("d", let kind): kind == .name("d")
                case (_, let kind): kind == .sign(character)
                }
            }
        }
    }

    /// `\frac{d}{dx} f` and `\frac{d^{2}}{dx^{2}} f`: the function is a product.
    private mutating func derivative() throws(ParseError) -> Int {
        let token = current
        for _ in 0..<3 { advance() }
        var order: Int?
        if take("^") { order = try braced() }
        try expect("}")
        try expect("{")
        guard current.kind == .name("d") else { throw unexpected("'d'") }
        advance()
        let variable = try bareVariable()
        if let order {
            try expect("^")
            let column = current.column
            let again = try braced()
            guard tree[tree.ungrouped(order)].kind == tree[tree.ungrouped(again)].kind else {
                throw ParseError(column: column, message: "the order of this derivative is written in two ways")
            }
        }
        try expect("}")
        let function = isBraced ? try braced() : try term()
        return tree.append(
            .call("\\frac{d}{d}"), [function, variable] + (order.map { [$0] } ?? []), at: token.column)
    }

    /// A variable without a subscript of its own.
    private mutating func bareVariable() throws(ParseError) -> Int {
        let token = current
        let kind: SyntaxTree.Kind
        switch token.kind {
        case .name(let name): kind = .name(name)
        case .hole(let index): kind = .hole(index)
        default: throw unexpected("a variable")
        }
        advance()
        return tree.append(kind, at: token.column)
    }

    /// `\int_{a}^{b} f \, dx`: the integrand is in braces or a product, whose last factors are d and x.
    private mutating func integral() throws(ParseError) -> Int {
        let token = current
        advance()
        try expect("_")
        let low = try postfix()
        try expect("^")
        let high = try postfix()
        var integrand: Int
        let variable: Int
        if isBraced {
            integrand = try braced()
            guard current.kind == .name("d") else { throw unexpected("'d' and the variable of this integral") }
            advance()
            variable = try bareVariable()
        } else {
            integrand = try term()
            let factors = tree[integrand].children
            guard case .operation(.multiply) = tree[integrand].kind, factors.count > 2,
                case .name("d") = tree[factors[factors.count - 2]].kind, let last = factors.last
            else { throw unexpected("'d' and the variable of this integral") }
            variable = last
            integrand = tree.fold(.multiply, Array(factors.dropLast(2)), at: tree[integrand].column)
        }
        return tree.append(.call("\\int"), [integrand, variable, low, high], at: token.column)
    }

    /// A head with primes and a subscript, then its arguments; a symbol without them stands for itself.
    private mutating func latexCall(_ name: String, symbol: String? = nil) throws(ParseError) -> Int {
        let token = current
        advance()
        var head = name
        while take("'") { head += "'" }
        var arguments: [Int] = []
        if current.kind == .sign("_"), isPattern || LatexNotation.subscripted.contains(head) {
            advance()
            head += "_"
            // A number can be part of the head, as in E_1; any other subscript is an argument, as in J_{ν} and J_0.
            if case .number(let index) = current.kind {
                let column = current.column
                advance()
                if isPattern || LatexNotation.heads.contains("\(head)\(index)") {
                    head += index.description
                } else {
                    arguments = [tree.append(.number(index), at: column)]
                }
            } else {
                arguments = [try braced()]
            }
        }
        let open = current
        if isPattern || LatexNotation.heads.contains(head), take("(") {
            arguments += try self.arguments(until: ")", openedAt: open)
            return tree.append(.call(head), arguments, at: token.column)
        }
        if let symbol, head == name { return try subscripted(symbol, at: token.column) }
        guard LatexNotation.heads.contains(head), symbol == nil else {
            throw ParseError(column: token.column, message: "unknown command '\(head)'")
        }
        // \sin x: one atom, and nothing after it that could belong to the argument.
        arguments.append(try postfix())
        if isFactorStart || current.kind == .sign("^") {
            throw ParseError(column: open.column, message: "write the argument of \(head) in parentheses")
        }
        return tree.append(.call(head), arguments, at: token.column)
    }

    /// `x_1` and `x_{1}` are the name x_1.
    private mutating func subscripted(_ name: String, at column: Int) throws(ParseError) -> Int {
        guard take("_") else { return tree.append(.name(name), at: column) }
        let isBraced = take("{")
        let token = current
        let index: String
        switch token.kind {
        case .number(let value) where value.isInteger: index = value.description
        case .name(let name): index = name
        default: throw unexpected("an index after '_'")
        }
        advance()
        if isBraced { try expect("}") }
        return tree.append(.name("\(name)_\(index)"), at: column)
    }
}
