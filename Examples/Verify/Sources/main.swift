// Checks, proves and identifies, with the library only.
import Apery

// 1. Is a formula right? Both sides are enclosed in balls: they agree to proven digits, or the formula is refuted.
let gauss = try Formula(parsing: "pcf(2n+1, n^2) = 4/pi", catalog: .standard)
let wrong = try Formula(parsing: "pcf(2n+1, n^2) = 5/4", catalog: .standard)
for formula in [gauss, wrong] {
    print("\(formula): \(try formula.verify(digits: 100, evaluator: .standard).status)")
}

// 2. Why is it right? A proof is a certificate, which `check` follows step by step.
if let certificate = FormulaProver().prove(gauss) {
    try certificate.check()
    print("proved:\n\(certificate.text)")
}

// 3. What is this number? The limit of a continued fraction, proved to 60 digits.
let fraction = PolynomialContinuedFraction(a: Polynomial(integers: [2, 3]), b: Polynomial(integers: [0, 0, -2]))
let limit = try fraction.limit(digits: 60).value
print("\(fraction) = \(limit.decimalString(digits: 60))")
if let best = Identifier.standard.identify(try UncertainNumber(enclosure: limit)).candidates.first {
    print("  is \(best.form), by chance once in 1e\(Int(best.surplus))")
}

// 4. Is a formula new? This one follows from one of the catalog, by steps that can be checked again.
let shifted = try Formula(parsing: "pcf(2n+3, (n+1)^2) = pi/(4-pi)", catalog: .standard)
let novelty = try FormulaCatalog().novelty(of: shifted)
print("\(shifted): \(novelty)")
if case .follows(_, let derivation) = novelty {
    print("  this derivation \(derivation.check() ? "is right" : "is wrong")")
}
