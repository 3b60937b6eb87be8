import Arithmetic
import ContinuedFractions
import Expressions

/// atan(y/x) = m π/4 + Σ eⱼ atan(bⱼ/aⱼ) with x + i y = r (1 + i)^m ∏ (aⱼ + i bⱼ)^eⱼ in the Gaussian integers, r > 0 up to
/// a power of i: one angle for each prime p = a² + b², a > b > 0, so that arctangents of rational numbers meet
/// (Machin's formula is one case; Todd, A problem on arc tangent relations, Amer. Math. Monthly 56, 1949).
struct ArctangentOfRational: CertifiedEquation {
    let equation: Formula
    let theorem = "factorization in the Gaussian integers [Todd 1949]"
    let steps: [String]
    private let argument: Rational
    private let angles: [(a: Integer, b: Integer, exponent: Int)]
    private let eighthTurns: Int

    /// The arctangent of a rational number that is not yet the angle of one prime; nil for other terms, and where
    /// numerator or denominator is too large to factor its norm in words.
    init?(_ term: Expression) {
        guard term.head == .atan, let argument = term.arguments.first?.numeral, !argument.isZero,
            let y = argument.numerator.asInt, let x = argument.denominator.asInt, abs(y) < 1 << 30, x < 1 << 30
        else { return nil }
        var rest = Gaussian(re: Integer(x), im: Integer(y))
        var angles: [(a: Integer, b: Integer, exponent: Int)] = []
        for (prime, exponent) in Primes.factorization(of: UInt(x * x + y * y)) where prime % 4 == 1 {
            guard let (a, b) = ArctangentOfRational.squares(of: Int(prime)) else { return nil }
            let generator = Gaussian(re: a, im: b)
            // y/x is in lowest terms: either the generator or its conjugate divides, never both.
            let isConjugate = rest.exactQuotient(generator) == nil
            for _ in 0..<exponent {
                guard let next = rest.exactQuotient(isConjugate ? generator.conjugate : generator) else { return nil }
                rest = next
            }
            angles.append((a, b, isConjugate ? -exponent : exponent))
        }
        if angles.count == 1, angles[0].exponent == 1, rest.isRealPositive { return nil }
        guard let turns = ArctangentOfRational.eighthTurns(argument, angles) else { return nil }
        self.argument = argument
        self.angles = angles
        eighthTurns = turns
        equation = Formula(left: term, right: ArctangentOfRational.sum(angles, turns))
        steps = []
    }

    private static func sum(_ angles: [(a: Integer, b: Integer, exponent: Int)], _ eighthTurns: Int) -> Expression {
        var terms: [Expression] = []
        if eighthTurns != 0 {
            terms.append(Expression(Rational(Integer(eighthTurns), 4)) * Expression(symbol: "pi"))
        }
        for (a, b, exponent) in angles {
            terms.append(Expression(.atan, [Expression(Rational(b, a))]).multiple(exponent))
        }
        return terms.isEmpty ? Expression(0) : Expression(.add, terms)
    }

    /// a > b > 0 with a² + b² = p, for a prime p of the form 4k + 1. Cost: O(√p).
    private static func squares(of prime: Int) -> (Integer, Integer)? {
        var b = 1
        while 2 * b * b < prime {
            if let a = Integer(prime - b * b).squareRootIfPerfect { return (a, Integer(b)) }
            b += 1
        }
        return nil
    }

    /// The number m of eighths of a turn that is left, read off from balls: within 1/2 of an integer it is unique.
    private static func eighthTurns(
        _ argument: Rational, _ angles: [(a: Integer, b: Integer, exponent: Int)]
    ) -> Int? {
        let bits = 128
        var rest = Ball(argument, precision: bits).atan(precision: bits)
        for (a, b, exponent) in angles {
            let angle = Ball(Rational(b, a), precision: bits).atan(precision: bits)
            rest = rest.subtracting(angle.multiplied(by: exponent, precision: bits), precision: bits)
        }
        let turns = rest.multiplied(by: 4, precision: bits).divided(by: Ball.pi(precision: bits), precision: bits)
        guard let nearest = turns.nearestInteger(scaledByPowerOfTwo: 0)?.asInt,
            Ball(nearest).subtracting(turns, precision: bits).isLess(than: Ball(0.25)),
            turns.subtracting(Ball(nearest), precision: bits).isLess(than: Ball(0.25))
        else { return nil }
        return nearest
    }

    func check() throws(CertificateError) {
        // (x + i y) ∏ (a − i b)^e (1 − i)^m is real and positive up to full turns: the product's argument is 0 or π, and
        // balls tell that the angles differ by less than half a turn.
        var product = Gaussian(re: argument.denominator, im: argument.numerator)
        for (a, b, exponent) in angles {
            let factor = Gaussian(re: a, im: exponent > 0 ? -b : b)
            for _ in 0..<abs(exponent) { product = product * factor }
        }
        let turn = Gaussian(re: 1, im: eighthTurns > 0 ? -1 : 1)
        for _ in 0..<abs(eighthTurns) { product = product * turn }
        guard product.im.isZero, !product.re.isZero else {
            throw CertificateError("the angles do not add up: the product of the numbers is not real")
        }
        guard ArctangentOfRational.eighthTurns(argument, angles) == eighthTurns else {
            throw CertificateError("the angles differ by full turns")
        }
        let claimed = Formula(
            left: Expression(.atan, [Expression(argument)]), right: ArctangentOfRational.sum(angles, eighthTurns))
        guard claimed == equation else { throw CertificateError("the equation is not the one of these angles") }
    }
}

/// x + i y with integers x and y.
private struct Gaussian {
    let re: Integer
    let im: Integer

    var conjugate: Gaussian { Gaussian(re: re, im: -im) }
    var isRealPositive: Bool { im.isZero && re > 0 }

    static func * (x: Gaussian, y: Gaussian) -> Gaussian {
        Gaussian(re: x.re * y.re - x.im * y.im, im: x.re * y.im + x.im * y.re)
    }

    func exactQuotient(_ divisor: Gaussian) -> Gaussian? {
        let norm = divisor.re * divisor.re + divisor.im * divisor.im
        let product = self * divisor.conjugate
        guard let re = product.re.exactQuotient(norm), let im = product.im.exactQuotient(norm) else { return nil }
        return Gaussian(re: re, im: im)
    }
}
