import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import Testing

private let catalog = try? FormulaCatalog()

@Test func theCatalogOfFormulasIsLargeEnough() throws {
    let formulas = try FormulaCatalog().formulas
    #expect(formulas.count >= 40)
    #expect(Set(formulas.map(\.id)).count == formulas.count)
    #expect(formulas.allSatisfy { $0.reference.count > 10 })
}

@Test(arguments: catalog?.formulas.map(\.id) ?? [])
func knownFormulasAgreeAndTheirMutantsAreRefuted(_ id: String) throws {
    let entry = try #require(catalog?.formulas.first { $0.id == id })
    let verification = try entry.formula.verify(digits: 60, evaluator: .standard)
    #expect(verification.status == .agrees(digits: 60))
    // One coefficient changed: never the same value.
    let arguments = entry.formula.left.arguments
    guard entry.formula.left.head == .continuedFraction else { return }
    for (position, argument) in arguments.enumerated() {
        let polynomial = try argument.polynomial(in: "n")
        for degree in 0...(polynomial.degree ?? 0) {
            var coefficients = polynomial.coefficients
            coefficients[degree] += 1
            var changed = arguments
            changed[position] = Expression(Polynomial<Rational>(coefficients), variable: "n")
            let mutant = Formula(left: Expression(.continuedFraction, changed), right: entry.formula.right)
            // A mutant without a limit has no value at all: that is an error and not an agreement.
            let status = try? mutant.verify(digits: 40, evaluator: .standard).status
            #expect(status == .refuted || status == nil, "\(mutant)")
        }
    }
}
