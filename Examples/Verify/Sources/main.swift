// Checks and proves a formula, identifies a number, and asks where a formula comes from.
import Apery

// 1. Is a formula right? Both sides are enclosed in balls: they agree to proven digits, or the formula is refuted.
for text in ["pcf(2n+1, n^2) = 4/pi", "pcf(2n+1, n^2) = 5/4"] {
    let formula = try Formula(parsing: text, catalog: .standard)
    let verification = try formula.verify(digits: 100, evaluator: .standard)
    print("\(formula): \(verification.status)")
}

// 2. Is there a proof? A certificate is data that a separate checker accepts; its text is the proof, step by step.
let apery = try Formula(parsing: "pcf(34n^3+51n^2+27n+5, -n^6) = 6/zeta3", catalog: .standard)
let result = try apery.prove(digits: 100)
print("\(apery): \(result.status)")
if let certificate = result.certificate {
    try certificate.check()
    print(certificate.text)
}

// 3. What is this number? Digits with an uncertainty, or any expression; each answer states its chance of coincidence.
if let number = try UncertainNumber(decimal: "0.83966718485295418612464(2)") {
    let report = Identifier.standard.identify(number)
    for candidate in report.candidates {
        print("0.839667184852… = \(candidate.form), by chance once in 1e\(Int(-candidate.coincidence))")
    }
}

// 4. Is a formula new? Here it follows from one in the catalog, by steps that can be checked again.
let catalog = try FormulaCatalog()
let shifted = try Formula(parsing: "pcf(2n+3, (n+1)^2) = pi/(4-pi)", catalog: .standard)
let novelty = catalog.novelty(of: shifted)
print("\(shifted): \(novelty)")
if case .follows(_, let derivation) = novelty {
    print("  the derivation \(derivation.check() ? "checks" : "is wrong")")
}
