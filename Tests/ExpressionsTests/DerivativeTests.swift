import Arithmetic
import Expressions
import Testing

/// Functions of one variable at a point of their domain; the parameters are fixed.
private let functions: [(term: String, at: String)] = [
    ("sin(x)", "7/5"), ("cos(x)", "7/5"), ("tan(x)", "7/5"), ("cot(x)", "7/5"), ("sec(x)", "7/5"), ("csc(x)", "7/5"),
    ("asin(x)", "1/3"), ("acos(x)", "1/3"), ("atan(x)", "1/3+i/2"), ("sinh(x)", "1/3"), ("cosh(x)", "1/3"),
    ("tanh(x)", "1/3"), ("coth(x)", "1/3"), ("sech(x)", "1/3"), ("csch(x)", "1/3"), ("asinh(x)", "1/3"),
    ("acosh(x)", "7/3"), ("acosh(x)", "1/3+i"), ("atanh(x)", "1/3"), ("log(x)", "-1/3+i"), ("log(x, 3)", "5"),
    ("log(3, x)", "5"), ("exp(x^2)", "1/3"), ("sqrt(x)", "1/3"), ("root(x, 5)", "1/3"), ("x^(2/3)", "1/3"),
    ("x^x", "3/2"), ("2^x", "1/3"), ("(-2)^x", "1/3"), ("x!", "7/3"), ("gamma(x)", "7/3"), ("loggamma(x)", "7/3"),
    ("digamma(x)", "7/3"), ("polygamma(2, x)", "7/3"), ("beta(x, 1/3)", "7/3"), ("beta(1/3, x)", "7/3"),
    ("barnesg(x)", "7/3"), ("logbarnesg(x)", "7/3"), ("zeta(x)", "7/3"), ("hurwitz(3, x)", "7/3"),
    ("polylog(3, x)", "1/3"), ("eta(x)", "7/3"), ("lerchphi(x, 3, 1/4)", "1/3"), ("lerchphi(1/3, 3, x)", "7/3"),
    ("riemannxi(x)", "7/3"), ("clausen2(x)", "7/3"), ("clausen2(x)", "-4"), ("erf(x)", "1/3"), ("erfc(x)", "1/3"),
    ("erfi(x)", "1/3"), ("dawson(x)", "1/3"), ("fresnels(x)", "1/3"), ("fresnelc(x)", "1/3"), ("expint(x)", "7/3"),
    ("e1(x)", "7/3"), ("expint_order(5/2, x)", "7/3"), ("logint(x)", "7/3"), ("sinint(x)", "7/3"),
    ("cosint(x)", "7/3"), ("sinhint(x)", "7/3"), ("coshint(x)", "7/3"), ("gammainc(1/3, x)", "7/3"),
    ("gammainc_lower(1/3, x)", "7/3"), ("betainc(2, 3/2, x)", "1/3"), ("lambertw(x)", "7/3"),
    ("lambertw(x, -1)", "-1/5"), ("airyai(x)", "7/3"), ("airybi(x)", "7/3"), ("airyai_derivative(x)", "7/3"),
    ("airybi_derivative(x)", "7/3"), ("besselj(1/3, x)", "7/3"), ("bessely(1/3, x)", "7/3"),
    ("besseli(1/3, x)", "7/3"), ("besselk(1/3, x)", "7/3"), ("ellipk(x)", "1/3"), ("ellipe(x)", "1/3"),
    ("ellippi(x, 1/2)", "1/3"), ("ellippi(1/3, x)", "1/2"), ("ellipf(x, 1/2)", "1/3"), ("ellipf(1/3, x)", "1/2"),
    ("ellipe_incomplete(x, 1/2)", "1/3"), ("ellipe_incomplete(1, x)", "1/3"), ("ellippi_incomplete(x, 1, 1/2)", "1/3"),
    ("ellippi_incomplete(1/3, x, 1/2)", "1"), ("ellippi_incomplete(1/3, 1, x)", "1/2"), ("agm(x, 2)", "7/3"),
    ("agm(2, x)", "7/3"), ("carlson_rf(x, 2, 3)", "7/3"), ("carlson_rf(2, x, 3)", "7/3"),
    ("carlson_rf(2, 3, x)", "7/3"),
    ("carlson_rc(x, 2)", "7/3"), ("carlson_rc(2, x)", "7/3"), ("carlson_rg(x, 2, 3)", "7/3"),
    ("carlson_rg(2, x, 3)", "7/3"), ("carlson_rg(2, 3, x)", "7/3"), ("carlson_rj(x, 2, 3, 4)", "7/3"),
    ("carlson_rj(2, x, 3, 4)", "7/3"), ("carlson_rj(2, 3, x, 4)", "7/3"), ("carlson_rj(2, 3, 4, x)", "7/3"),
    ("binomial(x, 5/2)", "7/3"), ("binomial(7/2, x)", "7/3"), ("harmonic(x)", "7/3"), ("rising(x, 7/2)", "7/3"),
    ("rising(7/2, x)", "7/3"), ("hyperu(1/2, 3, x)", "7/3"), ("legendrep(5/2, x)", "1/3"), ("legendreq(5/2, x)", "1/3"),
    ("legendrep(3, 2, x)", "1/3"), ("legendrep(5/2, 1/2, x)", "1/3"), ("legendreq(5/2, 1/4, x)", "1/3"),
    ("chebyshevt(5/2, x)", "1/3"), ("chebyshevu(5/2, x)", "1/3"), ("hermite(5/2, x)", "1/3"),
    ("laguerre(5/2, x)", "1/3"),
    ("laguerre(5/2, 1/2, x)", "1/3"), ("gegenbauer(3, 1/2, x)", "1/3"), ("jacobip(3, 1/2, 1/4, x)", "1/3"),
    ("coulombf(2, 1/2, x)", "3"), ("coulombg(2, 1/2, x)", "3"), ("weierstrass_p(x, 2i)", "1/3"),
    ("weierstrass_zeta(x, 2i)", "1/3"), ("weierstrass_sigma(x, 2i)", "1/3"), ("klein_j(x)", "1/3+i"),
    ("modular_lambda(x)", "1/3+i"), ("hyper([1/3, 1/2], [5/4], x)", "-3"), ("hyper([], [5/4], x)", "-3"),
    ("hyper([1/3], [5/4, 2], x)", "1/3"), ("sum(x^k/k, k, 1, 9)", "1/3"), ("product(k+x^2, k, 1, 5)", "1/3"),
    ("(x^2+1)^3*exp(x)/sin(x)", "1/3"), ("sin(x)^cos(x)", "7/5"), ("pi^x*x^pi*(x+2)^x", "7/5"), ("1/x+x/x", "7/5"),
    ("exp(sin(x^2))*cos(x)^3", "7/5"), ("sqrt(1+sqrt(x))/(1+x^(1/3))", "7/5"), ("abs(3)*x", "2"), ("(2x)^x", "7/5"),
]

