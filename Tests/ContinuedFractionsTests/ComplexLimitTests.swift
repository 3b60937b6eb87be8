import Arithmetic
import ContinuedFractions
import Expressions
import Testing

/// A fraction with complex coefficients and its value to 44 digits.
struct KnownComplexLimit: Sendable, CustomTestStringConvertible {
    let fraction: String
    let convergence: String
    let real: String
    let imaginary: String
    let source: String
    var testDescription: String { "\(fraction): \(source)" }

    /// Closed forms evaluated by mpmath 1.3 at 60 digits.
    static let all: [KnownComplexLimit] = [
        KnownComplexLimit(
            fraction: "pcf(2n+1, i*n^2)", convergence: "exponential",
            real: "1.06894458905614564922499937617728226220381062",
            imaginary: "0.30053166507893716446750511467769363411367398", source: "z/atan(z), z^2 = i, Gauss"),
        KnownComplexLimit(
            fraction: "pcf(2n+1, (1+i)*n^2)", convergence: "exponential",
            real: "1.30118443953345454595689004259735888240401029",
            imaginary: "0.224328771748180423699137273105578892402546331", source: "z/atan(z), z^2 = 1 + i, Gauss"),
        KnownComplexLimit(
            fraction: "pcf(1+i, n^2)", convergence: "polynomial",
            real: "1.40576808652566442318926004873444217605451871",
            imaginary: "0.864580065979894527169122907569009490346223143",
            source: "2/(psi((x+3)/4) - psi((x+1)/4)), x = 1 + i, Stieltjes"),
        KnownComplexLimit(
            fraction: "pcf(1, i*n^2)", convergence: "polynomial",
            real: "1.24714576868937935957184683413163171493033115",
            imaginary: "0.41079313134326452941284733939150589226748049",
            source: "2/(y(psi((y+3)/4) - psi((y+1)/4))), y = exp(-pi*i/4), Stieltjes"),
        KnownComplexLimit(
            fraction: "pcf(1+i, n)", convergence: "stretched exponential",
            real: "1.46877365919779745641542182373960243281259726",
            imaginary: "0.8139974183180077988543774869501799066098058",
            source: "sqrt(2/pi) exp(-x^2/2)/erfc(x/sqrt(2)), x = 1 + i, Laplace"),
        KnownComplexLimit(
            fraction: "pcf(1, i*n)", convergence: "stretched exponential",
            real: "1.27701514899644689532837770778504778616553022",
            imaginary: "0.506141283415787964804295379496062589729396944",
            source: "the same with x = exp(-pi*i/4), times exp(pi*i/4)"),
        KnownComplexLimit(
            fraction: "pcf(2n+1+i, -n^2)", convergence: "stretched exponential",
            real: "0.6811594355257151947656707437316592346204922",
            imaginary: "1.23277065695601682742868240851765549991754336", source: "exp(-z)/E1(z), z = i, Laguerre"),
        KnownComplexLimit(
            fraction: "pcf(2n+2i, -n^2)", convergence: "stretched exponential",
            real: "-0.14649549975123015816229793378290287622070668",
            imaginary: "2.29301151615262830296105589697966265944438382",
            source: "exp(-z)/E1(z), z = -1 + 2i, Laguerre"),
        KnownComplexLimit(
            fraction: "pcf(1+i, i)", convergence: "exponential",
            real: "1.36602540378443864676372317075293618347140263",
            imaginary: "1.36602540378443864676372317075293618347140263", source: "(1 + i)(1 + sqrt(3))/2, periodic"),
        KnownComplexLimit(
            fraction: "pcf(2n+1, i*n)", convergence: "factorial",
            real: "1.04221456508127914100888642690780530380241534",
            imaginary: "0.32416122082568319365992886680438851253155513",
            source: "backward recurrence from n = 200 in 60 digits"),
    ]
}

@Test(arguments: KnownComplexLimit.all)
func complexLimitEnclosesTheKnownValue(_ known: KnownComplexLimit) throws {
    let arguments = try Expression(parsing: known.fraction, catalog: .standard, allowing: ["n"]).arguments
    let (fraction, scale) = try ComplexContinuedFraction.reading(a: arguments[0], b: arguments[1])
    #expect(scale == 1)
    #expect(fraction.convergenceClass.name == known.convergence)
    let tolerance = try #require(Ball("1e-43", precision: 64))
    func ball(_ text: String) throws -> Ball {
        Ball(midpoint: try #require(Ball(text, precision: 300)), radius: tolerance)
    }
    let expected = ComplexBall(real: try ball(known.real), imaginary: try ball(known.imaginary))
    for digits in [15, 60] {
        let limit = try fraction.limit(digits: digits)
        #expect(Double(limit.value.accuracyBits) >= 3.32 * Double(digits))
        #expect(expected.overlaps(limit.value))
    }
    let value = try Evaluator.standard.evaluate(try Expression(parsing: known.fraction), digits: 40).value
    #expect(expected.overlaps(value))
}

@Test func complexFractionsWithoutALimitGetNone() throws {
    for text in ["pcf(i, n^2)", "pcf(i, n)", "pcf(1, i*n^3)", "pcf(i*n, n^2)", "pcf(2i, i*n^4)", "pcf(i, 1)"] {
        let arguments = try Expression(parsing: text, catalog: .standard, allowing: ["n"]).arguments
        let fraction = try ComplexContinuedFraction.reading(a: arguments[0], b: arguments[1]).fraction
        #expect(throws: LimitError.self, "\(text)") { try fraction.limit(digits: 10) }
    }
}

@Test func complexFractionsMayTerminateOrBeReal() throws {
    // b(2) = 0: the value is a(0) + b(1)/a(1).
    let arguments = try Expression(parsing: "pcf(n+i, i*(n-2))", catalog: .standard, allowing: ["n"]).arguments
    let fraction = try ComplexContinuedFraction.reading(a: arguments[0], b: arguments[1]).fraction
    let limit = try fraction.limit(digits: 20)
    #expect(limit.convergenceClass == .terminating(index: 2))
    // i + (−i)/(1 + i) = i − (1 + i)/2 = (−1 + i)/2.
    let half = Ball(Rational(1, 2), precision: 53)
    #expect(limit.value.overlaps(ComplexBall(real: half.negated(), imaginary: half)))
    let real = try ComplexContinuedFraction.reading(
        a: Expression(parsing: "2n+1", catalog: .standard, allowing: ["n"]),
        b: Expression(parsing: "-(i*n)^2", catalog: .standard, allowing: ["n"])
    ).fraction.limit(digits: 30).value
    let expected = try fourOverPi.limit(digits: 30).value
    #expect(real.isReal && real.real.overlaps(expected))
}

/// Here, where no local name hides the function.
private let fourOverPi = fraction([1, 2], [0, 0, 1])

@Test(arguments: ["pcf(sin(i)*n, n)", "pcf(1/(n+i), 1)", "pcf(i^n, 1)", "pcf(n, i*m)"])
func noPolynomialOverTheGaussianRationalsIsAnError(_ text: String) throws {
    let arguments = try Expression(parsing: text, catalog: .standard, allowing: ["n", "m"]).arguments
    #expect(throws: NotAGaussianPolynomial.self) {
        try ComplexContinuedFraction.reading(a: arguments[0], b: arguments[1])
    }
}
