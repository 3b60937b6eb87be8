import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import Testing

/// Images of known fractions that no theorem speaks of directly: inflated, shifted, contracted, contiguous.
@Test(arguments: [
    // (2n+1, n²), multiplied by n + 1 and by n² + 1.
    "pcf((n+1)*(2n+1), n^3*(n+1)) = 4/pi", "pcf((n^2+1)*(2n+1), n^2*(n^2+1)*((n-1)^2+1)) = 4/pi",
    // Apéry's for ζ(3) without its first term, and multiplied by 2n + 1.
    "pcf(34(n+1)^3+51(n+1)^2+27(n+1)+5, -(n+1)^6) = zeta3/(5zeta3-6)",
    "pcf((2n+1)*(34n^3+51n^2+27n+5), -n^6*(2n+1)*(2n-1)) = 6/zeta3",
    // (11n² + 11n + 3, n⁴), multiplied by 3.
    "pcf(33n^2+33n+9, 9n^4) = 15/zeta2",
])
func relatedFractionsAreProved(_ text: String) throws {
    let formula = try Formula(parsing: text, catalog: .standard)
    let result = try formula.prove(digits: 40)
    let certificate = try #require(result.certificate, "\(text)")
    try certificate.check()
    let near = Formula(left: formula.left, right: formula.right + (try Expression(parsing: "10^(-300)")))
    #expect(FormulaProver().prove(near)?.method == nil)
}

@Test func aRelationWithAnotherMapIsRefused() throws {
    let known = PolynomialContinuedFraction(a: Polynomial([1, 2]), b: Polynomial([0, 0, 1]))
    let inflated = PolynomialContinuedFraction(a: Polynomial([1, 3, 2]), b: Polynomial([0, 0, 0, 1, 1]))
    let relation = try #require(FractionRelation.between(known, inflated))
    let lemma = try #require(RelatedFraction(inflated.expression, relation: relation))
    try lemma.check()
    let map = try #require(MobiusMap(2, 0, 0, 1))
    let forged = FractionRelation(
        source: relation.source, target: relation.target, sourceSteps: relation.sourceSteps,
        targetSteps: relation.targetSteps, link: relation.link, map: map)
    let claim = try #require(RelatedFraction(inflated.expression, relation: forged))
    #expect(throws: CertificateError.self) { try claim.check() }
}
