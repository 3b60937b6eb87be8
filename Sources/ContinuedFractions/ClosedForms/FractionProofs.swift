import Arithmetic
import Expressions

/// The lemmas that evaluate a continued fraction, for each theorem that applies; not yet checked.
enum FractionProofs {
    /// All of them, those that lead to known values first.
    static func all(_ fraction: FractionTerm) -> [[any CertifiedEquation]] {
        var reduced: [[any CertifiedEquation]] = []
        var plain: [[any CertifiedEquation]] = []
        if let certificate = PeriodicFraction(fraction) { plain.append([certificate]) }
        if let certificate = SymmetricGaussFraction(fraction) {
            reduced += reduction(certificate.quotient).map { [certificate] + $0 }
            plain.append([certificate])
        }
        if let certificate = GaussFraction(fraction) {
            if let quotient = certificate.quotient { reduced += reduction(quotient).map { [certificate] + $0 } }
            plain.append([certificate])
        }
        if let certificate = KummerFraction(fraction) {
            reduced += reduction(certificate.quotient).map { [certificate] + $0 }
            plain.append([certificate])
        }
        if let certificate = BesselFraction(fraction, style: .hypergeometric) {
            reduced += reduction(certificate.quotient).map { [certificate] + $0 }
            if let bessel = BesselFraction(fraction, style: .bessel) { reduced.append([bessel]) }
            plain.append([certificate])
        }
        if let certificate = TricomiFraction(fraction) {
            reduced += tricomi(fraction)
            plain.append([certificate])
        }
        if let certificate = ParabolicCylinderFraction(fraction) {
            reduced += complementaryError(fraction, certificate.r)
            plain.append([certificate])
        }
        return reduced + plain
    }

    /// The first k > 0 for which the shifted fraction has no lower parameter that is a nonpositive integer; nil when the
    /// fraction itself has none.
    static func admissibleShift(_ fraction: FractionTerm) -> Int? {
        let lower: [Rational?] = [
            SymmetricGaussFraction(fraction)?.c, GaussFraction(fraction)?.c.rational, KummerFraction(fraction)?.c,
            BesselFraction(fraction, style: .hypergeometric)?.c,
        ]
        let shifts = lower.compactMap { $0 }.filter(\.isNonpositiveInteger).compactMap { (1 - $0).asInt }
        return shifts.max().flatMap { $0 <= ShiftedFraction.largestShift ? $0 : nil }
    }

    /// The lemmas that reduce a quotient of two functions to known values: one list, or none.
    private static func reduction(_ quotient: HypergeometricQuotient) -> [[any CertifiedEquation]] {
        for basis in ContiguousBasis.pairs(quotient.above, at: quotient.point) {
            let values = basis.map { $0.isOne ? nil : HypergeometricValue($0, at: quotient.point) }
            guard zip(basis, values).allSatisfy({ $0.isOne || $1 != nil }),
                let reduced = ContiguousQuotient(quotient, to: basis)
            else { continue }
            let used = zip(values, zip(reduced.numerator, reduced.denominator)).compactMap { value, coefficients in
                coefficients.0.isZero && coefficients.1.isZero ? nil : value
            }
            return [[reduced] + used]
        }
        return []
    }

    /// By U(1, b, z): the fraction is shifted to one whose b(n) vanishes at 0.
    private static func tricomi(_ fraction: FractionTerm) -> [[any CertifiedEquation]] {
        guard let (r, s) = fraction.numeratorRoots else { return [] }
        let integers = [r.rational, s.rational].compactMap { $0 }.filter { $0.isInteger && $0.signum() >= 0 }
        guard let count = integers.min()?.asInt else { return [] }
        return shiftedBack(fraction, by: count) { tail in
            guard let certificate = TricomiFraction(tail), certificate.a == 1 else { return nil }
            return [certificate, TricomiValue(a: 1, b: certificate.b, z: certificate.z)]
        }
    }

    /// By the complementary error function: the fraction is shifted to one whose b(n) vanishes at 0.
    private static func complementaryError(_ fraction: FractionTerm, _ r: Rational) -> [[any CertifiedEquation]] {
        guard let count = r.asInt, count >= 0 else { return [] }
        return shiftedBack(fraction, by: count) { tail in
            guard let certificate = ParabolicCylinderFraction(tail) else { return nil }
            let half = Rational(1, 2)
            return [certificate, TricomiValue(a: half, b: half, z: certificate.argument)]
        }
    }

    /// The lemmas for a fraction from those for the one `count` indices before.
    private static func shiftedBack(
        _ fraction: FractionTerm, by count: Int, lemmas: (FractionTerm) -> [any CertifiedEquation]?
    ) -> [[any CertifiedEquation]] {
        if count == 0 { return lemmas(fraction).map { [$0] } ?? [] }
        let certificate = ShiftedFraction(term: fraction.term, shift: -count)
        return certificate.shifted.flatMap(lemmas).map { [[certificate] + $0] } ?? []
    }
}
