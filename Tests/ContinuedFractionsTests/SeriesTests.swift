import Arithmetic
import ContinuedFractions
import Expressions
import Testing

/// Closed forms: DLMF 4.6, 4.22, 25.2, 25.6; Apéry; Ramanujan; Chudnovsky and Chudnovsky; Wallis.
@Test(arguments: [
    ("sum(1/n^2, n, 1, infinity)", "zeta(2)"), ("sum(1/n^5, n, 1, infinity)", "zeta(5)"),
    ("sum(1/n!, n, 0, infinity)", "e"), ("sum((-1)^k/(2k+1), k, 0, infinity)", "pi/4"),
    ("sum((-1)^(n+1)/(n^3*binomial(2n, n)), n, 1, infinity)", "2/5*zeta(3)"),
    ("sum(binomial(2n, n)^3*(42n+5)/2^(12n+4), n, 0, infinity)", "1/pi"),
    ("sum((-1)^n*(6n)!*(13591409+545140134n)/((3n)!*n!^3*640320^(3n+3/2)), n, 0, infinity)", "1/(12*pi)"),
    ("sum(n*(n-5)/2^n, n, 0, infinity)", "-4"), ("sum(binomial(5, n), n, 0, infinity)", "32"),
    ("sum(rising(1/2, n)/n!/3^n, n, 0, infinity)", "sqrt(3/2)"),
    ("sum(gamma(n+1/3)/gamma(n+7/3), n, 0, infinity)", "gamma(1/3)/gamma(4/3)"),
    ("product(1+1/n^2, n, 1, infinity)", "sinh(pi)/pi"), ("product(4n^2/(4n^2-1), n, 1, infinity)", "pi/2"),
    ("product((n-3)/(n+1), n, 1, infinity)", "0"),
])
func infiniteSumsAndProductsAreProved(_ series: String, _ closed: String) throws {
    let value = try Evaluator.standard.evaluate(try Expression(parsing: series), digits: 60).value
    let expected = try Evaluator.standard.evaluate(try Expression(parsing: closed), digits: 80).value
    #expect(value.overlaps(expected), "\(value.real)")
    #expect(value.accuracyBits > 190 || expected.isZero)
}

@Test(arguments: [
    "sum(1/n, n, 1, infinity)", "sum(2^n/n^9, n, 1, infinity)", "sum((-1)^n, n, 0, infinity)",
    "sum(n!/2^n, n, 0, infinity)",
])
func divergentSumsAreRecognized(_ series: String) throws {
    let term = try Expression(parsing: series)
    #expect(throws: EvaluationError.domain("the infinite sum diverges")) {
        try Evaluator.standard.evaluate(term, digits: 20)
    }
}

@Test(arguments: [
    "sum(1/(n*log(n)^2), n, 2, infinity)", "sum(exp(-sqrt(n)), n, 1, infinity)", "sum(sin(n)/n^2, n, 1, infinity)",
    "product(1+sin(n)/n^2, n, 1, infinity)", "sum(zeta(n)-1, n, 2, infinity)",
])
func sumsWithoutAKnownBoundStayUndecided(_ series: String) throws {
    let term = try Expression(parsing: series)
    #expect { try Evaluator.standard.evaluate(term, digits: 20) } throws: { error in
        if case EvaluationError.undecided = error { true } else { false }
    }
}

@Test func aZeroOfTheRatioDoesNotEndASumThatGoesOn() throws {
    // n(n − 5)/3ⁿ: the ratio vanishes at n = 4, the terms after n = 5 do not.
    let sum = try Evaluator.standard.evaluate(try Expression(parsing: "sum(n*(n-5)/3^n, n, 0, infinity)"), digits: 30)
    #expect(sum.value.overlaps(ComplexBall(Ball(Rational(-9, 4), precision: 100))))
}
