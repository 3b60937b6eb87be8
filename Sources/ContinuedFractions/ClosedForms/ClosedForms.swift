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
            return forms(of: term, by: [[certificate]])
        }
        guard let degree = fraction.a.degree, degree <= 1, fraction.b.degree ?? 3 <= 2 else { return [] }
        // A lower parameter may be a nonpositive integer: the theorems then hold for a tail.
        guard let shift = FractionProofs.admissibleShift(fraction) else {
            return forms(of: term, by: FractionProofs.all(fraction))
        }
        let certificate = ShiftedFraction(term: term, shift: shift)
        guard let tail = certificate.shifted else { return [] }
        return forms(of: term, by: FractionProofs.all(tail).map { [certificate] + $0 })
    }

    /// The closed forms by the proofs that pass their checks.
    private static func forms(of term: Expression, by proofs: [[any CertifiedEquation]]) -> [ClosedForm] {
        proofs.filter { $0.allSatisfy(isValid) }.flatMap { proof in
            let form = form(of: term, by: proof)
            // Γ(1/4) is written in two ways; readers of elliptic integrals prefer the mean.
            let mean = LemniscaticGamma()
            guard form.value.subterms(with: [.gamma]).contains(mean.equation.left), isValid(mean) else {
                return [form]
            }
            return [form, ClosedForms.form(of: term, by: proof + [mean])]
        }
    }

    /// The closed form by these lemmas, as a fraction in lowest terms where that is shorter.
    private static func form(of term: Expression, by equations: [any CertifiedEquation]) -> ClosedForm {
        let proof = equations.filter { $0.equation.left != $0.equation.right }
        let value = proof.reduce(term) { $0.replacing($1.equation.left, with: $1.equation.right) }
        guard let simpler = RationalArithmetic(simplifying: value),
            simpler.equation.right.description.count < value.description.count, isValid(simpler)
        else {
            return ClosedForm(value: value, lemmas: proof)
        }
        return ClosedForm(value: simpler.equation.right, lemmas: proof + [simpler])
    }

    private static func isValid(_ certificate: any CertifiedEquation) -> Bool {
        do throws(CertificateError) {
            try certificate.check()
            return true
        } catch { return false }
    }
}
