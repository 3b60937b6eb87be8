import Conjectures
import ContinuedFractions
import Expressions
import Testing

private func formula(_ text: String) throws -> Formula { try Formula(parsing: text, catalog: .standard) }

/// The right side with 10^(−120) added: no check to 100 digits tells it from the true one.
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
    let result = try perturbed(formula(text)).prove(digits: 100)
    #expect(result.status == .agrees(digits: 100))
    #expect(try formula(text.replacing("=", with: "= 1/1000 +")).prove(digits: 30).status == .refuted)
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
