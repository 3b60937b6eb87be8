import Arithmetic
import Expressions

extension ProperTerm: CustomStringConvertible {
    /// As `(P) w^n z^t Γ(n + 1) Γ(t + 1)^2/(Γ(n + t + 2)^3)`.
    public var description: String {
        var parts: [String] = []
        if polynomial != 1 {
            let terms = polynomial.coefficients.enumerated().reversed().filter { !$0.element.isZero }.map {
                "(\(Expression($0.element, variable: "n")))\($0.offset == 0 ? "" : " t^\($0.offset)")"
            }
            parts.append("(\(terms.joined(separator: " + ")))")
        }
        if indexBase != 1 { parts.append("(\(indexBase))^n") }
        if summandBase != 1 { parts.append("(\(summandBase))^t") }
        func text(_ factor: Factor) -> String {
            let exponent = abs(factor.exponent)
            return "Γ(\(factor.argument))\(exponent == 1 ? "" : "^\(exponent)")"
        }
        parts.append(contentsOf: factors.filter { $0.exponent > 0 }.map(text))
        let below = factors.filter { $0.exponent < 0 }.map(text)
        let above = parts.isEmpty ? "1" : parts.joined(separator: " ")
        return below.isEmpty ? above : "\(above)/(\(below.joined(separator: " ")))"
    }
}
