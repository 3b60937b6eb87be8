import Arithmetic
import FoundationXML

import struct Foundation.Data
import class Foundation.NSObject

/// Reads content MathML, alone or as the annotation of presentation markup.
enum MathMLReader {
    /// - Throws: `ParseError`; its column is that of the line where the document is wrong, and the message names the
    ///   line when it is not the first.
    static func read(_ text: String) throws(ParseError) -> (tree: SyntaxTree, root: Int) {
        guard text.utf8.count <= Lexer.largestInput else {
            throw ParseError(
                column: Lexer.largestInput, message: "the input is longer than \(Lexer.largestInput) characters")
        }
        let builder = MathMLBuilder()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = builder
        parser.shouldResolveExternalEntities = false
        let isWellFormed = parser.parse()
        if let error = builder.failure { throw error }
        guard isWellFormed else {
            throw ParseError(column: max(1, parser.columnNumber), message: "this is not well-formed XML")
        }
        return try builder.finish()
    }
}

/// Collects elements and turns each, when it closes, into nodes of a syntax tree.
private final class MathMLBuilder: NSObject, XMLParserDelegate {
    private struct Element {
        let name: String
        let isRational: Bool
        let column: Int
        var text = ""
        var parts: [String] = []
        var children: [Item] = []
    }

    /// What an element means to the one around it.
    private enum Item {
        case term(Int)
        case head(String)
        /// A qualifier and its term; with a variable the order of the derivative by it.
        case bound(String, Int, order: Int?)
    }

    private var open: [Element] = []
    private var tree = SyntaxTree()
    private var roots: [Int] = []
    private(set) var failure: ParseError?

