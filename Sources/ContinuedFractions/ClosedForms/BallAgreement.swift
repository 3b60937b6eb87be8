import Arithmetic
import Expressions

/// The numeric part of the checks of certificates.
enum BallAgreement {
    /// The digits to which the two sides of an equation are compared.
    static let digits = 30

    /// Checks that the sides have finite values, so that nothing in them is divided by 0, and that these lie in balls that
    /// overlap. The limit of a continued fraction on the left may be one that the enclosures of limits do not reach.
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
            case .undecided where equation.left.head == .continuedFraction: return
            case .precisionExhausted where equation.left.head == .continuedFraction: return
            default: throw CertificateError("\(equation.left) has no value: \(error)")
            }
        }
        guard left.overlaps(right) else {
            throw CertificateError("the values of \(equation.left) and \(equation.right) differ")
        }
    }
}
