import Arithmetic
import EGraphs

/// Gives a syntax tree its meaning: names become operators and symbols, the spellings of a notation the terms they mean.
///
/// One pass over the nodes. A node inside the pattern of a rule may mean nothing by itself, so its error counts only
/// when something uses it.
struct SyntaxReader: ~Copyable {
    private let tree: SyntaxTree
    private let style: ExpressionStyle
    private let table: NotationTable?
    private var graph = ExpressionGraph()
    private var meanings: [Result<EClassID, ParseError>] = []

    init(_ tree: SyntaxTree, style: ExpressionStyle) {
        self.tree = tree
        self.style = style
        table = NotationTable.table(of: style)
        meanings.reserveCapacity(tree.nodes.count)
        for index in tree.nodes.indices {
            do { meanings.append(.success(try meaning(index))) } catch { meanings.append(.failure(error)) }
        }
    }

    /// The term with this root.
    func expression(_ root: Int) throws(ParseError) -> Expression { graph.expression(try meanings[root].get()) }

    /// The first appearance of each name that stands for a symbol.
    var symbolColumns: [(name: String, column: Int)] {
        var seen: Set<String> = []
        var columns: [(String, Int)] = []
        for node in tree.nodes {
            if case .name(let written) = node.kind {
                let name = symbol(written)
                if seen.insert(name).inserted { columns.append((name, node.column)) }
            }
        }
        return columns
    }

    private func symbol(_ written: String) -> String {
        guard let table else { return written }
        return table.symbols[written] ?? table.unmangled(written)
    }

    private mutating func meaning(_ index: Int) throws(ParseError) -> EClassID {
        let node = tree[index]
        switch node.kind {
        case .number(let value): return graph.numeral(value)
        case .name(let name): return graph.symbol(symbol(name))
        case .text(let text): return graph.text(text)
        case .operation(let op):
            if let match = try matched(index, guarded: false) { return match }
            return graph.apply(op, try children(node))
        case .list: return graph.apply(.list, try children(node))
        case .group: return try group(node)
        case .call(let name):
            if let match = try matched(index, guarded: false) { return match }
            return try call(table?.functionName(name) ?? name, node.children, at: node.column)
        case .apply:
            if let match = try matched(index, guarded: false) { return match }
            // Function('name')(x, y), SymPy's undefined functions.
            if case .call("Function") = tree[node.children[0]].kind,
                let first = tree[node.children[0]].children.first, case .text(let name) = tree[first].kind
            {
                return try call(name, Array(node.children.dropFirst()), at: node.column)
            }
            throw ParseError(column: node.column, message: "the value of a call cannot be called")
        case .arrow: throw ParseError(column: node.column, message: "unexpected '->'")
        case .equation: throw ParseError(column: node.column, message: "unexpected '=' in an argument")
        case .hole: throw ParseError(column: node.column, message: "unexpected '#'")
        }
    }

    private func children(_ node: SyntaxTree.Node) throws(ParseError) -> [EClassID] {
        var ids: [EClassID] = []
        for child in node.children { ids.append(try meanings[child].get()) }
        return ids
    }

    /// Doubled parentheses hold what a notation has no name for.
    private mutating func group(_ node: SyntaxTree.Node) throws(ParseError) -> EClassID {
        let child = node.children[0]
        guard let table, style != .latex, case .group = tree[child].kind else { return try meanings[child].get() }
        let inner = tree[child].children[0]
        if case .success(let id) = meanings[inner],
            let constant = NotationTable.definitions[graph.expression(id)], table.written[constant] == nil
        {
            return graph.symbol(constant)
        }
        if case .group = tree[inner].kind { return try meanings[child].get() }
        if let match = try matched(inner, guarded: true) { return match }
        return try meanings[child].get()
    }

    private mutating func call(_ name: String, _ arguments: [Int], at column: Int) throws(ParseError) -> EClassID {
        guard let function = Operator.named(name) else {
            let hint = Spelling.nearest(to: name, in: OperatorTable.byName.keys.sorted())
            throw ParseError(
                column: column, message: "unknown function '\(name)'\(hint.map { "; did you mean '\($0)'?" } ?? "")")
        }
        guard function.arity.contains(arguments.count) else {
            let arity = function.arity
            let wanted =
                arity.lowerBound == arity.upperBound
                ? "\(arity.lowerBound) argument\(arity.lowerBound == 1 ? "" : "s")"
                : "\(arity.lowerBound) to \(arity.upperBound) arguments"
            throw ParseError(column: column, message: "\(name) takes \(wanted), found \(arguments.count)")
        }
        var ids: [EClassID] = []
        for argument in arguments { ids.append(try meanings[argument].get()) }
        return try applied(function, ids, at: arguments.map { tree[$0].column })
    }

