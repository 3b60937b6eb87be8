import Arithmetic
import Expressions

/// Writes a root of a polynomial in radicals and cosines of rational angles, where that is possible and short.
///
/// Degrees 1 and 2 by the formula, polynomials in a power of x by a root of a root, reciprocal ones through x + 1/x,
/// cubics by Cardano's formula; before each, x is moved so that the second coefficient vanishes. Which branch is meant
/// is told by evaluating: a branch is taken only when it lies in the ball around the root.
struct RadicalSolver {
    let precision: Int
    let evaluator: Evaluator
    /// Angles π p/q are tried up to this q.
    static let largestAngleDenominator = 60
    /// Nested steps: each at least halves the degree or removes the second coefficient.
    private static let largestDepth = 8

    /// The root of `polynomial` that lies in `x`; nil when it is not written shortly.
    func root(of polynomial: Polynomial<Integer>, near x: Ball) -> Expression? {
        root(polynomial, x, depth: 0)
    }

    private func root(_ polynomial: Polynomial<Integer>, _ x: Ball, depth: Int) -> Expression? {
        guard depth < RadicalSolver.largestDepth, let degree = polynomial.degree, degree >= 1 else { return nil }
        if degree == 1 { return Expression(Rational(-polynomial[0], polynomial[1])) }
        if degree == 2 { return quadratic(polynomial, x) }
        return inPower(polynomial, x, depth) ?? angle(polynomial, x) ?? reciprocal(polynomial, x, depth)
            ?? moved(polynomial, x, depth) ?? (degree == 3 ? cubic(polynomial, x) : nil)
    }

    /// The first of the terms that evaluates to a ball that meets `x`.
    private func matching(_ terms: [Expression], _ x: Ball) -> Expression? {
        terms.first { term in
            guard let value = try? evaluator.evaluate(term, digits: precision * 3 / 10).value else { return false }
            return value.imaginary.containsZero && value.real.overlaps(x)
        }
    }

    /// (−b ± √(b² − 4ac))/(2a).
    private func quadratic(_ polynomial: Polynomial<Integer>, _ x: Ball) -> Expression? {
        let (c, b, a) = (polynomial[0], polynomial[1], polynomial[2])
        let (square, core) = RadicalSolver.squareParts(b * b - 4 * a * c)
        guard core.signum() > 0 else { return nil }
        let surd = Expression(.squareRoot, [Expression(Rational(core))])
        let rest = Rational(-b, 2 * a)
        return matching(
            [1, -1].map { sign in
                Expression.combination([(Rational(Integer(sign) * square, 2 * a), surd), (rest, Expression(1))])
            }, x)
    }

    /// n = s² m with the squares of the primes below 1000 pulled out.
    static func squareParts(_ n: Integer) -> (square: Integer, core: Integer) {
        var (square, core) = (Integer(1), n)
        for p in 2...1000 where core.signum() > 0 {
            let factor = Integer(p * p)
            while let quotient = core.exactQuotient(factor) {
                core = quotient
                square *= Integer(p)
            }
        }
        return (square, core)
    }

    /// p(x) = q(x^k): a k-th root of a root of q.
    private func inPower(_ polynomial: Polynomial<Integer>, _ x: Ball, _ depth: Int) -> Expression? {
        var k = 0
        for (i, coefficient) in polynomial.coefficients.enumerated() where !coefficient.isZero {
            k = RadicalSolver.gcd(k, i)
        }
        guard k > 1, let degree = polynomial.degree else { return nil }
        let inner = Polynomial((0...degree / k).map { polynomial[$0 * k] })
        let power = x.power(k, precision: precision + 64)
        guard let radicand = root(inner, power, depth: depth + 1) else { return nil }
        if k == 2, let short = denested(inner, power), let term = matching([short, -short], x) { return term }
        if k % 2 == 1, power.isNegative { return matching([-rootTerm(negative(radicand), k)], x) }
        let term = rootTerm(radicand, k)
        return matching([term, -term], x)
    }

