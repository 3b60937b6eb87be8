import Conjectures
import ContinuedFractions
import Expressions
import Testing

private func formula(_ text: String) throws -> Formula { try Formula(parsing: text, catalog: .standard) }

/// The right side with 10^(−120) added: a check to 100 digits does not tell it from the true one.
private func perturbed(_ formula: Formula) throws -> Formula {
    Formula(left: formula.left, right: formula.right + (try Expression(parsing: "10^(-120)")))
}

private let identities = [
    "sin(1)^2 + cos(1)^2 = 1", "1 + 2/(pi-2) = pi/(pi-2)", "(sqrt(3)+1)/(sqrt(3)-1) = 2 + sqrt(3)",
    "(1+e)/(e-1) = coth(1/2)", "tanh(1/3) = (exp(2/3)-1)/(exp(2/3)+1)", "cot(1) = 2*cos(1)^2/sin(2)",
    "log(12)/log(2) = 2 + ln3/ln2", "atan(1) + atan(2) + atan(3) = pi", "4*(4*atan(1/5) - atan(1/239)) = pi",
    "gamma(3/4)*gamma(5/4) = pi*sqrt(2)/4", "gamma(1/6)*gamma(5/6) = 2*pi", "atanh(1/2) = ln3/2",
    "golden^2 = golden + 1", "sqrt(2)/asinh(1) = 2/(sqrt(2)*log(1+sqrt(2)))", "zeta(2) = pi^2/6",
]

@Test(arguments: identities)
func valuesAreProvedAndCertified(_ text: String) throws {
    let equation = try formula(text)
    let result = try equation.prove(digits: 50)
    let certificate = try #require(result.certificate, "\(text)")
    try certificate.check()
    #expect(result.status == .proved(digits: 50))
}

@Test(arguments: identities)
func perturbedFormulasAreNeverProved(_ text: String) throws {
    let near = try perturbed(formula(text))
    #expect(try near.verify(digits: 100, evaluator: .standard).status == .agrees(digits: 100))
    #expect(try near.prove(digits: 100).status == .refuted)
    #expect(try formula(text.replacing("=", with: "= 1/1000 +")).prove(digits: 30).status == .refuted)
}

@Test func whatNoCheckTellsApartIsNotProved() throws {
    let near = try formula("pcf(2n+1, n^2) = 4/pi + 10^(-1000)")
    #expect(try near.prove(digits: 50).status == .agrees(digits: 50))
    #expect(try near.prove(digits: 1100).status == .refuted)
}

@Test func certificatesOfOtherFormulasAreRefused() throws {
    let certificate = try #require(try formula("log(12)/log(2) = 2 + ln3/ln2").prove().certificate)
    let forged = FormulaCertificate(
        formula: try perturbed(certificate.formula), lemmas: certificate.lemmas, closing: certificate.closing)
    #expect(throws: CertificateError.self) { try forged.check() }
    let empty = FormulaCertificate(formula: certificate.formula, lemmas: [], closing: certificate.closing)
    #expect(throws: CertificateError.self) { try empty.check() }
}

@Test func arctangentsOfRandomRationalsMeet() throws {
    // atan x + atan 1/x = π/2 and atan x − atan y = atan((x − y)/(1 + x y)) for x, y > 0.
    for (p, q) in [(3, 7), (22, 5), (100, 239), (8, 9), (1, 57)] {
        let sum = "atan(\(p)/\(q)) + atan(\(q)/\(p)) = pi/2"
        #expect(try formula(sum).prove(digits: 30).certificate != nil, "\(sum)")
        let difference = "atan(\(p)/\(q)) - atan(1/3) = atan((3*\(p) - \(q))/(3*\(q) + \(p)))"
        #expect(try formula(difference).prove(digits: 30).certificate != nil, "\(difference)")
    }
}

/// The snippets of the article `Proving`.
@Test func theArticleIsRight() throws {
    let formula = try Formula(parsing: "pcf(34n^3+51n^2+27n+5, -n^6) = 6/zeta3", catalog: .standard)
    let result = try formula.prove(digits: 100)
    guard case .proved = result.status, let certificate = result.certificate else {
        Issue.record("Apéry's fraction is not proved")
        return
    }
    try certificate.check()
    #expect(certificate.text.contains("creative telescoping"))
    let prover = FormulaProver(methods: FormulaProver.standardMethods + [{ _, _ in [] }])
    #expect(try formula.prove(digits: 50, prover: prover).status == .proved(digits: 50))
}

/// What `apery verify --prove` promises, and more: every entry of the catalog that names one of these constants.
@Test(arguments: [
    "pcf(n+1, n+1) = e - 1", "pcf(n+3, -n) = e", "pcf(4n+2, 1) = (e+1)/(e-1)", "pcf(2n+1, n^2) = 4/pi",
    "pcf(2, (2n-1)^2) = 1 + 4/pi", "pcf(6, (2n-1)^2) = pi + 3", "pcf(2n+3, n*(n+2)) = 4/(pi-2)", "pcf(1, n^2) = 1/ln2",
    "pcf(6n+3, -n^2) = 2/ln2", "pcf(4n+2, -n^2) = 2/ln3", "pcf(5n+4, -4n^2) = 1/log(4/3)", "pcf(2n+1, -1) = cot(1)",
    "1/pcf(2n+1, -1) = tan(1)", "1/pcf(4n+2, -1) = tan(1/2)", "1/pcf(2n+1, 1) = tanh(1)", "3/pcf(6n+3, 1) = 3tanh(1/3)",
    "pcf(n+1, 1) = besseli(0, 2)/besseli(1, 2)", "pcf(n+2, -1) = besselj(1, 2)/besselj(2, 2)", "pcf(1, 1) = golden",
    "pcf(2, 1) = 1 + sqrt(2)", "pcf(6, 4) = 3 + sqrt(13)", "pcf(4n+2, n^2) = 1/atan(1/2)",
    "pcf(6n+3, 3n^2) = 6*sqrt(3)/pi", "pcf(14n+7, n^2) = 1/atan(1/7)", "pcf(11n^2+11n+3, n^4) = 5/zeta2",
    "pcf(34n^3+51n^2+27n+5, -n^6) = 6/zeta3",
])
func famousFractionsAreProvedAndPerturbedOnesAreNot(_ text: String) throws {
    let formula = try formula(text)
    let certificate = try #require(try formula.prove(digits: 30).certificate, "\(text)")
    try certificate.check()
    #expect(try perturbed(formula).prove(digits: 100).status == .refuted)
    let forged = FormulaCertificate(
        formula: try perturbed(formula), lemmas: certificate.lemmas, closing: certificate.closing)
    #expect(throws: CertificateError.self) { try forged.check() }
}
