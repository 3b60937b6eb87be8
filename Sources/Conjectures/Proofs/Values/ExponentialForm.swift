import Arithmetic
import ContinuedFractions
import Expressions

/// Trigonometric and hyperbolic functions by the exponential function, inverse hyperbolic ones by the logarithm: with
/// these all values at one point are rational functions of one number.
struct ExponentialForm: CertifiedEquation {
    let equation: Formula
    let theorem: String
    let steps: [String] = []

    /// The functions that are written by others.
    static let operators: Set<Operator> = [
        .sin, .cos, .tan, .cot, .secant, .cosecant, .sinh, .cosh, .tanh, .coth, .hyperbolicSecant,
        .hyperbolicCosecant, .atanh, .asinh, .acosh,
    ]

    /// The form of a term with such a function, at a real argument within its domain; nil for others.
    init?(_ term: Expression) {
        guard let op = term.head, let x = term.arguments.first, let (right, source) = ExponentialForm.form(op, x) else {
            return nil
        }
        equation = Formula(left: term, right: right)
        theorem = "definition of the function [DLMF \(source)]"
    }

    private static func form(_ op: Operator, _ x: Expression) -> (Expression, String)? {
        let one = Expression(1)
        let two = Expression(2)
        let i = Expression(symbol: "i")
        // Powers of exp x that are not negative, so that sums of them have no hidden common divisors.
        let growing = Expression(.exp, [x])
        let square = Expression(.exp, [two * x])
        let turning = Expression(.exp, [i * x])
        let turningTwice = Expression(.exp, [two * i * x])
        let cosine = (turningTwice + one) / (two * turning)
        let sine = (turningTwice - one) / (two * i * turning)
        let hyperbolicCosine = (square + one) / (two * growing)
        let hyperbolicSine = (square - one) / (two * growing)
        switch op {
        case .sin: return (sine, "4.14.1")
        case .cos: return (cosine, "4.14.2")
        case .tan: return ((turningTwice - one) / (i * (turningTwice + one)), "4.14.4")
        case .cot: return (i * (turningTwice + one) / (turningTwice - one), "4.14.7")
        case .secant: return (one / cosine, "4.14.6")
        case .cosecant: return (one / sine, "4.14.5")
        case .sinh: return (hyperbolicSine, "4.28.1")
        case .cosh: return (hyperbolicCosine, "4.28.2")
        case .tanh: return ((square - one) / (square + one), "4.28.4")
        case .coth: return ((square + one) / (square - one), "4.28.7")
        case .hyperbolicSecant: return (one / hyperbolicCosine, "4.28.6")
        case .hyperbolicCosecant: return (one / hyperbolicSine, "4.28.5")
        case .atanh:
            guard let value = x.numeral, value.magnitude < 1 else { return nil }
            return (Expression(.log, [Expression((1 + value) / (1 - value))]) / two, "4.37.24")
        case .asinh: return (Expression(.log, [x + Expression(.squareRoot, [x * x + one])]), "4.37.16")
        case .acosh:
            guard let value = x.numeral, value >= 1 else { return nil }
            return (Expression(.log, [x + Expression(.squareRoot, [x * x - one])]), "4.37.19")
        default: return nil
        }
    }

    func check() throws(CertificateError) {
        guard let again = ExponentialForm(equation.left), again.equation == equation else {
            throw CertificateError("the definition gives another term")
        }
        // Real arguments only, and no pole: both sides have one real value.
        guard let point = try? Evaluator.standard.evaluate(equation.left.arguments[0], digits: 15).value, point.isReal
        else { throw CertificateError("the argument is not real") }
        try CertificateError.requireAgreement(equation, digits: 20)
    }
}
