import Arithmetic

/// MathML 3: presentation markup, for browsers, and in its annotation content markup, which says what is meant and is
/// what reads back. Functions without an element of their own are symbols of the content dictionary `apery`.
enum MathMLDocument {
    static func expression(_ expression: Expression) -> String { document(markup(expression)) }

    static func equation(_ left: Expression, _ right: Expression) -> String {
        let (x, y) = (markup(left), markup(right))
        return document(
            Markup(
                presentation: "\(x.presentation)<mo>=</mo>\(y.presentation)",
                content: "<apply><eq/>\(x.content)\(y.content)</apply>"))
    }

    private struct Markup {
        var presentation: String
        var content: String
        var binding = PrintedTerm.Binding.atom
    }

    private static func document(_ markup: Markup) -> String {
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><semantics><mrow>\(markup.presentation)</mrow>"
            + "<annotation-xml encoding=\"MathML-Content\">\(markup.content)</annotation-xml></semantics></math>"
    }

    private static func markup(_ expression: Expression) -> Markup {
        var pieces: [Markup] = []
        for node in expression.nodes {
            if let payload = expression.payload(of: node) {
                pieces.append(leaf(payload))
            } else if let op = Operator(rawValue: node.label) {
                let children = node.children.map { pieces[Int($0)] }
                var piece = presentation(op, children)
                piece.content = content(op, children.map(\.content))
                pieces.append(piece)
            }
        }
        return pieces.last ?? Markup(presentation: "", content: "")
    }

    /// Content elements of MathML by operator; the others are symbols of our dictionary.
    static let elements: [Operator: String] = [
        .add: "plus", .multiply: "times", .negate: "minus", .divide: "divide", .power: "power",
        .factorial: "factorial", .exp: "exp", .sin: "sin", .cos: "cos", .tan: "tan", .cot: "cot", .secant: "sec",
        .cosecant: "csc", .asin: "arcsin", .acos: "arccos", .atan: "arctan", .sinh: "sinh", .cosh: "cosh",
        .tanh: "tanh", .coth: "coth", .hyperbolicSecant: "sech", .hyperbolicCosecant: "csch", .asinh: "arcsinh",
        .acosh: "arccosh", .atanh: "arctanh", .absoluteValue: "abs", .realPart: "real", .imaginaryPart: "imaginary",
        .argument: "arg", .conjugate: "conjugate", .squareRoot: "root",
    ]

    /// Elements of constants.
    static let constants = [
        "pi": "pi", "e": "exponentiale", "euler_gamma": "eulergamma", "infinity": "infinity", "i": "imaginaryi",
    ]

