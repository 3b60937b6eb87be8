import Arithmetic
import ContinuedFractions
import Expressions
import Testing

/// The value of a term of the standard evaluator.
private func value(_ text: String, digits: Int) throws -> ComplexBall {
    try Evaluator.standard.evaluate(try Expression(parsing: text), digits: digits).value
}

/// A decimal text as the ball of all numbers that round to it.
private func ball(_ text: String) throws -> Ball {
    let places = text.split(separator: ".").last?.count ?? 0
    let exact = try #require(Rational(text.replacing(".", with: "") + "/1" + String(repeating: "0", count: places)))
    return Ball(
        midpoint: Ball(exact, precision: 300), radius: Ball(Rational(1, Integer(10).power(places - 1)), precision: 64))
}

/// Against PARI/GP 2.15 (sumnum, sumalt, suminf, prodinf, zeta and its derivatives at 60 digits) and, for the products of
/// sines and cosines, mpmath 1.3 (nsum of the logarithms).
@Test(arguments: [
    ("sum(n^(-3/2), n, 1, infinity)", "2.61237534868548834334856756792407163057080065240"),
    ("sum(log(n)/n^2, n, 1, infinity)", "0.93754825431584375370257409456786497789786028861"),
    ("sum(log(n)^2/n^(5/2), n, 1, infinity)", "0.58196892704206818014080137067715543864371485126"),
    ("sum(atan(1/n^2), n, 1, infinity)", "1.42474177842998088976154780688923415280206633460"),
    ("sum(sin(1/n)/n, n, 1, infinity)", "1.47282823195618529629494738382314582532386592788"),
    ("sum((-1)^n/sqrt(n), n, 1, infinity)", "-0.60489864342163037024726591423595549975976254513"),
    ("sum((-1)^n*log(n)/n, n, 1, infinity)", "0.15986890374243097175694787032491657049622202376"),
    ("sum((-1)^n*sin(1/n), n, 1, infinity)", "-0.55079684813392947551006695743511841439617680890"),
    ("product(cos(1/n), n, 1, infinity)", "0.38853615333517585918432957568703590501390052860"),
    ("product(1-4^(-n), n, 1, infinity)", "0.68853753712033971545651435729350818467554981938"),
    ("sum(1/(2^n-1), n, 1, infinity)", "1.60669515241529176378330152319092458048057967151"),
    ("sum(1/fibonacci(n), n, 1, infinity)", "3.35988566624317755317201130291892717968890513373"),
    ("sum(pi^(-n^2), n, 0, infinity)", "1.32860942634955435842594260817670348531262328180"),
    ("sum(1/(pi^n*n!), n, 0, infinity)", "1.37480222743935863178282187920965725698630775947"),
    ("sum(exp(-n)*n^2, n, 1, infinity)", "1.99229476712498739292601661300211738783140452306"),
    ("sum(2^(-n/2)/(2n+1), n, 0, infinity)", "1.4558585357622976807241592935905811325737540216"),
    ("sum(harmonic(n)/2^n, n, 1, infinity)", "1.38629436111989061883446424291635313615100026872"),
])
func sumsAndProductsAgreeWithOutsideValues(_ series: String, _ expected: String) throws {
    let result = try value(series, digits: 60)
    let outside = try ball(expected)
    #expect(result.isReal && result.real.overlaps(outside), "\(result.real.decimalString(digits: 50))")
    #expect(result.accuracyBits > 195)
}

/// Closed forms: Euler, Apéry, the brothers Chudnovsky; DLMF 4.36, 5.4, 5.15, 25.6.
@Test(arguments: [
    ("sum(1/(n^2+1), n, 0, infinity)", "(1+pi*coth(pi))/2"),
    ("sum(harmonic(n)/n^3, n, 1, infinity)", "pi^4/72"),
    ("sum(1/n-log(1+1/n), n, 1, infinity)", "euler_gamma"),
    ("sum(1/(n^2+i), n, 1, infinity)", "(pi*sqrt(i)*coth(pi*sqrt(i))-1)/(2i)"),
    ("product(1+1/n^3, n, 1, infinity)", "cosh(pi*sqrt(3)/2)/pi"),
    ("sum((-1)^n*(6n)!*(545140134n+13591409)/((3n)!*n!^3*640320^(3n)), n, 0, infinity)", "640320^(3/2)/(12pi)"),
    ("sum(i^n/3^n, n, 0, infinity)", "(9+3i)/10"), ("sum(sqrt(2)^(2n)/3^n, n, 0, infinity)", "3"),
    ("sum((-1)^(n-1)/(n^3*binomial(2n, n)), n, 1, infinity)", "pcf(34n^3+51n^2+27n+5, -n^6)^(-1)*12/5"),
    ("sum(1/n!, n, 0, infinity)", "pcf(2n+1, n^2)*pi/4*e"),
    ("sum((-1)^(2n+1)*n^(-3/2), n, 1, infinity)", "-zeta(3/2)"),
    ("sum((-1)^n/(n+1), n, 0, infinity)", "log(2)"), ("sum(1/(n+(-1)^n)^2, n, 2, infinity)", "zeta(2)-1"),
])
func twoFormsOfOneConstantOverlapToAThousandDigits(_ series: String, _ closed: String) throws {
    let (x, y) = (try value(series, digits: 1000), try value(closed, digits: 1000))
    #expect(x.overlaps(y))
    #expect(x.accuracyBits > 3320 && y.accuracyBits > 3320)
}