    private static let operators: [String: Operator] = Dictionary(
        MathMLDocument.elements.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    private static let symbols: [String: String] = Dictionary(
        MathMLDocument.constants.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    /// Elements that only hold others.
    private static let containers: Set<String> = ["math", "semantics", "annotation-xml"]

    func finish() throws(ParseError) -> (tree: SyntaxTree, root: Int) {
        if let failure { throw failure }
        guard roots.count == 1 else {
            throw ParseError(column: 1, message: "expected one term of content MathML, found \(roots.count)")
        }
        return (tree, roots[0])
    }

    private func fail(_ message: String, _ element: Element, _ parser: XMLParser) {
        let line = parser.lineNumber > 1 ? "line \(parser.lineNumber): " : ""
        failure = failure ?? ParseError(column: max(1, element.column), message: line + message)
        parser.abortParsing()
    }

    /// Whether the parser is inside presentation markup, which is not read.
    private var isPresentation: Bool {
        guard let annotated = open.firstIndex(where: { $0.name == "semantics" }) else { return false }
        return open.count > annotated + 1 && open[annotated + 1].name != "annotation-xml"
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let local = name.split(separator: ":").last.map(String.init) ?? name
        open.append(
            Element(name: local, isRational: attributes["type"] == "rational", column: parser.columnNumber))
        if open.count > Parser.deepestNesting * 2 {
            fail("nesting deeper than \(Parser.deepestNesting * 2) levels", open[open.count - 1], parser)
        }
        if local == "sep", open.count > 1 {
            open[open.count - 2].parts.append(open[open.count - 2].text)
            open[open.count - 2].text = ""
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if !open.isEmpty { open[open.count - 1].text += string }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        if isPresentation {
            open.removeLast()
            return
        }
        guard let element = open.popLast(), failure == nil else { return }
        guard let item = item(element, parser) else { return }
        if let around = open.last, !MathMLBuilder.containers.contains(around.name) {
            open[open.count - 1].children.append(item)
        } else if case .term(let root) = item {
            roots.append(root)
        } else {
            fail("<\(element.name)> cannot stand alone", element, parser)
        }
    }

    private func item(_ element: Element, _ parser: XMLParser) -> Item? {
        let text = element.text.filter { !$0.isWhitespace }
        let terms = element.children.compactMap { if case .term(let index) = $0 { index } else { nil } }
        switch element.name {
        case _ where MathMLBuilder.containers.contains(element.name), "sep": return nil
        case "cn":
            let written = element.isRational ? (element.parts + [text]).joined(separator: "/") : text
            guard let value = Rational(written.filter { !$0.isWhitespace }) else {
                fail("'\(written)' is not a number", element, parser)
                return nil
            }
            return .term(tree.append(.number(value), at: element.column))
        case "ci":
            guard !text.isEmpty, !BoundNames.isReserved(text) else {
                fail(text.isEmpty ? "<ci> is empty" : "'\(text)' is not a name", element, parser)
                return nil
            }
            return .term(tree.append(.name(text), at: element.column))
        case "cs": return .term(tree.append(.text(element.text), at: element.column))
        case "list": return .term(tree.append(.list, terms, at: element.column))
        case "csymbol": return .head(text)
        case "bvar", "lowlimit", "uplimit", "degree", "logbase":
            guard terms.count == 1 else {
                fail("<\(element.name)> must hold one term", element, parser)
                return nil
            }
            var order: Int?
            for case .bound("degree", let index, _) in element.children { order = index }
            return .bound(element.name, terms[0], order: order)
        case "lambda":
            for case .bound("bvar", let variable, _) in element.children where terms.count == 1 {
                return .term(tree.append(.call("lambda"), [variable, terms[0]], at: element.column))
            }
            fail("<lambda> needs bvar and one term", element, parser)
            return nil
        case "apply":
            guard let root = application(element, terms, parser) else { return nil }
            return .term(root)
        default:
            if let symbol = MathMLBuilder.symbols[element.name] {
                return .term(tree.append(.name(symbol), at: element.column))
            }
            let heads: Set<String> = ["ln", "log", "sum", "product", "root", "eq", "diff", "int"]
            if MathMLBuilder.operators[element.name] != nil || heads.contains(element.name) {
                return .head("<\(element.name)>")
            }
            fail("unknown element <\(element.name)>", element, parser)
            return nil
        }
    }

    private func application(_ element: Element, _ terms: [Int], _ parser: XMLParser) -> Int? {
        guard case .head(let head)? = element.children.first else {
            fail("<apply> must start with what is applied", element, parser)
            return nil
        }
        var bounds: [String: Int] = [:]
        var order: Int?
        for case .bound(let name, let index, let degree) in element.children {
            bounds[name] = index
            order = degree ?? order
        }
        func call(_ name: String, _ arguments: [Int]) -> Int { tree.append(.call(name), arguments, at: element.column) }
        switch head {
        case "<eq>" where terms.count == 2: return tree.append(.equation, terms, at: element.column)
        case "<ln>": return call("log", terms)
        case "<log>":
            let ten = bounds["logbase"] ?? tree.append(.number(10), at: element.column)
            return call("log", terms + [ten])
        case "<root>":
            return bounds["degree"].map { call("root", terms + [$0]) } ?? call("sqrt", terms)
        case "<diff>":
            guard let variable = bounds["bvar"], terms.count == 1 else {
                fail("<diff> needs bvar and one term", element, parser)
                return nil
            }
            return call("diff", [terms[0], variable] + (order.map { [$0] } ?? []))
        case "<sum>", "<product>", "<int>":
            guard let variable = bounds["bvar"], let low = bounds["lowlimit"], let high = bounds["uplimit"],
                terms.count == 1
            else {
                fail("\(head) needs bvar, lowlimit, uplimit and one term", element, parser)
                return nil
            }
            let name = head == "<sum>" ? "sum" : head == "<int>" ? "integral" : "product"
            return call(name, [terms[0], variable, low, high])
        case "<minus>" where terms.count == 2:
            let negative = tree.append(.operation(.negate), [terms[1]], at: element.column)
            return tree.append(.operation(.add), [terms[0], negative], at: element.column)
        default:
            guard head.first == "<" else { return call(head, terms) }
            guard let op = MathMLBuilder.operators[String(head.dropFirst().dropLast())] else {
                fail("\(head) cannot be applied here", element, parser)
                return nil
            }
            switch op {
            case .add, .multiply: return tree.append(.operation(op), terms, at: element.column)
            case .negate, .divide, .power, .factorial:
                guard op.arity.contains(terms.count) else {
                    fail("\(head) takes \(op.arity.lowerBound) arguments, found \(terms.count)", element, parser)
                    return nil
                }
                return tree.append(.operation(op), terms, at: element.column)
            default: return call(op.name ?? "", terms)
            }
        }
    }
}