    private func negative(_ term: Expression) -> Expression {
        if let value = term.numeral { return Expression(-value) }
        if term.head == .negate, let inner = term.arguments.first { return inner }
        return -term
    }

    private func rootTerm(_ radicand: Expression, _ k: Int) -> Expression {
        k == 2 ? Expression(.squareRoot, [radicand]) : Expression(.root, [radicand, Expression(k)])
    }

    /// √(A ± √D) = √((A + R)/2) ± √((A − R)/2) with R = √(A² − D) rational, for y² − 2A y + (A² − D) = 0.
    private func denested(_ inner: Polynomial<Integer>, _ y: Ball) -> Expression? {
        guard inner.degree == 2 else { return nil }
        let mean = Rational(-inner[1], 2 * inner[2])
        let product = Rational(inner[0], inner[2])
        guard let r = RadicalSolver.squareRoot(product) else { return nil }
        let (u, v) = ((mean + r) / 2, (mean - r) / 2)
        guard u.signum() > 0, v.signum() > 0 else { return nil }
        let terms = [1, -1].map { sign in
            Expression.combination([
                RadicalSolver.surd(u), (Rational(sign) * RadicalSolver.surd(v).factor, RadicalSolver.surd(v).term),
            ])
        }
        return terms.first { term in
            guard let value = try? evaluator.evaluate(term, digits: precision * 3 / 10).value.real else { return false }
            return value.power(2, precision: precision).overlaps(y)
        }
    }

    /// √q = factor · √integer.
    private static func surd(_ q: Rational) -> (factor: Rational, term: Expression) {
        let (square, core) = squareParts(q.numerator * q.denominator)
        return (
            Rational(square, q.denominator),
            core.isOne
                ? Expression(1) : Expression(.squareRoot, [Expression(Rational(core))])
        )
    }

    /// √q when it is rational.
    private static func squareRoot(_ q: Rational) -> Rational? {
        guard q.signum() > 0 else { return nil }
        func root(_ n: Integer) -> Integer? {
            let ball = Ball(n).squareRoot(precision: n.bitWidth + 32)
            guard let value = ball.uniqueInteger, value * value == n else { return nil }
            return value
        }
        guard let n = root(q.numerator), let d = root(q.denominator) else { return nil }
        return Rational(n, d)
    }

    /// x or x/2 is the sine, cosine or tangent of a rational multiple of π: the cyclotomic numbers.
    private func angle(_ polynomial: Polynomial<Integer>, _ x: Ball) -> Expression? {
        let bits = precision + 32
        let pi = Ball.pi(precision: bits)
        let functions: [(Operator, Rational, Ball)] = [
            (.cos, 1, ComplexBall(x).acos(precision: bits).real),
            (.cos, 2, ComplexBall(x.scaled(byPowerOfTwo: -1)).acos(precision: bits).real),
            (.tan, 1, x.atan(precision: bits)),
        ]
        for (function, factor, value) in functions where value.isFinite {
            let turns = value.divided(by: pi, precision: bits)
            for q in 3...RadicalSolver.largestAngleDenominator {
                guard let p = turns.multiplied(by: q, precision: bits).uniqueInteger else { continue }
                let angle = Expression.scaled(Rational(p, Integer(q)), Expression(symbol: "pi"))
                if let term = matching([Expression.scaled(factor, Expression(function, [angle]))], x) { return term }
                break
            }
        }
        return nil
    }