    private static func leaf(_ payload: Expression.Payload) -> Markup {
        switch payload {
        case .numeral(let value):
            let sign = value.signum() < 0 ? "<mo>-</mo>" : ""
            let size = value.magnitude
            if value.isInteger {
                return Markup(
                    presentation: "\(sign)<mn>\(size)</mn>", content: "<cn type=\"integer\">\(value)</cn>",
                    binding: sign.isEmpty ? .atom : .sign)
            }
            return Markup(
                presentation: "\(sign)<mfrac><mn>\(size.numerator)</mn><mn>\(size.denominator)</mn></mfrac>",
                content: "<cn type=\"rational\">\(value.numerator)<sep/>\(value.denominator)</cn>", binding: .sign)
        case .symbol(let name):
            let shown = ConstantCatalog.standard.constant(named: name)?.symbol ?? (name == "infinity" ? "∞" : name)
            return Markup(
                presentation: "<mi>\(escaped(shown))</mi>",
                content: constants[name].map { "<\($0)/>" } ?? "<ci>\(escaped(name))</ci>")
        case .text(let text):
            return Markup(presentation: "<mtext>\(escaped(text))</mtext>", content: "<cs>\(escaped(text))</cs>")
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static func content(_ op: Operator, _ items: [String]) -> String {
        switch op {
        case .list: return "<list>\(items.joined())</list>"
        case .derivative:
            let order = items.count == 3 ? "<degree>\(items[2])</degree>" : ""
            return "<apply><diff/><bvar>\(items[1])\(order)</bvar>\(items[0])</apply>"
        case .lambda: return "<lambda><bvar>\(items[0])</bvar>\(items[1])</lambda>"
        case .sum, .product, .integral:
            return
                "<apply><\(op == .sum ? "sum" : op == .integral ? "int" : "product")/><bvar>\(items[1])</bvar><lowlimit>\(items[2])</lowlimit>"
                + "<uplimit>\(items[3])</uplimit>\(items[0])</apply>"
        case .root: return "<apply><root/><degree>\(items[1])</degree>\(items[0])</apply>"
        case .log where items.count == 1: return "<apply><ln/>\(items[0])</apply>"
        case .log: return "<apply><log/><logbase>\(items[1])</logbase>\(items[0])</apply>"
        default:
            let head = elements[op].map { "<\($0)/>" } ?? "<csymbol cd=\"apery\">\(op.name ?? "f")</csymbol>"
            return "<apply>\(head)\(items.joined())</apply>"
        }
    }

    private static func inside(_ item: Markup, _ needed: PrintedTerm.Binding) -> String {
        item.binding >= needed
            ? "<mrow>\(item.presentation)</mrow>" : "<mrow><mo>(</mo>\(item.presentation)<mo>)</mo></mrow>"
    }

    private static func presentation(_ op: Operator, _ items: [Markup]) -> Markup {
        func made(_ text: String, _ binding: PrintedTerm.Binding = .atom) -> Markup {
            Markup(presentation: text, content: "", binding: binding)
        }
        switch op {
        case .add: return made(items.map { inside($0, .product) }.joined(separator: "<mo>+</mo>"), .sum)
        case .multiply: return made(items.map { inside($0, .power) }.joined(separator: "<mo>⋅</mo>"), .product)
        case .negate: return made("<mo>-</mo>\(inside(items[0], .power))", .sign)
        case .divide:
            return made(
                "<mfrac><mrow>\(items[0].presentation)</mrow><mrow>\(items[1].presentation)</mrow></mfrac>", .postfix)
        case .power: return made("<msup>\(inside(items[0], .atom))<mrow>\(items[1].presentation)</mrow></msup>", .power)
        case .factorial: return made("\(inside(items[0], .atom))<mo>!</mo>", .postfix)
        case .squareRoot: return made("<msqrt>\(items[0].presentation)</msqrt>")
        case .root:
            return made("<mroot><mrow>\(items[0].presentation)</mrow><mrow>\(items[1].presentation)</mrow></mroot>")
        case .absoluteValue: return made("<mo>|</mo>\(items[0].presentation)<mo>|</mo>")
        case .sum, .product:
            let sign = op == .sum ? "∑" : "∏"
            return made(
                "<munderover><mo>\(sign)</mo><mrow>\(items[1].presentation)<mo>=</mo>\(items[2].presentation)</mrow>"
                    + "<mrow>\(items[3].presentation)</mrow></munderover>\(inside(items[0], .product))", .sum)
        case .derivative:
            let order = items.count == 3 ? items[2].presentation : nil
            func raised(_ base: String) -> String {
                order.map { "<msup><mrow>\(base)</mrow><mrow>\($0)</mrow></msup>" } ?? base
            }
            let below = "<mi>d</mi>\(raised(items[1].presentation))"
            return made(
                "<mfrac><mrow>\(raised("<mi>d</mi>"))</mrow><mrow>\(below)</mrow></mfrac>\(inside(items[0], .product))",
                .sum)
        case .integral:
            return made(
                "<msubsup><mo>∫</mo><mrow>\(items[2].presentation)</mrow><mrow>\(items[3].presentation)</mrow></msubsup>"
                    + "\(inside(items[0], .product))<mi>d</mi>\(items[1].presentation)", .sum)
        case .lambda: return made("\(items[0].presentation)<mo>↦</mo>\(items[1].presentation)", .sum)
        default:
            let listed = items.map { "<mrow>\($0.presentation)</mrow>" }.joined(separator: "<mo>,</mo>")
            if op == .list { return made("<mo>[</mo>\(listed)<mo>]</mo>") }
            return made("<mi>\(op.name ?? "f")</mi><mo>&#x2061;</mo><mrow><mo>(</mo>\(listed)<mo>)</mo></mrow>")
        }
    }
}
