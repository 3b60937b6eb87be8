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

private let prover = FormulaProver(methods: [{ term, _ in ClosedForms.gauss(of: term) }])

/// The certificate proves no formula with 10^(−60) added, which no check to 50 digits refutes.
private func expectRefused(_ certificate: FormulaCertificate, at formula: Formula) throws {
    let near = Formula(left: formula.left, right: formula.right + (try Expression(parsing: "10^(-60)")))
    #expect(throws: CertificateError.self) {
        try FormulaCertificate(formula: near, lemmas: certificate.lemmas, closing: certificate.closing).check()
    }
    for closing in [FormulaCertificate.Closing.identity, .field] {
        #expect(throws: CertificateError.self) {
            try FormulaCertificate(formula: near, lemmas: certificate.lemmas, closing: closing).check()
        }
    }
}

@Test func theCatalogHasManyGaussFractions() { #expect(entries.count >= 50) }

@Test(arguments: entries.map(\.id))
func gaussFractionsOfTheCatalogAreProved(_ id: String) throws {
    let formula = try #require(entries.first { $0.id == id }).formula
    let certificate = try #require(prover.prove(formula), "\(formula)")
    try certificate.check()
    try expectRefused(certificate, at: formula)
    // One coefficient changed: the closed form of the other fraction proves nothing.
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

/// The classical families, for some values of their parameters.
private let families: [String] = [(1, 3), (2, 5), (7, 4), (3, 8)].flatMap { p, q in
    let z = "(\(p)/\(q))"
    return [
        "pcf(2n + 1, -\(z)^2) = \(z)/tan(\(z))", "pcf(2n + 1, \(z)^2) = \(z)/tanh(\(z))",
        "pcf(2n + 1, \(z)^2*n^2) = \(z)/atan(\(z))", "exp(2*\(z)) = 1 + 2*\(z)/(pcf(2n + 1, \(z)^2) - \(z))",
        "pcf(n + 1 + \(z), -n*\(z)) = \(z)/(1 - exp(-\(z)))", "pcf(n + 1 - \(z), n*\(z)) = \(z)/(exp(\(z)) - 1)",
        "pcf(2, \(p)/\(q)) = 1 + sqrt(1 + \(z))", "pcf(2n + 1 + \(z), -n^2) = 1/(exp(\(z))*e1(\(z)))",
        "pcf(n + 2, \(z)^2) = \(z)*besseli(1, 2*\(z))/besseli(2, 2*\(z))",
        "pcf(n + \(z), -2) = sqrt(2)*besselj(\(z) - 1, 2*sqrt(2))/besselj(\(z), 2*sqrt(2))",
        p < q ? "pcf((1 + \(z))*n + 1, -\(z)*n^2) = -\(z)/log(1 - \(z))" : "pcf(4n + 2, \(z)^2) = \(z)/tanh(\(z)/2)",
        p < q
            ? "pcf(2n + 1, -\(z)^2*n^2) = 2*\(z)/log((1 + \(z))/(1 - \(z)))"
            : "pcf(\(z), n) = sqrt(2/pi)*exp(-\(z)^2/2)/erfc(\(z)/sqrt(2))",
    ]
}

@Test(arguments: families)
func classicalFamiliesAreProved(_ text: String) throws {
    let formula = try Formula(parsing: text, catalog: .standard)
    let result = try formula.prove(digits: 40, prover: prover)
    #expect(result.status == .proved(digits: 40), "\(formula)")
    let certificate = try #require(result.certificate)
    try certificate.check()
    try expectRefused(certificate, at: formula)
    let wrong = Formula(left: formula.left, right: formula.right + (try Expression(parsing: "10^(-12)")))
    #expect(try wrong.prove(digits: 40, prover: prover).status == .refuted)
}

/// pcf(x, n^2) = 1/β((x + 1)/2) (T. J. Stieltjes), with Gauss's values of the digamma function.
@Test(arguments: [
    "pcf(5, 9n^2) = 3/(3 - pi/sqrt(3) - log(2))", "pcf(1, 9n^2) = 3/(pi/sqrt(3) - log(2))",
    "pcf(3, 4n^2) = 2/(4 - pi/sqrt(2) - sqrt(2)*log(1 + sqrt(2)))",
    "pcf(1, 16n^2) = 8/(digamma(13/16) - digamma(5/16))",
    "pcf(2, 9n^2) = 3/(pi - sqrt(3)*log(2 + sqrt(3)))",
])
func valuesOfTheDigammaFamilyAreProved(_ text: String) throws {
    let formula = try Formula(parsing: text, catalog: .standard)
    #expect(try formula.prove(digits: 40, prover: prover).status == .proved(digits: 40), "\(formula)")
}
