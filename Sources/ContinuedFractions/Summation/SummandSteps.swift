import Arithmetic

/// The quotient H(n, t + 1)/H(n, t) = A(n, t)/B(n, t) of a proper term without polynomial, in linear forms.
///
/// Forms above and below that are proportional are cancelled, as Gosper's normal form demands; each remaining form
/// belongs to a Gamma factor.
struct SummandSteps {
    private struct Step {
        /// The number of the Gamma factor.
        let factor: Int
        let form: LinearForm
        var isCancelled = false
    }

    private var aboveSteps: [Step] = []
    private var belowSteps: [Step] = []
    /// z and the quotients of cancelled forms.
    private var constant: Rational

    init(_ term: ProperTerm) {
        constant = term.summandBase
        for (number, factor) in term.factors.enumerated() where factor.argument.summand != 0 {
            let step = factor.argument.summand
            let forms =
                step > 0
                ? (0..<step).map { factor.argument.adding(Rational($0)) }
                : (1...(-step)).map { factor.argument.adding(Rational(-$0)) }
            for _ in 0..<abs(factor.exponent) {
                if (factor.exponent > 0) == (step > 0) {
                    aboveSteps.append(contentsOf: forms.map { Step(factor: number, form: $0) })
                } else {
                    belowSteps.append(contentsOf: forms.map { Step(factor: number, form: $0) })
                }
            }
        }
        for i in aboveSteps.indices {
            for j in belowSteps.indices where !belowSteps[j].isCancelled {
                guard let ratio = SummandSteps.ratio(aboveSteps[i].form, belowSteps[j].form) else { continue }
                constant *= ratio
                aboveSteps[i].isCancelled = true
                belowSteps[j].isCancelled = true
                break
            }
        }
    }

    /// x/y when the forms are proportional.
    private static func ratio(_ x: LinearForm, _ y: LinearForm) -> Rational? {
        guard y.summand != 0 else { return nil }
        let ratio = Rational(Integer(x.summand), Integer(y.summand))
        guard Rational(x.index) == ratio * Rational(y.index), x.constant == ratio * y.constant else { return nil }
        return ratio
    }

    /// A, with the constant.
    var above: BivariatePolynomial {
        aboveSteps.filter { !$0.isCancelled }
            .reduce(BivariatePolynomial(constant: Polynomial(constant: constant))) { $0 * $1.form.polynomial }
    }

    /// B.
    var below: BivariatePolynomial {
        belowSteps.filter { !$0.isCancelled }.reduce(BivariatePolynomial(1)) { $0 * $1.form.polynomial }
    }

    /// B(n, t − 1) X(n, t) H(n, t): where all forms of a Gamma factor remain, they lower its argument, so that its zeros
    /// stay visible; the others are multiplied into the polynomial.
    func timesBelow(_ term: ProperTerm, _ x: BivariatePolynomial) -> ProperTerm {
        var polynomial = x
        var gammas: [(argument: LinearForm, exponent: Int)] = []
        for (number, factor) in term.factors.enumerated() {
            let steps = belowSteps.filter { $0.factor == number }
            let width = abs(factor.argument.summand)
            var moved = 0
            if width > 0 {
                // One copy of the factor after the other: its forms stand together.
                for start in stride(from: 0, to: steps.count, by: width) {
                    let copy = steps[start..<(start + width)]
                    if copy.allSatisfy({ !$0.isCancelled }) {
                        moved += 1
                    } else {
                        for step in copy where !step.isCancelled {
                            polynomial *= step.form.shifted(index: 0, summand: -1).polynomial
                        }
                    }
                }
            }
            let sign = factor.exponent.signum()
            gammas.append((factor.argument.shifted(index: 0, summand: -1), sign * moved))
            gammas.append((factor.argument, factor.exponent - sign * moved))
        }
        return ProperTerm(
            polynomial: polynomial, indexBase: term.indexBase, summandBase: term.summandBase,
            gammas: gammas.filter { $0.exponent != 0 })
    }
}
