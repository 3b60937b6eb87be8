import Arithmetic
import Expressions
import Foundation
import Testing

/// Values by mpmath 1.3 at 75 digits, rounded to 60.
private let values: [(term: String, value: String)] = [
    ("integral(4/(1+x^2), x, 0, 1)", "3.14159265358979323846264338327950288419716939937510582097494"),
    ("integral(exp(-x^2), x, 0, 1)", "0.746824132812427025399467436131853005354499686812606329027654"),
    ("integral(log(x)/x, x, 1, 2)", "0.240226506959100712333551263163332485865276475797272793433432"),
    ("integral(x^x, x, 1, 2)", "2.05044623453473125965683001239834510462556921083061694035113"),
    ("integral(gamma(x), x, 1, 2)", "0.922745950680630605143880482345755577437234391710685915202080"),
    ("integral(sin(x)/x, x, 1, pi)", "0.905853981615283155419700056334811705533471774243043119333329"),
    ("integral(sqrt(1-x^2), x, 0, 1)", "0.785398163397448309615660845819875721049292349843776455243736"),
    ("integral(atan(x)*sinh(x), x, -1/2, 2)", "2.57182509669631237580371688621539090464984885247555211409444"),
    ("integral(besselj(0, x), x, 0, 10)", "1.06701130395673685753313495935809350755824388138580421817047"),
    ("integral(polylog(2, x), x, -1, 1/2)", "-0.298478818791743691741799119597731120048625377299697870848906"),
    ("integral(hyper([1/2], [3/2], x), x, 0, 1)", "1.20702166335531798224780970236131381248449309873351879635326"),
    ("integral(sum(x^k/k, k, 1, 5), x, 0, sqrt(2))", "2.35424723326565069269423398624517230857049166686770563902756"),
    ("subst(diff(x^x, x, 3), x, 2)", "28.5741840250531505843908228326140800627501437790135682261395"),
    ("subst(diff(zeta(x), x), x, 3)", "-0.198126242885636853330681821503285796875542793463835003346890"),
    ("subst(diff(gamma(x)*erf(x), x, 2), x, 3/2)", "0.493001181108587581280050696847807649323889861684009017262441"),
    (
        "subst(diff(sin(cos(x))/sqrt(1+x), x, 5), x, 1/3)",
        "2.60871534005955997545132349498242290602467736834206997418265"
    ),
    ("subst(diff(lambertw(x)+airyai(x), x), x, 1)", "0.202748815338096008690092361982889998982176957199361390165317"),
    (
        "subst(diff(tanh(x)+atanh(x)+acosh(3+x)+asinh(x), x, 2), x, 1/2)",
        "0.600389507594232874516981428716370179134215005551732052177316"
    ),
    ("subst(diff(diff(exp(x)*x, x)*x, x), x, pi/3)", "14.9271008864962292766784794768111168866232603697369805952923"),
    ("subst(diff(product(x+1/k, k, 1, 4), x), x, 1)", "13.5833333333333333333333333333333333333333333333333333333333"),
    (
        "apply(lambda(x, subst(diff(t^5*sin(t), t), t, x^2)), 3/2)",
        "63.4821686010527390983401725785403288802622901812100302412809"
    ),
    ("subst(diff(2^x*log(x, 3)*root(x, 3), x), x, 5)", "70.8698853778504270094954834409178341637610528744196840950545"),
    (
        "subst(diff(sec(x)*csc(x)+coth(x)*harmonic(x)-x!, x), x, 1)",
        "1.71321108390489605964765534284387806783906300948331478014313"
    ),
]

@Test(arguments: values) func calculusAgreesWithMpmath(_ term: String, _ value: String) throws {
    let result = try Evaluator().evaluate(try Expression(parsing: term), digits: 60).value
    let expected = try #require(Ball(value, precision: 260))
    let allowed = try #require(Ball("1e-57", precision: 60)).multiplied(by: expected.absoluteValue(), precision: 60)
    #expect(result.imaginary.contains(0), "\(term)")
    #expect(result.real.subtracting(expected, precision: 260).absoluteValue().isLess(than: allowed), "\(result.real)")
}

