import Arithmetic

/// The notations an expression can be printed in.
public enum ExpressionStyle: String, Sendable, CaseIterable {
    /// The formula language; reads back to the same term.
    case text
    /// LaTeX mathematics.
    case latex
    /// PARI/GP input.
    case pari
}

extension Expression: CustomStringConvertible {
    /// The term in the formula language.
    public var description: String { formatted(.text) }

    /// The term in a style. Cost: linear in the length of the output; shared subterms are written out each time.
    public func formatted(_ style: ExpressionStyle) -> String {
        var pieces: [PrintedTerm] = []
        pieces.reserveCapacity(nodes.count)
        for node in nodes {
            if let payload = payload(of: node) {
                pieces.append(PrintedTerm.leaf(payload, style))
            } else if let op = Operator(rawValue: node.label) {
                pieces.append(PrintedTerm.apply(op, node.children.map { pieces[Int($0)] }, style))
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

    /// The text, in parentheses unless it binds at least as tightly as `needed`.
    func inside(_ needed: Binding, _ style: ExpressionStyle) -> String {
        binding >= needed ? text : PrintedTerm.parenthesized(text, style)
    }

    static func parenthesized(_ text: String, _ style: ExpressionStyle) -> String {
        style == .latex ? "\\left(\(text)\\right)" : "(\(text))"
    }

    static func leaf(_ payload: Expression.Payload, _ style: ExpressionStyle) -> PrintedTerm {
        switch payload {
        case .symbol(let name):
            let written = symbol(name, style)
            // `2e5` would read as a number.
            let first = name.first ?? "e"
            return PrintedTerm(
                text: written, binding: .atom, isNegative: false,
                followsNumber: style == .latex || (first != "e" && first != "E"))
        case .text(let text):
            return PrintedTerm(text: "\"\(text)\"", binding: .atom, isNegative: false)
        case .numeral(let value):
            let magnitude = numeral(value.magnitude, style)
            let binding: Binding = value.isInteger ? .atom : .product
            if value.signum() < 0 {
                return PrintedTerm(
                    text: "-\(magnitude)", binding: value.isInteger ? .sign : .product, isNegative: true,
                    subtrahend: magnitude)
            }
            return PrintedTerm(text: magnitude, binding: binding, isNegative: false, isNumber: value.isInteger)
        }
    }

    private static func symbol(_ name: String, _ style: ExpressionStyle) -> String {
        switch style {
        case .text: name
        case .latex:
            name == "infinity"
                ? "\\infty"
                : ConstantCatalog.standard.constant(named: name)?.latex
                    ?? (name.count == 1 ? name : "\\mathrm{\(name)}")
        case .pari:
            switch name {
            case "pi": "Pi"
            case "e": "exp(1)"
            case "euler_gamma": "Euler"
            case "catalan": "Catalan"
            case "infinity": "oo"
            default:
                ConstantCatalog.standard.constant(named: name).map { "(\($0.definition.formatted(.pari)))" } ?? name
            }
        }
    }

    private static func numeral(_ value: Rational, _ style: ExpressionStyle) -> String {
        if style == .latex && !value.isInteger { return "\\frac{\(value.numerator)}{\(value.denominator)}" }
        return value.description
    }

    static func apply(_ op: Operator, _ children: [PrintedTerm], _ style: ExpressionStyle) -> PrintedTerm {
        switch op {
        case .add: return sum(children, style)
        case .multiply: return product(children, style)
        case .negate:
            let inner = children[0].inside(.sign, style)
            // A sum subtracts a whole product; alone, the sign binds tighter than the product sign.
            return PrintedTerm(
                text: "-\(children[0].isNegative ? parenthesized(children[0].text, style) : inner)", binding: .sign,
                isNegative: true,
                subtrahend: children[0].isNegative
                    ? parenthesized(children[0].text, style) : children[0].inside(.product, style))
        case .divide:
            if style == .latex {
                return PrintedTerm(
                    text: "\\frac{\(children[0].text)}{\(children[1].text)}", binding: .postfix, isNegative: false)
            }
            let divisor =
                children[1].isNegative
                ? parenthesized(children[1].text, style) : children[1].inside(.sign, style)
            return PrintedTerm(
                text: "\(children[0].inside(.product, style))/\(divisor)", binding: .product,
                isNegative: children[0].isNegative)
        case .power:
            if style == .latex {
                return PrintedTerm(
                    text: "\(children[0].inside(.atom, style))^{\(children[1].text)}", binding: .power,
                    isNegative: false, followsNumber: true)
            }
            let exponent =
                children[1].isNegative
                ? parenthesized(children[1].text, style) : children[1].inside(.power, style)
            return PrintedTerm(
                text: "\(children[0].inside(.postfix, style))^\(exponent)", binding: .power, isNegative: false,
                followsNumber: children[0].followsNumber)
        case .factorial:
            return PrintedTerm(
                text: "\(children[0].inside(.atom, style))!", binding: .postfix, isNegative: false,
                followsNumber: children[0].followsNumber)
        default: return call(op, children, style)
        }
    }

    private static func sum(_ children: [PrintedTerm], _ style: ExpressionStyle) -> PrintedTerm {
        var text = ""
        for (i, child) in children.enumerated() {
            if i == 0 {
                text = child.inside(.product, style)
            } else if let subtrahend = child.subtrahend {
                text += "-\(subtrahend)"
            } else {
                text += "+\(child.isNegative ? parenthesized(child.text, style) : child.inside(.product, style))"
            }
        }
        return PrintedTerm(text: text, binding: .sum, isNegative: false)
    }

    private static func product(_ children: [PrintedTerm], _ style: ExpressionStyle) -> PrintedTerm {
        var text = ""
        for (i, child) in children.enumerated() {
            if i == 0 {
                // A nested product, or a quotient written by a fraction bar, must not merge into this one.
                text = child.isProduct ? parenthesized(child.text, style) : child.inside(.product, style)
                continue
            }
            let factor = child.isNegative ? parenthesized(child.text, style) : child.inside(.sign, style)
            let previous = children[i - 1]
            let joined =
                i == 1 && (previous.isNumber || previous.isNegativeNumber) && child.binding >= .power
                && child.followsNumber
            if joined && style != .pari {
                text += style == .latex ? " \(factor)" : factor
            } else {
                text += style == .latex ? " \\cdot \(factor)" : "*\(factor)"
            }
        }
        return PrintedTerm(text: text, binding: .product, isNegative: children[0].isNegative, isProduct: true)
    }

    /// Whether the outermost sign is an n-ary product.
    var isProduct = false

    /// Whether this is a plain negative integer.
    var isNegativeNumber: Bool {
        isNegative && binding == .sign && (subtrahend?.allSatisfy { $0.isASCII && $0.isNumber } ?? false)
    }

    private static func call(_ op: Operator, _ children: [PrintedTerm], _ style: ExpressionStyle) -> PrintedTerm {
        let items = children.map(\.text)
        let text: String
        switch (op, style) {
        case (.list, _): text = "[\(items.joined(separator: ", "))]"
        case (.squareRoot, .latex): text = "\\sqrt{\(items[0])}"
        case (.sum, .latex):
            text = "\\sum_{\(items[1])=\(items[2])}^{\(items[3])} \(children[0].inside(.product, style))"
        case (.product, .latex):
            text = "\\prod_{\(items[1])=\(items[2])}^{\(items[3])} \(children[0].inside(.product, style))"
        case (.continuedFraction, .latex):
            text = "\\operatorname{K}\\left(\(items[0]),\\, \(items[1])\\right)"
        case (_, .latex):
            let name = OperatorTable.entries[op]?.latex ?? "\\operatorname{\(op.name ?? "f")}"
            text = "\(name)\\left(\(items.joined(separator: ", "))\\right)"
        case (_, .pari): text = PariNotation.call(op, items)
        default: text = "\(op.name ?? "f")(\(items.joined(separator: ", ")))"
        }
        return PrintedTerm(text: text, binding: .atom, isNegative: false, followsNumber: op.name?.first != "e")
    }
}

/// Functions in PARI/GP's spelling.
enum PariNotation {
    private static let names: [Operator: String] = [
        .absoluteValue: "abs", .coth: "cotanh", .cot: "cotan", .logGamma: "lngamma", .digamma: "psi",
        .besselI: "besseli", .besselJ: "besselj", .besselK: "besselk", .besselY: "besseln", .hurwitz: "zetahurwitz",
        .exponentialIntegralOne: "eint1", .arithmeticGeometricMean: "agm", .lambertW: "lambertw",
    ]

    static func call(_ op: Operator, _ items: [String]) -> String {
        switch op {
        case .root: return "(\(items[0]))^(1/(\(items[1])))"
        case .log where items.count == 2: return "(log(\(items[0]))/log(\(items[1])))"
        case .sum where items[3] == "oo": return "suminf(\(items[1])=\(items[2]),\(items[0]))"
        case .sum: return "sum(\(items[1])=\(items[2]),\(items[3]),\(items[0]))"
        case .product where items[3] == "oo": return "prodinf(\(items[1])=\(items[2]),\(items[0]))"
        case .product: return "prod(\(items[1])=\(items[2]),\(items[3]),\(items[0]))"
        case .continuedFraction: return "pcf(n->\(items[0]),n->\(items[1]))"
        case .ellipticK: return "ellK(sqrt(\(items[0])))"
        case .ellipticE: return "ellE(sqrt(\(items[0])))"
        case .polylogarithm: return "polylog(\(items[0]),\(items[1]))"
        case .exponentialIntegral: return "(-real(eint1(-(\(items[0])))))"
        case .polygamma: return "psi'(\(items.joined(separator: ",")))"
        default: return "\(names[op] ?? op.name ?? "f")(\(items.joined(separator: ",")))"
        }
    }
}