@Test func moreDigitsOfASumLieInFewer() throws {
    for text in ["sum(atan(1/n^2), n, 1, infinity)", "sum(1/(pi^n+n), n, 0, infinity)", "sum(pi^(-n), n, 0, infinity)"]
    {
        let wide = try value(text, digits: 20)
        let narrow = try value(text, digits: 300)
        #expect(wide.real.overlaps(narrow.real) && narrow.accuracyBits > 990)
    }
}

@Test(arguments: [
    "sum(1/sqrt(n), n, 1, infinity)", "sum(log(n)/n, n, 1, infinity)", "sum((-1)^n*cos(1/n), n, 1, infinity)",
    "sum(pi^n/n^9, n, 1, infinity)", "sum(1/(n+(-1)^n*2), n, 3, infinity)", "sum(sqrt(n^2+1)-n, n, 1, infinity)",
])
func divergenceOfSumsWithExpansionsIsSeen(_ series: String) throws {
    let term = try Expression(parsing: series)
    #expect(throws: EvaluationError.domain("the infinite sum diverges")) {
        try Evaluator.standard.evaluate(term, digits: 20)
    }
}

@Test func divergentProductsAreSeen() throws {
    for text in ["product(1+1/n, n, 1, infinity)", "product(1+1/sqrt(n), n, 1, infinity)"] {
        let term = try Expression(parsing: text)
        #expect(throws: EvaluationError.domain("the infinite product diverges")) {
            try Evaluator.standard.evaluate(term, digits: 20)
        }
    }
}

@Test func badInputIsReported() throws {
    func failure(_ text: String, digits: Int = 20) -> String {
        do {
            return "\(try value(text, digits: digits))"
        } catch { return "\(error)" }
    }
    #expect(failure("sum(1/n^2, n, 0, infinity)").contains("division by zero"))
    #expect(failure("sum(unknown_name/n^2, n, 1, infinity)").contains("unknown name 'unknown_name'"))
    #expect(failure("sum(log(n)/(n-3)^2, n, 1, infinity)").contains("division by zero"))
    // Equal to 1/n, but that √2·√2 is 2 is not seen: neither convergence nor divergence may be claimed.
    #expect(failure("sum((-1)^n*(sqrt(2)*sqrt(2)-2+1/n), n, 1, infinity)").contains("is not told from 0"))
    #expect(failure("sum(pi^(-n), n, 0, infinity)", digits: 1_000_000).contains("is not attempted"))
    #expect(failure("sum(n^(-3/2), n, 1, infinity)", digits: 100_000).contains("131072 bits"))
}

@Test func absurdPrecisionIsRefusedWithItsEstimate() throws {
    func refusal(_ text: String, digits: Int, limit: Int) throws -> String {
        var evaluator = Evaluator.standard
        evaluator.memoryLimit = limit
        let term = try Expression(parsing: text)
        do {
            _ = try evaluator.evaluate(term, digits: digits)
            return ""
        } catch EvaluationError.tooLarge(let text) { return text }
    }
    let gamma = try refusal("gamma(1/3)", digits: 5_000_000, limit: Evaluator.standardMemoryLimit)
    #expect(gamma.contains("TB of memory, more than the limit of 8.6 GB"))
    #expect(
        try refusal("pcf(2, n^2+n+1)", digits: 1_000_000, limit: Evaluator.standardMemoryLimit).contains("more than"))
    #expect(try refusal("pi", digits: 100_000, limit: 100_000).contains("more than the limit of 100 kB"))
    #expect(try refusal("pi", digits: 100, limit: 100_000).isEmpty)
}