@Test(arguments: [
    ("integral(sin(x), x, 0, pi)", 2), ("integral(cos(x), x, 0, pi)", 0), ("integral(3, x, 1, 5)", 12),
    ("integral(integral(2x, x, 0, 3), t, 0, 2)", 18), ("integral(x, x, 2, 2)", 0), ("integral(x^3, x, 2, 0)", -4),
    ("subst(diff(x^3, x), x, 2)", 12), ("subst(diff(x^3, x, 4), x, 2)", 0), ("diff(7, x)", 0),
    ("subst(diff(y, x), y, 3)", 0), ("apply(lambda(x, x^2), 3)", 9), ("apply(lambda(x, 5), 3)", 5),
    ("apply(apply(lambda(x, lambda(y, x-y)), 7), 2)", 5), ("apply(lambda(f, apply(f, 3)), lambda(x, x^2))", 9),
    ("apply(subst(lambda(x, x+y), y, 2), 3)", 5), ("subst(subst(x-y, x, y+1), y, 3)", 1),
    ("sum(apply(lambda(x, x^2), k), k, 1, 4)", 30), ("sum(sum(k, k, 1, k), k, 1, 3)", 10),
    ("subst(sum(k*x, k, 1, x), x, 3)", 18), ("sum(k, k, 3, 2)", 0),
    ("subst(diff(subst(diff(t^3, t), t, x^2), x), x, 2)", 96),
])
func calculusHasItsExactValue(_ text: String, _ value: Int) throws {
    let result = try Evaluator().evaluate(try Expression(parsing: text), digits: 50).value
    #expect(result.real.contains(Rational(value)) && result.imaginary.contains(0), "\(text): \(result.real)")
}

@Test(arguments: [
    "integral(1/x, x, -1, 1)", "integral(log(x), x, 0, 1)", "integral(abs(x), x, -1, 1)",
    "integral(exp(-x), x, 0, infinity)", "integral(sqrt(x), x, -2, -1)", "integral(x, x, 0, i)",
    "integral(re(x), x, 0, 1)", "integral(sum(x^k/k, k, 1, infinity), x, 0, 1/2)", "integral(y*x, x, 0, 1)",
    "subst(diff(sqrt(x), x), x, -1)", "subst(diff(log(x), x), x, 0)", "subst(diff(abs(x), x), x, 1)",
    "subst(diff(1/x, x), x, 0)", "subst(diff(besselj(x, x), x), x, 1)", "diff(x, x)", "lambda(x, x)",
    "apply(3, 4)", "apply(sin(x), 4)", "apply(lambda(x, apply(x, x)), lambda(x, apply(x, x)))",
    "apply(lambda(x, [x, 1]), 2)+1", "subst(lambda(x, y), y, 2)", "subst(diff(diff(x*y, x), y), y, x)",
    "subst(subst(diff(diff(x^2*y, x), y), x, 2), y, 3)",
])
func calculusWithoutAValueIsATypedError(_ text: String) throws {
    let term = try Expression(parsing: text)
    let error = #expect(throws: EvaluationError.self) { try Evaluator().evaluate(term, digits: 20) }
    #expect(error?.description.contains("\n") == false)
}

/// The cut of log(x² + 1/100 − 2i·x/10) = 2 log(x − i/10) + … is met by disks that stay clear of the zero of the argument:
/// quadrature without the check of analyticity would take the branches together for one function.
@Test func theBranchCutsOfAnIntegrandAreSeen() throws {
    let text = "integral(log((x-i/10)^2), x, -1, 2)"
    let result = try Evaluator().evaluate(try Expression(parsing: text), digits: 30).value
    // 2 log(x − i/10) for x > 0, and 2πi more for x < 0, where the argument of x − i/10 is below −π/2.
    let parts = "integral(2*log(x-i/10), x, 0, 2)+integral(2*log(x-i/10)+2*pi*i, x, -1, 0)"
    let expected = try Evaluator().evaluate(try Expression(parsing: parts), digits: 30).value
    #expect(result.overlaps(expected), "\(result.real) + \(result.imaginary) i")
}

@Test func anExtensionEvaluatesTheDerivativesWithoutARule() throws {
    let derivative = try Expression(parsing: "-besselj(1, x)")
    let rule: EvaluatorExtension = { arguments, precision, evaluator throws(EvaluationError) in
        // d/dx J₀(x) = −J₁(x), for the test.
        #expect(arguments[1].symbolName == "x")
        return try evaluator.enclosure(derivative, precision: precision)
    }
    let term = try Expression(parsing: "subst(diff(besselj(0, x), x), x, 2)")
    let value = try Evaluator(extensions: [.derivative: rule]).evaluate(term, digits: 30).value.real
    let other = try Evaluator().evaluate(try Expression(parsing: "-besselj(1, 2)"), digits: 30).value.real
    #expect(value.overlaps(other))
}

@Test(.enabled(if: Pari.isInstalled))
func integralsAgreeWithPari() throws {
    let terms = values.map(\.term).filter {
        $0.hasPrefix("integral") && !$0.contains("polylog") && !$0.contains("sqrt")
    }
    let answers = try Pari.values(of: terms, precision: 77, digits: 60)
    #expect(answers.count == terms.count, "\(answers)")
    for (term, answer) in zip(terms, answers) {
        let value = try Evaluator().evaluate(try Expression(parsing: term), digits: 60).value.real
        let expected = try #require(Ball(answer, precision: 260), "\(term): \(answer)")
        let allowed = try #require(Ball("1e-50", precision: 60))
        #expect(value.subtracting(expected, precision: 260).absoluteValue().isLess(than: allowed), "\(term): \(answer)")
    }
}