    /// The term op(ids…); `columns` are those of the arguments.
    ///
    /// - Throws: `ParseError` when a binder names no variable, or the order of a derivative is no positive integer.
    private mutating func applied(
        _ op: Operator, _ ids: [EClassID], at columns: [Int]
    ) throws(ParseError) -> EClassID {
        let ordinals = ["first", "second", "third", "fourth"]
        if let position = op.variablePosition, position < ids.count {
            let name = graph.symbolName(of: ids[position])
            let isOld = op == .sum || op == .product
            guard let name, isOld || BoundNames.isVariable(name) else {
                let found = name.map { ", not the constant '\($0)'" } ?? ""
                throw ParseError(
                    column: columns[position],
                    message: "the \(ordinals[position]) argument of \(op.name ?? "") must be a variable\(found)")
            }
        }
        if op == .derivative, ids.count == 3 {
            guard let order = graph.numeral(of: ids[2])?.asInt, (1...Expression.largestDerivativeOrder).contains(order)
            else {
                throw ParseError(
                    column: columns[2],
                    message: "the order of a derivative must be an integer in 1 ... "
                        + "\(Expression.largestDerivativeOrder)")
            }
        }
        return graph.apply(op, ids)
    }

    private mutating func matched(_ index: Int, guarded: Bool) throws(ParseError) -> EClassID? {
        for rule in table?.reading[tree[index].kind] ?? [] where rule.isGuarded == guarded {
            var holes: [Int: EClassID] = [:]
            if try matches(rule.pattern, rule.root, index, &holes) {
                return try build(rule.term, rule.termRoot, holes, at: tree[index].column)
            }
        }
        return nil
    }

    /// Whether node `index` has the form of a pattern; throws when the place of a hole has no meaning.
    private func matches(
        _ pattern: SyntaxTree, _ place: Int, _ index: Int, _ holes: inout [Int: EClassID]
    ) throws(ParseError) -> Bool {
        let place = pattern.ungrouped(place)
        if case .hole(let k) = pattern[place].kind {
            let id = try meanings[index].get()
            if let bound = holes[k] { return bound == id }
            holes[k] = id
            return true
        }
        let index = tree.ungrouped(index)
        guard pattern[place].kind == tree[index].kind, pattern[place].children.count == tree[index].children.count
        else { return false }
        for (inner, child) in zip(pattern[place].children, tree[index].children) {
            guard try matches(pattern, inner, child, &holes) else { return false }
        }
        return true
    }

    private mutating func build(
        _ term: SyntaxTree, _ place: Int, _ holes: [Int: EClassID], at column: Int
    ) throws(ParseError) -> EClassID {
        let node = term[place]
        var ids: [EClassID] = []
        for child in node.children { ids.append(try build(term, child, holes, at: column)) }
        switch node.kind {
        case .hole(let k): if let id = holes[k] { return id }
        case .number(let value): return graph.numeral(value)
        case .name(let name): return graph.symbol(name)
        case .group: return ids[0]
        case .list: return graph.apply(.list, ids)
        case .operation(let op): return graph.apply(op, ids)
        case .call(let name):
            if let op = Operator.named(name) { return try applied(op, ids, at: ids.map { _ in column }) }
        default: break
        }
        throw ParseError(column: column, message: "a rule of this notation has no meaning")
    }
}

extension Expression {
    /// The largest order of a derivative.
    public static let largestDerivativeOrder = 10_000

    /// Reads a term in a notation; symbols may be any names.
    ///
    /// - Throws: `ParseError` with the column of what is wrong. Cost: linear in the length.
    public init(parsing text: String, style: ExpressionStyle = .text) throws(ParseError) {
        self = try Expression.reading(text, style).expression
    }

    /// Reads a closed term: every symbol must be a constant of `catalog`, one of `allowed`, or bound in its place.
    ///
    /// - Throws: `ParseError`, also for the first unknown name, with a suggestion.
    public init(
        parsing text: String, style: ExpressionStyle = .text, catalog: ConstantCatalog,
        allowing allowed: Set<String> = []
    ) throws(ParseError) {
        let (expression, columns) = try Expression.reading(text, style)
        try expression.checkSymbols(columns, catalog: catalog, allowing: allowed)
        self = expression
    }

    private static func reading(
        _ text: String, _ style: ExpressionStyle
    ) throws(ParseError) -> (expression: Expression, columns: [(name: String, column: Int)]) {
        if style == .mathml {
            let document = try MathMLReader.read(text)
            let reader = SyntaxReader(document.tree, style: style)
            return (try reader.expression(document.root), reader.symbolColumns)
        }
        var parser = try Parser(text, style: style)
        let root = try parser.parseExpression()
        let reader = SyntaxReader(parser.tree, style: style)
        return (try reader.expression(root), reader.symbolColumns)
    }

    /// Throws for the first symbol of `columns` that is free in this term and unknown.
    func checkSymbols(
        _ columns: [(name: String, column: Int)], catalog: ConstantCatalog, allowing allowed: Set<String>
    ) throws(ParseError) {
        let free = freeSymbols
        for (name, column) in columns
        where free.contains(name) && !allowed.contains(name) && catalog.constant(named: name) == nil
            && name != "infinity" && name != "i"
        {
            let known = catalog.constants.map(\.name) + allowed.sorted()
            let hint = Spelling.nearest(to: name, in: known)
            throw ParseError(
                column: column, message: "unknown name '\(name)'\(hint.map { "; did you mean '\($0)'?" } ?? "")")
        }
    }
}
