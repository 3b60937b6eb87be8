/// The notations in which an expression can be written and read. Every one reads back what it writes as the same term.
public enum ExpressionStyle: String, Sendable, CaseIterable {
    /// The formula language.
    case text
    /// LaTeX mathematics.
    case latex
    /// MathML: presentation markup for browsers, with content markup as its annotation.
    case mathml
    /// PARI/GP input; functions that PARI lacks keep their name of the formula language.
    case pari
    /// SymPy input; functions that SymPy lacks are undefined functions of their name.
    case sympy
    /// Wolfram Language input; functions that it lacks keep their name, `_` written as `$`.
    case mathematica

    /// The bracket pair of a call.
    var callBrackets: (open: Character, close: Character) { self == .mathematica ? ("[", "]") : ("(", ")") }

    /// The bracket pair of a list.
    var listBrackets: (open: Character, close: Character) { self == .mathematica ? ("{", "}") : ("[", "]") }
}

extension ExpressionStyle {
    /// The rules of all notations that cannot be read, each with its reason: empty, unless a table was edited badly.
    public static var defects: [String] { NotationTable.allDefects }
}
