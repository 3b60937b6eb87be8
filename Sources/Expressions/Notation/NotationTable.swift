import Arithmetic
import EGraphs

/// How one notation writes functions and constants: rules `term ~ written`, each read in both directions.
///
/// `#1`, `#2`, … stand for arguments. A written form in doubled parentheses is one that means something else without
/// them; no printer writes doubled parentheses otherwise. A line that starts with `<` is for reading only.
struct NotationTable: Sendable {
    struct PrintRule: Sendable {
        enum Argument: Sendable {
            case hole(Int)
            case literal(Expression.Payload)
        }
        let arguments: [Argument]
        /// Texts and, between them, holes.
        let pieces: [(text: String, hole: Int)]
    }

    struct ReadRule: Sendable {
        let pattern: SyntaxTree
        let root: Int
        let isGuarded: Bool
        let term: SyntaxTree
        let termRoot: Int
    }

    let style: ExpressionStyle
    private(set) var printing: [Operator: [PrintRule]] = [:]
    /// Reading rules by the kind of their root.
    private(set) var reading: [SyntaxTree.Kind: [ReadRule]] = [:]
    /// The lines that could not be read; empty, as a test checks.
    private(set) var defects: [String] = []
    /// Spellings of symbols.
    let written: [String: String]
    /// Symbols by spelling.
    let symbols: [String: String]

    init(_ style: ExpressionStyle, symbols written: [String: String], _ lines: String) {
        self.style = style
        self.written = written
        symbols = Dictionary(written.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: " ~ ", maxSplits: 1)
            guard parts.count == 2 else {
                defects.append(String(line))
                continue
            }
            let isReadingOnly = line.hasPrefix("<")
            let term = String(isReadingOnly ? parts[0].dropFirst() : parts[0])
            do { try add(term, String(parts[1]), isReadingOnly: isReadingOnly) } catch {
                defects.append("\(line): \(error)")
            }
        }
    }

    private mutating func add(_ term: String, _ text: String, isReadingOnly: Bool) throws(ParseError) {
        var termParser = try Parser(term, isPattern: true)
        let termRoot = try termParser.parseExpression()
        let termTree = termParser.tree
        var parser = try Parser(text, style: style, isPattern: true)
        var root = try parser.parseExpression()
        var groups = 0
        while case .group = parser.tree[root].kind {
            root = parser.tree[root].children[0]
            groups += 1
        }
        let rule = ReadRule(
            pattern: parser.tree, root: root, isGuarded: groups >= 2, term: termTree, termRoot: termRoot)
        reading[parser.tree[root].kind, default: []].append(rule)
        guard !isReadingOnly else { return }
        if case .operation = parser.tree[root].kind, groups < 2 {
            throw ParseError(column: 1, message: "a written form that is no call needs doubled parentheses")
        }
        guard case .call(let name) = termTree[termRoot].kind, let op = Operator.named(name) else {
            throw ParseError(column: 1, message: "a rule that prints must be for a function")
        }
        var arguments: [PrintRule.Argument] = []
        for child in termTree[termRoot].children {
            switch termTree[child].kind {
            case .hole(let k): arguments.append(.hole(k))
            case .name(let name): arguments.append(.literal(.symbol(name)))
            case .number(let value): arguments.append(.literal(.numeral(value)))
            default: throw ParseError(column: 1, message: "an argument must be a hole, a name or a number")
            }
        }
        printing[op, default: []].append(PrintRule(arguments: arguments, pieces: NotationTable.pieces(text)))
    }

    private static func pieces(_ text: String) -> [(text: String, hole: Int)] {
        var pieces: [(String, Int)] = []
        var literal = ""
        var characters = text.makeIterator()
        while let character = characters.next() {
            if character == "#", let next = characters.next(), let k = next.wholeNumberValue {
                pieces.append((literal, k))
                literal = ""
            } else {
                literal.append(character)
            }
        }
        pieces.append((literal, 0))
        return pieces
    }

    /// The written form of op(arguments…) by the first rule that fits; nil when there is none.
    func text(_ op: Operator, _ items: [String], payloads: [Expression.Payload?]) -> String? {
        next: for rule in printing[op] ?? [] where rule.arguments.count == items.count {
            var holes: [Int: String] = [:]
            for (i, argument) in rule.arguments.enumerated() {
                switch argument {
                case .hole(let k): holes[k] = items[i]
                case .literal(let literal): if payloads[i] != literal { continue next }
                }
            }
            return rule.pieces.map { $0.text + (holes[$0.hole] ?? "") }.joined()
        }
        return nil
    }

    /// Rules of all tables that cannot be read; empty in a sound build.
    static var allDefects: [String] { ExpressionStyle.allCases.flatMap { table(of: $0)?.defects ?? [] } }

    /// The table of a style; nil for the formula language and for MathML, whose names are those of the operators.
    static func table(of style: ExpressionStyle) -> NotationTable? {
        switch style {
        case .text, .mathml: nil
        case .latex: LatexNotation.table
        case .pari: PariNotation.table
        case .sympy: SympyNotation.table
        case .mathematica: MathematicaNotation.table
        }
    }

    /// The catalog's constants that a notation without a name for them writes as their definition.
    static let definitions: [Expression: String] = {
        var table: [Expression: String] = [:]
        for constant in ConstantCatalog.standard.constants where table[constant.definition] == nil {
            table[constant.definition] = constant.name
        }
        return table
    }()

    /// A symbol as this notation writes it.
    func text(ofSymbol name: String) -> String {
        if let spelling = written[name] { return spelling }
        if style == .latex { return LatexConstants.spelling(of: name) }
        if let constant = ConstantCatalog.standard.constant(named: name),
            NotationTable.definitions[constant.definition] == name
        {
            return "((\(constant.definition.formatted(style))))"
        }
        return mangled(name)
    }

    /// A name that this notation has no rule for.
    func mangled(_ name: String) -> String { style == .mathematica ? name.replacing("_", with: "$") : name }

    /// A call of a function that this notation has no rule for.
    func call(_ name: String, _ items: [String]) -> String {
        switch style {
        case .latex:
            "\\operatorname{\(name.replacing("_", with: "\\_"))}\\left(\(items.joined(separator: ", "))\\right)"
        case .sympy: "Function('\(name)')(\(items.joined(separator: ", ")))"
        case .mathematica: "\(mangled(name))[\(items.joined(separator: ", "))]"
        default: "\(name)(\(items.joined(separator: ", ")))"
        }
    }

    /// The name of a function that was written by `call`.
    func functionName(_ written: String) -> String {
        let prefix = "\\operatorname{"
        if style == .latex && written.hasPrefix(prefix) { return String(written.dropFirst(prefix.count).dropLast()) }
        return unmangled(written)
    }

    /// The name that was mangled.
    func unmangled(_ name: String) -> String { style == .mathematica ? name.replacing("$", with: "_") : name }
}