    /// x^n p(1/x) = p(x) with n even: y = x + 1/x satisfies an equation of half the degree, and x = (y ± √(y² − 4))/2.
    private func reciprocal(_ polynomial: Polynomial<Integer>, _ x: Ball, _ depth: Int) -> Expression? {
        guard let degree = polynomial.degree, degree % 2 == 0, degree >= 4,
            polynomial.coefficients == polynomial.coefficients.reversed()
        else { return nil }
        let half = degree / 2
        // x^k + x^(−k) as a polynomial in y: c₀ = 2, c₁ = y, c_k = y c_(k−1) − c_(k−2).
        var sums: [Polynomial<Integer>] = [Polynomial([2]), Polynomial([0, 1])]
        for k in 2..<max(3, half + 1) { sums.append(Polynomial([0, 1]) * sums[k - 1] - sums[k - 2]) }
        var inner = Polynomial(constant: polynomial[half])
        for k in 1...half { inner += sums[k] * polynomial[half + k] }
        let y = x.adding(Ball(1).divided(by: x, precision: precision + 64), precision: precision + 64)
        // The equation for y need not be irreducible.
        for factor in inner.factored().factors.map(\.polynomial)
        where factor.evaluated(at: y, precision: precision + 64).containsZero {
            guard let term = root(factor, y, depth: depth + 1) else { continue }
            let surd = Expression(.squareRoot, [term.power(Expression(2)) - Expression(4)])
            return matching([(term + surd) / Expression(2), (term - surd) / Expression(2)], x)
        }
        return nil
    }

    /// x = y − a_(n−1)/(n a_n), when the polynomial in y is one in a power of y.
    private func moved(_ polynomial: Polynomial<Integer>, _ x: Ball, _ depth: Int) -> Expression? {
        guard let (shift, inner) = depressed(polynomial), !shift.isZero else { return nil }
        let y = x.adding(Ball(shift, precision: precision + 64), precision: precision + 64)
        guard let term = inPower(inner, y, depth + 1) else { return nil }
        return matching([Expression.combination([(1, term), (-shift, Expression(1))])], x)
    }

    /// The shift s and the primitive integer polynomial of y = x + s, whose second coefficient is 0.
    private func depressed(_ polynomial: Polynomial<Integer>) -> (Rational, Polynomial<Integer>)? {
        guard let degree = polynomial.degree, degree >= 2 else { return nil }
        let shift = Rational(polynomial[degree - 1], Integer(degree) * polynomial[degree])
        let moved = polynomial.mapCoefficients { Rational($0) }.shifted(by: -shift)
        let common = moved.coefficients.reduce(Integer(1)) { $0.lcm($1.denominator) }
        let inner = Polynomial(moved.coefficients.map { $0.numerator * common.dividedExactly(by: $0.denominator) })
        return (shift, inner.primitivePart)
    }

    /// Cardano: y³ + p y + q = 0 with one real root; three real roots need cosines of an angle that is not rational,
    /// which is no shorter than the polynomial.
    private func cubic(_ polynomial: Polynomial<Integer>, _ x: Ball) -> Expression? {
        guard let (shift, inner) = depressed(polynomial), inner.degree == 3 else { return nil }
        let p = Rational(inner[1], inner[3])
        let q = Rational(inner[0], inner[3])
        let discriminant = q * q / 4 + p * p * p / 27
        guard discriminant.signum() > 0 else { return nil }
        let (factor, surd) = RadicalSolver.surd(discriminant)
        let cubes = [1, -1].map { sign in
            let radicand = Expression.combination([(-q / 2, Expression(1)), (Rational(sign) * factor, surd)])
            // The sign of −q/2 ± √Δ: the square root is the larger exactly when p > 0.
            let isNegative = sign > 0 ? q.signum() > 0 && p.signum() < 0 : q.signum() > 0 || p.signum() > 0
            guard isNegative else { return Expression(.root, [radicand, Expression(3)]) }
            let opposite = Expression.combination([(q / 2, Expression(1)), (Rational(-sign) * factor, surd)])
            return -Expression(.root, [opposite, Expression(3)])
        }
        return matching([Expression.combination([(1, cubes[0]), (1, cubes[1]), (-shift, Expression(1))])], x)
    }

    private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
}
