import Arithmetic

extension Expression: CustomStringConvertible {
    /// The term in the formula language.
    public var description: String { formatted(.text) }

    /// The term in a notation. Shared subterms are written out each time. Cost: at most the length of the output times
    /// the depth of the term.
    public func formatted(_ style: ExpressionStyle) -> String {
        if style == .mathml { return MathMLDocument.expression(self) }
        let printer = Printer(style)
        var pieces: [PrintedTerm] = []
        pieces.reserveCapacity(nodes.count)
        for node in nodes {
            if let payload = payload(of: node) {
                pieces.append(printer.leaf(payload))
            } else if let op = Operator(rawValue: node.label) {
                let payloads = node.children.map { payload(of: nodes[Int($0)]) }
                pieces.append(printer.apply(op, node.children.map { pieces[Int($0)] }, payloads))
            }
        }
        return pieces.last?.text ?? ""
    }
}

/// The text of a subterm with what its context must know to set parentheses.
struct PrintedTerm {
    /// How tightly the outermost sign binds.
    enum Binding: Int, Comparable {
        case sum, product, sign, power, postfix, atom
        static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
    }

    var text: String
    var binding: Binding
    /// Whether it starts with a minus sign.
    var isNegative: Bool
    /// A negated term that a sum can subtract: the text without its sign.
    var subtrahend: String?
    /// Whether this is a plain non-negative integer, so that a product sign after it can be left out.
    var isNumber = false
    /// Whether a product sign before it can be left out.
    var followsNumber = false
    /// Whether the outermost sign is an n-ary product.
    var isProduct = false

    /// Whether this is a plain negative integer.
    var isNegativeNumber: Bool {
        isNegative && binding == .sign && (subtrahend?.allSatisfy { $0.isASCII && $0.isNumber } ?? false)
    }
}

/// Puts printed subterms together in one of the infix notations.
struct Printer {
    let style: ExpressionStyle
    private let table: NotationTable?

    init(_ style: ExpressionStyle) {
        self.style = style
        table = NotationTable.table(of: style)
    }

    /// The text, in parentheses unless it binds at least as tightly as `needed`.
    private func inside(_ term: PrintedTerm, _ needed: PrintedTerm.Binding) -> String {
        term.binding >= needed ? term.text : parenthesized(term.text)
    }

    private func parenthesized(_ text: String) -> String {
        style == .latex ? "\\left(\(text)\\right)" : "(\(text))"
    }

    func leaf(_ payload: Expression.Payload) -> PrintedTerm {
        switch payload {
        case .symbol(let name):
            let written = table?.text(ofSymbol: name) ?? name
            // `2e5` would read as a number.
            let first = written.first ?? "e"
            return PrintedTerm(
                text: written, binding: .atom, isNegative: false,
                followsNumber: style == .latex || (first != "e" && first != "E"))
        case .text(let text):
            let written = style == .latex ? "\\text{\(text)}" : style == .sympy ? "'\(text)'" : "\"\(text)\""
            return PrintedTerm(text: written, binding: .atom, isNegative: false)
        case .numeral(let value):
            let magnitude = numeral(value.magnitude)
            let isAtom = value.isInteger || style == .sympy
            if value.signum() < 0 {
                return PrintedTerm(
                    text: "-\(magnitude)", binding: isAtom ? .sign : .product, isNegative: true,
                    subtrahend: magnitude)
            }
            return PrintedTerm(
                text: magnitude, binding: isAtom ? .atom : .product, isNegative: false, isNumber: value.isInteger)
        }
    }

    private func numeral(_ value: Rational) -> String {
        if value.isInteger { return value.description }
        return switch style {
        case .latex: "\\frac{\(value.numerator)}{\(value.denominator)}"
        // In Python 1/2 is a floating-point number.
        case .sympy: "Rational(\(value.numerator), \(value.denominator))"
        default: value.description
        }
    }

