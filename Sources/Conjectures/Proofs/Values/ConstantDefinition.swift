import ContinuedFractions
import Expressions

/// A constant of the catalog is what its entry defines it to be.
struct ConstantDefinition: CertifiedEquation {
    let equation: Formula
    let theorem = "definition in the catalog"
    let steps: [String] = []

    /// Constants that stay names in proofs: what the catalog says of them is no simpler.
    static let undefined: Set<String> = ["pi", "e", "catalan", "euler_gamma", "khinchin", "glaisher"]

    /// The definition of a constant by name or alias; nil for the names that stay.
    init?(_ symbol: Expression, catalog: ConstantCatalog = .standard) {
        guard let name = symbol.symbolName, let constant = catalog.constant(named: name) else { return nil }
        if constant.name == name && ConstantDefinition.undefined.contains(name) { return nil }
        let isAliasOfName = ConstantDefinition.undefined.contains(constant.name)
        equation = Formula(
            left: symbol, right: isAliasOfName ? Expression(symbol: constant.name) : constant.definition)
    }

    func check() throws(CertificateError) {
        guard let again = ConstantDefinition(equation.left), again.equation == equation else {
            throw CertificateError("the catalog has no such definition")
        }
    }
}
