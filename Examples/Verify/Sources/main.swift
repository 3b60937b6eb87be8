// Checks a formula, identifies a number, and asks where a formula comes from.
import Apery

// 1. Is a formula right? Both sides are enclosed in balls: they agree to proven digits, or the formula is refuted.
for text in ["pcf(2n+1, n^2) = 4/pi", "pcf(2n+1, n^2) = 5/4"] {
    let formula = try Formula(parsing: text, catalog: .standard)
    let verification = try formula.verify(digits: 100, evaluator: .standard)
    print("\(formula): \(verification.status)")
}

// 2. What is this number? The limit of a continued fraction to 60 digits, as a Möbius image of a constant.
let fraction = PolynomialContinuedFraction(a: Polynomial(integers: [2, 3]), b: Polynomial(integers: [0, 0, -2]))
let limit = try fraction.limit(digits: 60).value
print("\(fraction) = \(limit.decimalString(digits: 60))")
let constants = try BasisConstant.values(named: ["pi", "e", "ln2", "zeta3"], evaluator: .standard, digits: 80)
for found in MobiusIdentifier(constants: constants, bound: 100).identify(limit, digits: 60) {
    if let closedForm = found.expression {
        print("  is \(closedForm), by chance once in 1e\(Int(-found.coincidence))")
    }
}

// 3. Is a formula new? Here it follows from one in the catalog, by steps that can be checked again.
let catalog = try FormulaCatalog()
let shifted = try Formula(parsing: "pcf(2n+3, (n+1)^2) = pi/(4-pi)", catalog: .standard)
let novelty = catalog.novelty(of: shifted)
print("\(shifted): \(novelty)")
if case .follows(_, let derivation) = novelty {
    print("  the derivation \(derivation.check() ? "checks" : "is wrong")")
}