    func apply(_ op: Operator, _ children: [PrintedTerm], _ payloads: [Expression.Payload?]) -> PrintedTerm {
        switch op {
        case .add: return sum(children)
        case .multiply: return product(children)
        case .negate:
            // A sum subtracts a whole product; alone, the sign binds tighter than the product sign.
            let text = children[0].isNegative ? parenthesized(children[0].text) : inside(children[0], .sign)
            return PrintedTerm(
                text: "-\(text)", binding: .sign, isNegative: true,
                subtrahend: children[0].isNegative ? text : inside(children[0], .product))
        case .divide: return quotient(children)
        case .power: return power(children)
        case .factorial:
            if style == .sympy {
                return PrintedTerm(text: "factorial(\(children[0].text))", binding: .atom, isNegative: false)
            }
            return PrintedTerm(
                text: "\(inside(children[0], .atom))!", binding: .postfix, isNegative: false,
                followsNumber: children[0].followsNumber)
        case .list:
            let (open, close) = style.listBrackets
            let items = children.map(\.text).joined(separator: ", ")
            let text = style == .latex ? "\\left[\(items)\\right]" : "\(open)\(items)\(close)"
            return PrintedTerm(text: text, binding: .atom, isNegative: false)
        case .sum where style == .latex, .product where style == .latex:
            let head = op == .sum ? "\\sum" : "\\prod"
            let body = children[0].isNegative ? parenthesized(children[0].text) : inside(children[0], .product)
            let text = "\(head)_{\(children[1].text)=\(children[2].text)}^{\(children[3].text)}{\(body)}"
            return PrintedTerm(text: text, binding: .product, isNegative: false, isProduct: true)
        case .derivative where style == .latex, .integral where style == .latex:
            let function = children[0].isNegative ? parenthesized(children[0].text) : inside(children[0], .product)
            let items = [function] + children.dropFirst().map(\.text)
            let text = table?.text(op, items, payloads: payloads) ?? ""
            return PrintedTerm(text: text, binding: .product, isNegative: false, isProduct: true)
        default: return call(op, children, payloads)
        }
    }

    private func quotient(_ children: [PrintedTerm]) -> PrintedTerm {
        if style == .latex {
            return PrintedTerm(
                text: "\\frac{\(children[0].text)}{\(children[1].text)}", binding: .postfix, isNegative: false)
        }
        let divisor = children[1].isNegative ? parenthesized(children[1].text) : inside(children[1], .sign)
        let dividend = style == .sympy && children[1].isNumber ? integer(children[0]) : inside(children[0], .product)
        return PrintedTerm(text: "\(dividend)/\(divisor)", binding: .product, isNegative: children[0].isNegative)
    }

    private func power(_ children: [PrintedTerm]) -> PrintedTerm {
        if style == .latex {
            return PrintedTerm(
                text: "\(inside(children[0], .atom))^{\(children[1].text)}", binding: .power, isNegative: false,
                followsNumber: children[0].followsNumber)
        }
        let exponent = children[1].isNegative ? parenthesized(children[1].text) : inside(children[1], .power)
        let base = style == .sympy ? integer(children[0]) : inside(children[0], .postfix)
        return PrintedTerm(
            text: "\(base)\(style == .sympy ? "**" : "^")\(exponent)", binding: .power, isNegative: false,
            followsNumber: children[0].followsNumber)
    }

    /// A base or dividend for SymPy: a plain integer there would be computed with by Python itself.
    private func integer(_ term: PrintedTerm) -> String {
        term.isNumber || term.isNegativeNumber ? "Integer(\(term.text))" : inside(term, .postfix)
    }

    private func sum(_ children: [PrintedTerm]) -> PrintedTerm {
        var text = ""
        for (i, child) in children.enumerated() {
            if i == 0 {
                text = inside(child, .product)
            } else if let subtrahend = child.subtrahend {
                text += "-\(subtrahend)"
            } else {
                text += "+\(child.isNegative ? parenthesized(child.text) : inside(child, .product))"
            }
        }
        return PrintedTerm(text: text, binding: .sum, isNegative: false)
    }

    private func product(_ children: [PrintedTerm]) -> PrintedTerm {
        var text = ""
        for (i, child) in children.enumerated() {
            if i == 0 {
                // A nested product, or a quotient written by a fraction bar, must not merge into this one.
                text = child.isProduct ? parenthesized(child.text) : inside(child, .product)
                continue
            }
            let factor = child.isNegative ? parenthesized(child.text) : inside(child, .sign)
            let previous = children[i - 1]
            let joined =
                i == 1 && (previous.isNumber || previous.isNegativeNumber) && child.binding >= .power
                && child.followsNumber
            switch style {
            case .latex: text += joined ? " \(factor)" : " \\cdot \(factor)"
            case .text: text += joined ? factor : "*\(factor)"
            default: text += "*\(factor)"
            }
        }
        return PrintedTerm(text: text, binding: .product, isNegative: children[0].isNegative, isProduct: true)
    }

    private func call(_ op: Operator, _ children: [PrintedTerm], _ payloads: [Expression.Payload?]) -> PrintedTerm {
        let items = children.map(\.text)
        let name = op.name ?? "f"
        let text: String
        if let table {
            text = table.text(op, items, payloads: payloads) ?? table.call(name, items)
        } else {
            text = "\(name)(\(items.joined(separator: ", ")))"
        }
        return PrintedTerm(
            text: text, binding: .atom, isNegative: false, followsNumber: style == .latex || name.first != "e")
    }
}
