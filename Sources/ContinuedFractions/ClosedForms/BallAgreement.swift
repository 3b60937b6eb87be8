import Arithmetic
import Expressions

/// The numeric part of the checks of certificates.
enum BallAgreement {
    /// The digits to which the two sides of an equation are compared.
    static let digits = 30

    /// Checks that the right side has a finite value, so that nothing in it is divided by 0, and that the value of the
    /// left side, where it can be enclosed, lies in a ball that overlaps it.
    ///
    /// It proves the hypothesis that no divisor vanishes; for the rest it is a precaution: the equation follows from the
    /// theorem, and two numbers that agree prove nothing.
    static func check(_ equation: Formula) throws(CertificateError) {
        let right: ComplexBall
        do { right = try Evaluator.standard.evaluate(equation.right, digits: digits).value } catch {
            throw CertificateError("\(equation.right) has no proved value: \(error)")
        }
        let left: ComplexBall
        do { left = try Evaluator.standard.evaluate(equation.left, digits: digits).value } catch {
            switch error {
            case .undecided, .precisionExhausted, .tooLarge: return
            default: throw CertificateError("\(equation.left) has no value: \(error)")
            }
        }
        guard left.overlaps(right) else {
            throw CertificateError("the values of \(equation.left) and \(equation.right) differ")
        }
    }
}
