import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import Testing

/// The entries of the catalog whose left side is a fraction with deg a ≤ 1 and deg b ≤ 2.
private let entries: [KnownFormula] = {
    guard let catalog = try? FormulaCatalog() else { return [] }
    return catalog.formulas.filter { entry in
        let arguments = entry.formula.left.arguments
        guard entry.formula.left.head == .continuedFraction, let a = try? arguments[0].polynomial(in: "n"),
            let b = try? arguments[1].polynomial(in: "n")
        else { return false }
        return a.degree ?? 0 <= 1 && b.degree ?? 0 <= 2
    }
}()

private let prover = FormulaProver(methods: [{ ClosedForms.gauss(of: $0) }])

@Test func theCatalogHasManyGaussFractions() { #expect(entries.count >= 50) }

@Test(arguments: entries.map(\.id))
func gaussFractionsOfTheCatalogAreProved(_ id: String) throws {
    let formula = try #require(entries.first { $0.id == id }).formula
    let certificate = try #require(prover.prove(formula), "\(formula)")
    try certificate.check()
    // One coefficient changed, or 10^(−60) added: never proved, and its certificate never accepted.
    let near = Formula(left: formula.left, right: formula.right + (try Expression(parsing: "10^(-60)")))
    #expect(throws: CertificateError.self) {
        try FormulaCertificate(formula: near, lemmas: certificate.lemmas, closing: certificate.closing).check()
    }
    let arguments = formula.left.arguments
    for (position, argument) in arguments.enumerated() {
        var coefficients = try argument.polynomial(in: "n").coefficients
        for index in coefficients.indices {
            coefficients[index] += 1
            defer { coefficients[index] -= 1 }
            var changed = arguments
            changed[position] = Expression(Polynomial<Rational>(coefficients), variable: "n")
            let mutant = Formula(left: Expression(.continuedFraction, changed), right: formula.right)
            for form in ClosedForms.gauss(of: mutant.left) {
                for closing in [FormulaCertificate.Closing.identity, .field] {
                    #expect(throws: CertificateError.self) {
                        try FormulaCertificate(formula: mutant, lemmas: form.lemmas, closing: closing).check()
                    }
                }
            }
        }
    }
}