/// f′(a) against (f(a + h) − f(a − h))/2h with h = 10⁻³⁰ at 400 bits: right to about 10⁻⁶⁰ relative to f‴.
@Test(arguments: functions) func derivativesAreLimitsOfDifferences(_ text: String, _ place: String) throws {
    let term = try Expression(parsing: text)
    let derivative = try term.differentiated(by: "x")
    let at = try Expression(parsing: place)
    let step = Expression(Rational(10).power(-30))
    func value(_ term: Expression, _ x: Expression) throws -> ComplexBall {
        try Evaluator().enclosure(term.substituting("x", with: x), precision: 400)
    }
    let difference = try value(term, at + step).subtracting(try value(term, at - step), precision: 400)
    let quotient = difference.divided(
        by: ComplexBall(Ball(Rational(2) * Rational(10).power(-30), precision: 400)), precision: 400)
    let gap = quotient.subtracting(try value(derivative, at), precision: 400).absoluteValue(precision: 64)
    let bound = try #require(Ball("1e-50", precision: 64))
    #expect(gap.isLess(than: bound), "\(text)′ = \(derivative): \(gap.decimalString(digits: 5))")
}

@Test(arguments: [
    "abs(x)", "re(x)", "conj(x)", "arg(x)", "besselj(x, 1)", "polylog(x, 1/2)", "zeta_derivative(x)", "pcf(2n+x, n^2)",
    "sum(k, k, 1, x)", "hyper([x], [2], 1/2)", "theta3(x)", "stieltjes(x)",
])
func whatHasNoDerivativeIsATypedError(_ text: String) throws {
    let term = try Expression(parsing: text)
    #expect(throws: DifferentiationError.self) { try term.differentiated(by: "x") }
    #expect(try term.differentiated(by: "w") == Expression(0))
}

/// Derivatives by SymPy 1.14.
@Test(arguments: [
    ("x^n", "n*x^(n-1)"), ("sin(x)*cos(x)", "cos(x)^2-sin(x)^2"), ("exp(-x^2)", "-2x*exp(-x^2)"),
    ("sqrt(1-x^2)", "-x/sqrt(1-x^2)"), ("log(log(x))", "1/(x*log(x))"), ("x^3*y^2", "3x^2*y^2"),
    ("(x+1)^5", "5*(x+1)^4"),
    ("a^x", "a^x*log(a)"), ("atan(x/2)", "1/(2*(1+x^2/4))"), ("pi^2+e", "0"), ("1/x", "-1/x^2"),
])
func derivativesAreThoseOfSympy(_ text: String, _ expected: String) throws {
    #expect(
        try Expression(parsing: text).differentiated(by: "x") == Expression(parsing: expected).normalized())
}

@Test func higherDerivativesAreIterated() throws {
    let term = try Expression(parsing: "x^5*exp(2x)")
    var iterated = term
    for _ in 0..<4 { iterated = try iterated.differentiated(by: "x") }
    #expect(try term.differentiated(by: "x", order: 4) == iterated)
    #expect(try Expression(parsing: "x^4").differentiated(by: "x", order: 5) == Expression(0))
}

/// Leibniz' rule on random terms, as values.
@Test(arguments: 1...60) func productsAreDifferentiatedByLeibniz(seed: Int) throws {
    var random = RandomExpressions(seed: seed)
    let (f, g) = (random.term(depth: 3), random.term(depth: 3))
    let left = try (f * g).differentiated(by: "x")
    let right = try f.differentiated(by: "x") * g + f * g.differentiated(by: "x")
    let point = point(&random)
    if let a = left.value(at: point), let b = right.value(at: point) { #expect(agree(a, b), "\(f), \(g)") }
}
