import Arithmetic
import Expressions

/// A term `pcf(a, b)` or `pcf(a, b, k)` with its polynomials: a(0) + b(1)/(a(1) + b(2)/(a(2) + …)).
struct FractionTerm {
    let term: Expression
    let a: Polynomial<Rational>
    let b: Polynomial<Rational>

    /// Reads a term.
    ///
    /// - Throws: `CertificateError` when it is no continued fraction of polynomials.
    init(_ term: Expression) throws(CertificateError) {
        let arguments = term.arguments
        guard term.head == .continuedFraction, arguments.count >= 2 else {
            throw CertificateError("\(term) is not a continued fraction")
        }
        var variable = "n"
        if arguments.count == 3 {
            guard let name = arguments[2].symbolName else {
                throw CertificateError("the variable of \(term) is not a symbol")
            }
            variable = name
        }
        self.term = term
        do {
            a = try arguments[0].polynomial(in: variable)
            b = try arguments[1].polynomial(in: variable)
        } catch {
            throw CertificateError("\(error)")
        }
    }

    /// The term `pcf(a, b)` of two polynomials.
    init(a: Polynomial<Rational>, b: Polynomial<Rational>) {
        self.a = a
        self.b = b
        term = Expression(.continuedFraction, [Expression(a, variable: "n"), Expression(b, variable: "n")])
    }

    /// The fraction with a(n + k) and b(n + k).
    func shifted(by k: Int) -> FractionTerm {
        FractionTerm(a: a.shifted(by: Rational(k)), b: b.shifted(by: Rational(k)))
    }

    /// The least n ≥ 1 with b(n) = 0, or nil.
    var firstVanishingNumerator: Integer? {
        b.isZero ? 1 : b.clearingDenominators().polynomial.smallestIntegerRoot(atLeast: 1)
    }

    /// The zeros −r₁, −r₂ of b of degree 2, as r₁ and r₂; nil for another degree.
    var numeratorRoots: (QuadraticNumber, QuadraticNumber)? {
        guard b.degree == 2 else { return nil }
        let middle = b[1] / (b[2] * 2)
        let discriminant = middle * middle - b[0] / b[2]
        return (
            QuadraticNumber(middle, -1, squareRootOf: discriminant),
            QuadraticNumber(middle, 1, squareRootOf: discriminant)
        )
    }

    /// p(k − 1), p(k − 2), q(k − 1), q(k − 2) for k ≥ 1, of the recurrence x(n) = a(n) x(n − 1) + b(n) x(n − 2).
    func convergents(before k: Int) -> (p: Rational, lastP: Rational, q: Rational, lastQ: Rational) {
        var (p, lastP): (Rational, Rational) = (a.evaluated(at: 0), 1)
        var (q, lastQ): (Rational, Rational) = (1, 0)
        for n in 1..<max(1, k) {
            let (x, y) = (a.evaluated(at: Rational(n)), b.evaluated(at: Rational(n)))
            (p, lastP) = (x * p + y * lastP, p)
            (q, lastQ) = (x * q + y * lastQ, q)
        }
        return (p, lastP, q, lastQ)
    }
}
