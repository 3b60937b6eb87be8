import Arithmetic
import ContinuedFractions
import Expressions
import Testing

/// SplitMix64, so that each run draws the same fractions.
private struct Draw: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func rational(_ size: Int, over denominators: ClosedRange<Int>) -> Rational {
        Rational(Integer(integer(-size...size)), Integer(integer(denominators)))
    }
}

private func term(_ a: [Rational], _ b: [Rational]) -> Expression {
    Expression(
        .continuedFraction,
        [Expression(Polynomial(a), variable: "n"), Expression(Polynomial(b), variable: "n")])
}

private func value(_ expression: Expression, digits: Int = 40) throws -> ComplexBall {
    try Evaluator.standard.evaluate(expression, digits: digits).value
}

/// The lemmas put into the term give the value, every lemma passes, and both have the same value to 40 digits.
private func expectProved(_ form: ClosedForm, _ term: Expression) throws {
    for lemma in form.lemmas { try lemma.check() }
    let literal = form.lemmas.reduce(term) { $0.replacing($1.equation.left, with: $1.equation.right) }
    #expect(literal == form.value)
    let (found, limit) = (try value(form.value), try value(term))
    #expect(found.overlaps(limit), "\(term) is not \(form.value)")
}

/// A kind of fraction: what is drawn for it, and at which share of the draws a closed form is known.
private struct Family: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let draw: @Sendable (inout Draw) -> (a: [Rational], b: [Rational])

    static let all: [Family] = [
        Family(testDescription: "2F1 with rational parameters") { draw in
            // A² + 4B = L² with B = (L² − A²)/4.
            let (slope, root) = (draw.rational(6, over: 1...2), Rational(draw.integer(1...9)))
            let (r, s) = (draw.rational(5, over: 1...4), draw.rational(5, over: 1...4))
            let leading = (root * root - slope * slope) / 4
            return ([draw.rational(9, over: 1...3), slope], [leading * r * s, leading * (r + s), leading])
        },
        Family(testDescription: "2F1, symmetric") { draw in
            let (slope, leading) = (Rational(draw.integer(1...6)), draw.rational(5, over: 1...2))
            let (r, s) = (draw.rational(4, over: 1...3), draw.rational(4, over: 1...3))
            return ([slope * (r + s + 1) / 2, slope], [leading * r * s, leading * (r + s), leading])
        },
        Family(testDescription: "2F1 with quadratic parameters") { draw in
            (
                [Rational(draw.integer(-9...9)), Rational(draw.integer(0...5))],
                [Rational(draw.integer(-5...5)), Rational(draw.integer(-5...5)), Rational(draw.integer(1...5))]
            )
        },
        Family(testDescription: "1F1") { draw in
            let slope = draw.rational(5, over: 1...2)
            return (
                [draw.rational(6, over: 1...3), slope], [draw.rational(5, over: 1...2), draw.rational(4, over: 1...2)]
            )
        },
        Family(testDescription: "0F1") { draw in
            ([draw.rational(6, over: 1...2), draw.rational(5, over: 1...2)], [draw.rational(5, over: 1...3)])
        },
        Family(testDescription: "U") { draw in
            let (s, r, t) = (
                draw.rational(4, over: 1...2), Rational(draw.integer(0...3)), draw.rational(5, over: 1...2)
            )
            let z = Rational(draw.integer(1...6))
            return ([s * (r + t + 1 + z), s * 2], [-s * s * r * t, -s * s * (r + t), -s * s])
        },
        Family(testDescription: "parabolic cylinder") { draw in
            ([draw.rational(5, over: 1...2)], [Rational(draw.integer(0...6)), Rational(draw.integer(1...3))])
        },
        Family(testDescription: "periodic") { draw in
            ([draw.rational(9, over: 1...3)], [draw.rational(9, over: 1...3)])
        },
    ]
}

@Test(arguments: Family.all.indices)
func closedFormsOfRandomFractionsAreProved(_ index: Int) throws {
    let family = Family.all[index]
    var draw = Draw(seed: UInt64(4000 + index))
    var found = 0
    for _ in 0..<25 {
        let (a, b) = family.draw(&draw)
        let fraction = term(a, b)
        let forms = ClosedForms.gauss(of: fraction)
        for form in forms { try expectProved(form, fraction) }
        if !forms.isEmpty { found += 1 }
    }
    #expect(found >= 12, "\(family.testDescription): \(found) of 25")
}

@Test(arguments: [
    ("pcf(n/2 + 1, n/3)", true), ("pcf(k + 1, k, k)", true), ("pcf(n - 5, n + 3)", true), ("pcf(2n - 8, 3)", true),
    ("pcf(n + 1, n - 4)", true), ("pcf(1, n^2 - 4)", true), ("pcf(-n - 3, n)", true), ("pcf(3, -2)", true),
    ("pcf(2, -1)", true), ("pcf(3n - 2, -2n^2)", true), ("pcf(-3, n^2)", true), ("pcf(5, 0)", true),
    ("pcf(n, n - 1)", true),
    // Divergent, or outside the theorems: no limit, other degrees, other symbols, no fraction.
    ("pcf(1, -5)", false), ("pcf(0, 3)", false), ("pcf(2n, -5n^2)", false), ("pcf(1, -n^2)", false),
    ("pcf(1, -n)", false), ("pcf(0, n)", false), ("pcf(2n + 1, n^4)", false), ("pcf(2n + x, n^2)", false),
    ("sqrt(2)", false), ("pcf(sin(n), 1)", false), ("pcf(n - 1, n - 2)", false),
])
func readsFractionsAsTheyAreWritten(_ text: String, _ isKnown: Bool) throws {
    let fraction = try Expression(parsing: text)
    let forms = ClosedForms.gauss(of: fraction)
    #expect(forms.isEmpty == !isKnown, "\(text)")
    for form in forms { try expectProved(form, fraction) }
}

@Test(arguments: [
    ("pcf(n + 3, -n)", "e"), ("pcf(2n + 1, n^2)", "4/pi"), ("pcf(6, (2n - 1)^2)", "pi+3"),
    ("pcf(5n + 2, -2n*(2n - 1))", "3sqrt(3)/pi"), ("pcf(1, n^2)", "1/log(2)"), ("pcf(2n + 2, -n^2)", "1/(e1(1)*e)"),
    ("pcf(2n - 8, n^2)", nil), ("pcf(n, n + 1)", "1"), ("pcf(1, n^2 - 4)", "-2"),
    ("pcf(4n + 2, 1)", "cosh(1/2)/sinh(1/2)"), ("pcf(5n + 4, -4n^2)", "1/log(4/3)"),
])
func simplestFormComesFirst(_ text: String, _ expected: String?) throws {
    let form = try #require(ClosedForms.gauss(of: try Expression(parsing: text)).first)
    if let expected { #expect(form.value.description == expected) }
}

@Test func largeParametersAreRefusedQuickly() throws {
    for text in ["pcf(n + 10^9, n)", "pcf(3n + 10^12, -2n^2)", "pcf(n - 10^9, n + 1/2)", "pcf(1, n^2 - 10^20)"] {
        for form in ClosedForms.gauss(of: try Expression(parsing: text)) {
            #expect(form.value.description.contains("hyper"), "\(text)")
        }
    }
}
