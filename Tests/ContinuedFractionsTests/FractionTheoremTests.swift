import Arithmetic
import ContinuedFractions
import Expressions
import Testing

private func read(_ text: String) throws -> Expression { try Expression(parsing: text) }

private let half = Rational(1, 2)

/// True certificates, each with those in which one part is changed.
private func certificates() throws -> [(true: any CertifiedEquation, changed: [any CertifiedEquation])] {
    func number(_ x: Rational) -> QuadraticNumber { QuadraticNumber(x) }
    let other = try read("pcf(3n + 3, -2n^2)")
    let gauss = try read("pcf(3n + 2, -2n^2)")
    func gaussFraction(
        _ term: Expression? = nil, lambda: Rational = 1, a: Rational = 0, b: Rational = 0, c: Rational = 1,
        z: Rational = -1
    ) -> GaussFraction {
        GaussFraction(
            term: term ?? gauss, lambda: number(lambda), a: number(a), b: number(b), c: number(c), z: number(z))
    }
    let symmetric = try read("pcf(2n + 1, n^2)")
    func symmetricFraction(
        _ term: Expression? = nil, slope: Rational = 2, alpha: Rational = 0, c: Rational = half, w: Rational = -1
    ) -> SymmetricGaussFraction {
        SymmetricGaussFraction(term: term ?? symmetric, slope: slope, alpha: alpha, c: c, w: w)
    }
    let kummer = try read("pcf(2n + 5, 3n + 2)")
    func kummerFraction(
        _ term: Expression? = nil, slope: Rational = 2, a: Rational = Rational(2, 3), c: Rational = Rational(13, 4),
        z: Rational = Rational(3, 4)
    ) -> KummerFraction {
        KummerFraction(term: term ?? kummer, slope: slope, a: a, c: c, z: z)
    }
    let bessel = try read("pcf(3n + 1, -2)")
    func besselFraction(
        _ term: Expression? = nil, slope: Rational = 3, c: Rational = Rational(1, 3), z: Rational = Rational(-2, 9)
    ) -> BesselFraction {
        BesselFraction(term: term ?? bessel, slope: slope, c: c, z: z, style: .bessel)
    }
    let tricomi = try read("pcf(2n + 5, -n*(n + 1/2))")
    func tricomiFraction(
        _ term: Expression? = nil, s: Rational = 1, a: Rational = 1, b: Rational = half, z: Rational = Rational(7, 2)
    ) -> TricomiFraction {
        TricomiFraction(term: term ?? tricomi, s: s, a: a, b: b, z: z)
    }
    let parabolic = try read("pcf(2, 3n + 1)")
    func parabolicFraction(
        _ term: Expression? = nil, x: Rational = 2, slope: Rational = 3, r: Rational = Rational(1, 3)
    ) -> ParabolicCylinderFraction {
        ParabolicCylinderFraction(term: term ?? parabolic, x: x, slope: slope, r: r)
    }
    let periodic = try read("pcf(2, 1)")
    let silver = QuadraticNumber(1, 1, squareRootOf: 2)
    let ending = try read("pcf(n + 1, n - 3)")
    let atan = HypergeometricSymbol(upper: [half, 1], lower: [half + 1])
    let quarter = try read("pi/4")
    return [
        (
            gaussFraction(),
            [
                gaussFraction(other), gaussFraction(lambda: -1), gaussFraction(lambda: 2), gaussFraction(a: 1),
                gaussFraction(b: half), gaussFraction(c: 2), gaussFraction(z: 2), gaussFraction(z: half),
                // The other root λ has Re z > 1/2: a solution of the recurrence that is not minimal.
                gaussFraction(lambda: -1, c: 0, z: 2), gaussFraction(symmetric),
            ]
        ),
        (
            symmetricFraction(),
            [
                symmetricFraction(other), symmetricFraction(slope: -2), symmetricFraction(slope: 3),
                symmetricFraction(alpha: 1), symmetricFraction(c: 1), symmetricFraction(w: 1), symmetricFraction(w: -2),
            ]
        ),
        (
            kummerFraction(),
            [
                kummerFraction(other), kummerFraction(slope: 1), kummerFraction(a: 1), kummerFraction(c: 3),
                kummerFraction(z: 1), kummerFraction(bessel),
            ]
        ),
        (
            besselFraction(),
            [
                besselFraction(other), besselFraction(slope: -3), besselFraction(c: Rational(1, 2)),
                besselFraction(z: Rational(2, 9)),
            ]
        ),
        (
            tricomiFraction(),
            [
                tricomiFraction(gauss), tricomiFraction(s: -1), tricomiFraction(s: 2), tricomiFraction(a: 2),
                tricomiFraction(b: 1), tricomiFraction(z: 3), tricomiFraction(z: -1),
            ]
        ),
        (
            parabolicFraction(),
            [
                parabolicFraction(periodic), parabolicFraction(x: -2), parabolicFraction(x: 3),
                parabolicFraction(slope: 2), parabolicFraction(r: half),
            ]
        ),
        (
            PeriodicFraction(term: periodic, value: silver),
            [
                PeriodicFraction(term: other, value: silver),
                PeriodicFraction(term: periodic, value: QuadraticNumber(1, -1, squareRootOf: 2)),
                PeriodicFraction(term: periodic, value: QuadraticNumber(2, 1, squareRootOf: 2)),
                PeriodicFraction(term: try read("pcf(-2, 1)"), value: silver.negated.adding(2)),
            ]
        ),
        (
            TerminatingFraction(term: ending, index: 3, value: Rational(-1, 5)),
            [
                TerminatingFraction(term: ending, index: 2, value: Rational(-1, 5)),
                TerminatingFraction(term: ending, index: 3, value: Rational(2, 5)),
                TerminatingFraction(term: kummer, index: 3, value: Rational(-1, 5)),
                TerminatingFraction(term: ending, index: 1_000_000_000, value: 1),
            ]
        ),
        (
            ShiftedFraction(term: kummer, shift: 2),
            [
                ShiftedFraction(term: kummer, shift: 0), ShiftedFraction(term: ending, shift: 3),
                ShiftedFraction(term: quarter, shift: 1), ShiftedFraction(term: gauss, shift: -1),
            ]
        ),
        (
            HypergeometricValue(function: atan, point: -1, formula: .inverseTangent, value: quarter),
            [
                HypergeometricValue(function: atan, point: -1, formula: .logarithm, value: quarter),
                HypergeometricValue(function: atan, point: -2, formula: .inverseTangent, value: quarter),
                HypergeometricValue(function: atan, point: -1, formula: .inverseTangent, value: try read("atan(1)")),
                HypergeometricValue(function: atan, point: 2, formula: .inverseTangent, value: quarter),
                HypergeometricValue(
                    function: HypergeometricSymbol(upper: [0, 1], lower: [half]), point: -1, formula: .power,
                    value: quarter
                ),
            ]
        ),
        (
            TricomiValue(a: 1, b: half, z: 3),
            [TricomiValue(a: 2, b: half, z: 3), TricomiValue(a: 1, b: half, z: -3), TricomiValue(a: 0, b: half, z: 3)]
        ),
        (
            RationalArithmetic(equation: Formula(left: try read("1/(1 - 1/pi)"), right: try read("pi/(pi - 1)"))),
            [
                RationalArithmetic(equation: Formula(left: try read("1/(1 - 1/pi)"), right: try read("pi/(pi + 1)"))),
                RationalArithmetic(
                    equation: Formula(left: try read("1/(sin(pi)) - 1/sin(pi)"), right: try read("0"))),
            ]
        ),
    ]
}

@Test func certificatesWithOnePartChangedAreRefused() throws {
    for (certificate, changed) in try certificates() {
        try certificate.check()
        for (index, forged) in changed.enumerated() {
            #expect(throws: CertificateError.self, "\(index): \(forged)") { try forged.check() }
        }
    }
}

@Test func everyTheoremNamesItsSource() throws {
    for (certificate, _) in try certificates() {
        #expect(certificate.theorem.count > 10)
        #expect(certificate.equation.left != certificate.equation.right)
    }
    for formula in HypergeometricFormula.allCases { #expect(formula.source.contains("DLMF"), "\(formula)") }
}
