import Arithmetic
import Expressions

/// The closed forms of continued fractions by each theorem that applies, not yet checked.
enum FractionForms {
    /// All of them, reduced values first.
    static func all(_ fraction: FractionTerm) -> [ClosedForm] {
        var reduced: [ClosedForm] = []
        var plain: [ClosedForm] = []
        func add(
            _ certificate: any CertifiedEquation,
            _ symbols: (above: HypergeometricSymbol, below: HypergeometricSymbol, point: Rational, factor: Rational)?
        ) {
            plain.append(ClosedForms.form(certificate))
            if let symbols { reduced += reductions(certificate, symbols) }
        }
        if let certificate = PeriodicFraction(fraction) { plain.append(ClosedForms.form(certificate)) }
        if let certificate = SymmetricGaussFraction(fraction) { add(certificate, certificate.symbols) }
        if let certificate = GaussFraction(fraction) { add(certificate, certificate.symbols) }
        if let certificate = KummerFraction(fraction) { add(certificate, certificate.symbols) }
        if let certificate = BesselFraction(fraction, style: .hypergeometric) {
            reduced += reductions(certificate, certificate.symbols)
            if let bessel = BesselFraction(fraction, style: .bessel) { reduced.append(ClosedForms.form(bessel)) }
            plain.append(ClosedForms.form(certificate))
        }
        if let form = tricomi(fraction) { reduced.append(form) }
        if let certificate = TricomiFraction(fraction) { plain.append(ClosedForms.form(certificate)) }
        if let form = parabolic(fraction) { reduced.append(form) }
        if let certificate = ParabolicCylinderFraction(fraction) { plain.append(ClosedForms.form(certificate)) }
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

    /// The forms in which the quotient of two functions is reduced to known values.
    private static func reductions(
        _ certificate: any CertifiedEquation,
        _ symbols: (above: HypergeometricSymbol, below: HypergeometricSymbol, point: Rational, factor: Rational)
    ) -> [ClosedForm] {
        let (above, below, point, factor) = symbols
        for basis in ContiguousBasis.pairs(above, at: point) {
            let values = basis.map { $0.isOne ? nil : HypergeometricValue($0, at: point) }
            guard zip(basis, values).allSatisfy({ $0.isOne || $1 != nil }),
                let quotient = ContiguousQuotient(factor: factor, above, over: below, to: basis, at: point)
            else { continue }
            let used = zip(values, zip(quotient.numerator, quotient.denominator)).compactMap { value, coefficients in
                coefficients.0.isZero && coefficients.1.isZero ? nil : value
            }
            let value = quotient.value(values.map { $0?.value ?? Expression(1) })
            return [ClosedForm(value: value, lemmas: [certificate, quotient] + used)]
        }
        return []
    }

    /// The form by U(1, b, z): the fraction is shifted to one whose b(n) vanishes at 0.
    private static func tricomi(_ fraction: FractionTerm) -> ClosedForm? {
        guard TricomiFraction(fraction) != nil, let (r, s) = fraction.numeratorRoots else { return nil }
        let integers = [r.rational, s.rational].compactMap { $0 }.filter { $0.isInteger && $0.signum() >= 0 }
        guard let count = integers.min()?.asInt else { return nil }
        return shiftedBack(fraction, by: count) { tail in
            guard let certificate = TricomiFraction(tail), certificate.a == 1 else { return nil }
            let value = TricomiValue(a: 1, b: certificate.b, z: certificate.z)
            return value.value.map {
                ClosedForm(
                    value: .quotient(Expression(certificate.s), $0), lemmas: [certificate, value])
            }
        }
    }

    /// The form by the complementary error function: the fraction is shifted to one whose b(n) vanishes at 0.
    private static func parabolic(_ fraction: FractionTerm) -> ClosedForm? {
        guard let count = ParabolicCylinderFraction(fraction)?.r.asInt, count >= 0 else { return nil }
        return shiftedBack(fraction, by: count) { tail in
            guard let certificate = ParabolicCylinderFraction(tail) else { return nil }
            let half = Rational(1, 2)
            let value = TricomiValue(a: half, b: half, z: certificate.x * certificate.x / (certificate.slope * 2))
            let root = Expression.squareRoot(of: certificate.slope * 2).scaled(by: Rational(certificate.x.signum()))
            return value.value.map {
                ClosedForm(value: .quotient(root, $0), lemmas: [certificate, value])
            }
        }
    }

    /// The form of a fraction by that of the one `count` indices before.
    private static func shiftedBack(
        _ fraction: FractionTerm, by count: Int, form: (FractionTerm) -> ClosedForm?
    ) -> ClosedForm? {
        if count == 0 { return form(fraction) }
        let certificate = ShiftedFraction(term: fraction.term, shift: -count)
        return certificate.shifted.flatMap(form)?.behind(certificate)
    }
}
