import Arithmetic
import Expressions

/// Closed forms of terms, with their proofs.
public enum ClosedForms {
    /// The closed forms of the fraction pcf(a, b) with integer coefficients (see `gauss(of:)` of a term).
    public static func gauss(of fraction: PolynomialContinuedFraction) -> [ClosedForm] {
        gauss(of: fraction.expression)
    }

    /// The closed forms of a term `pcf(a, b)` with deg a ≤ 1 and deg b ≤ 2: by Gauss's continued fractions of contiguous
    /// 2F1, 1F1, 0F1 and U, whose values are reduced to elementary, elliptic, Gamma and Bessel functions and incomplete
    /// integrals where the parameters are rational and known values exist.
    ///
    /// Every form is checked. The reduced forms come first; the quotient of hypergeometric functions is the last.
    /// Empty for other terms, for fractions without a limit and where the theorems do not apply.
    ///
    /// Cost: some milliseconds; that of the elimination in `ContiguousSearch` when the parameters are far from those of
    /// known values.
    public static func gauss(of term: Expression) -> [ClosedForm] {
        guard let fraction = try? FractionTerm(term) else { return [] }
        if let end = fraction.firstVanishingNumerator {
            guard end <= Integer(TerminatingFraction.largestIndex), let certificate = TerminatingFraction(fraction)
            else { return [] }
            return checked([form(certificate)])
        }
        guard let degree = fraction.a.degree, degree <= 1, fraction.b.degree ?? 3 <= 2 else { return [] }
        let direct = checked(FractionForms.all(fraction))
        if !direct.isEmpty { return direct }
        // A lower parameter may be a nonpositive integer: the theorems then hold for a tail.
        guard let shift = FractionForms.admissibleShift(fraction) else { return [] }
        let certificate = ShiftedFraction(term: term, shift: shift)
        guard let tail = certificate.shifted else { return [] }
        return checked(FractionForms.all(tail).compactMap { $0.behind(certificate) })
    }

    /// The closed form of a certificate with the whole value.
    static func form(_ certificate: any CertifiedEquation) -> ClosedForm {
        ClosedForm(value: certificate.equation.right, lemmas: [certificate])
    }

    /// Those whose lemmas pass their checks.
    private static func checked(_ forms: [ClosedForm]) -> [ClosedForm] {
        forms.filter { form in
            do throws(CertificateError) {
                for lemma in form.lemmas { try lemma.check() }
                return true
            } catch { return false }
        }
    }
}

extension ClosedForm {
    /// The closed form of the fraction of which this one evaluates the shifted fraction.
    func behind(_ shift: ShiftedFraction) -> ClosedForm? {
        shift.image(of: value).map { ClosedForm(value: $0, lemmas: [shift] + lemmas) }
    }
}
