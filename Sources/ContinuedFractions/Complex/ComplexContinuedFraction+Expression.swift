import Arithmetic
import Expressions

/// Why a term is no polynomial in n over the Gaussian rationals.
public struct NotAGaussianPolynomial: Error, Sendable, CustomStringConvertible {
    /// One line naming the subterm.
    public let description: String

    fileprivate init(_ term: Expression) {
        description = "\(term) is not a polynomial in n with coefficients x + i*y, x and y rational"
    }
}

extension ComplexContinuedFraction {
    /// The fraction of the term `pcf(a, b)` with polynomials in n whose coefficients are Gaussian rationals, the symbol `i`
    /// the imaginary unit, brought to Gaussian integers by (a, b) → (λa, λ²b).
    ///
    /// - Returns: the fraction and λ > 0: its value is λ times the value asked for.
    /// - Throws: `NotAGaussianPolynomial` when an argument is no such polynomial.
    public static func reading(
        a: Expression, b: Expression
    ) throws(NotAGaussianPolynomial) -> (fraction: ComplexContinuedFraction, scale: Integer) {
        let (a, b) = (try GaussianPolynomial(a), try GaussianPolynomial(b))
        let scale = a.denominator.lcm(b.denominator)
        return (ComplexContinuedFraction(a: a.integral(times: scale), b: b.integral(times: scale * scale)), scale)
    }
}

/// A polynomial in n with coefficients x + iy, x and y rational.
private struct GaussianPolynomial {
    private var real: Polynomial<Rational>
    private var imaginary: Polynomial<Rational>

    private init(_ real: Polynomial<Rational>, _ imaginary: Polynomial<Rational> = Polynomial()) {
        self.real = real
        self.imaginary = imaginary
    }

    /// Reads a term, with a stack of its own instead of recursion. Cost: that of the expansion, and the size of the term
    /// times its depth.
    init(_ term: Expression) throws(NotAGaussianPolynomial) {
        // A term is visited twice: before its arguments, and after them, when their values are on the stack.
        var open: [(term: Expression, isReady: Bool)] = [(term, false)]
        var values: [GaussianPolynomial] = []
        while let (current, isReady) = open.popLast() {
            if let leaf = try GaussianPolynomial.leaf(current) {
                values.append(leaf)
                continue
            }
            let arguments = current.arguments
            if !isReady {
                open.append((current, true))
                open.append(contentsOf: arguments.reversed().map { ($0, false) })
                continue
            }
            let operands = Array(values.suffix(arguments.count))
            values.removeLast(arguments.count)
            values.append(try GaussianPolynomial.value(of: current, operands))
        }
        guard let result = values.last else { throw NotAGaussianPolynomial(term) }
        self = result
    }

    private static func leaf(_ term: Expression) throws(NotAGaussianPolynomial) -> GaussianPolynomial? {
        if let value = term.numeral { return GaussianPolynomial(Polynomial(constant: value)) }
        switch term.symbolName {
        case "n": return GaussianPolynomial(.variable)
        case "i": return GaussianPolynomial(Polynomial(), Polynomial(constant: 1))
        case .some: throw NotAGaussianPolynomial(term)
        case nil: return nil
        }
    }

    private static func value(
        of term: Expression, _ operands: [GaussianPolynomial]
    ) throws(NotAGaussianPolynomial) -> GaussianPolynomial {
        let one = GaussianPolynomial(Polynomial(constant: 1))
        switch term.head {
        case .add:
            return operands.reduce(GaussianPolynomial(Polynomial())) {
                GaussianPolynomial($0.real + $1.real, $0.imaginary + $1.imaginary)
            }
        case .multiply: return operands.reduce(one, product)
        case .negate: return GaussianPolynomial(-operands[0].real, -operands[0].imaginary)
        case .divide:
            guard operands[1].real.isConstant, operands[1].imaginary.isConstant else { break }
            let (x, y) = (operands[1].real[0], operands[1].imaginary[0])
            guard let inverse = (x * x + y * y).reciprocal else { break }
            let factor = GaussianPolynomial(Polynomial(constant: x * inverse), Polynomial(constant: -y * inverse))
            return product(operands[0], factor)
        case .power:
            let degree = max(operands[0].real.degree ?? 0, operands[0].imaginary.degree ?? 0)
            guard operands[1].imaginary.isZero, operands[1].real.isConstant,
                let exponent = operands[1].real[0].asInt, exponent >= 0, exponent <= 10_000,
                exponent * max(1, degree) <= Expression.largestPolynomialDegree
            else { break }
            var (result, base, rest) = (one, operands[0], exponent)
            while rest > 0 {
                if rest & 1 != 0 { result = product(result, base) }
                rest >>= 1
                if rest > 0 { base = product(base, base) }
            }
            return result
        default: break
        }
        throw NotAGaussianPolynomial(term)
    }

    private static func product(_ x: GaussianPolynomial, _ y: GaussianPolynomial) -> GaussianPolynomial {
        GaussianPolynomial(
            x.real * y.real - x.imaginary * y.imaginary, x.real * y.imaginary + x.imaginary * y.real)
    }

    /// The least common multiple of all denominators.
    var denominator: Integer {
        real.clearingDenominators().denominator.lcm(imaginary.clearingDenominators().denominator)
    }

    /// This polynomial times a multiple of its denominator.
    func integral(times factor: Integer) -> Polynomial<GaussianInteger> {
        func part(_ value: Rational) -> Integer {
            value.numerator * factor.dividedExactly(by: value.denominator)
        }
        let count = max(real.coefficients.count, imaginary.coefficients.count)
        return Polynomial((0..<count).map { GaussianInteger(part(real[$0]), part(imaginary[$0])) })
    }
}
