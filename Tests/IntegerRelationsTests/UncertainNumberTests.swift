import Arithmetic
import ContinuedFractions
import Expressions
import IntegerRelations
import Testing

@Test(arguments: [
    ("0.91596559(3)", "0.91596559", "3e-8", 7), ("-1.23e-5", "-1.23e-5", "1e-7", 2),
    ("3.14159(12)", "3.14159", "12e-5", 4), ("2.50...", "2.50", "1e-2", 2), ("2.50…", "2.50", "1e-2", 2),
    ("1.5e3", "1500", "100", 1), ("0.9159 +/- 2e-4", "0.9159", "2e-4", 3), ("0.9159±2e-4", "0.9159", "2e-4", 3),
    ("12(1)", "12", "1", 1), ("−7.25", "-7.25", "0.01", 2), (".5000", "0.5", "1e-4", 3),
])
func decimalsAreIntervals(_ text: String, _ middle: String, _ error: String, _ digits: Int) throws {
    let number = try #require(try UncertainNumber(decimal: text))
    let (middle, error) = try (#require(Rational(middle)), #require(Rational(error)))
    #expect(number.value.contains(middle + error) && number.value.contains(middle - error))
    #expect(!number.value.contains(middle + error * Rational(Integer(1001), Integer(1000))))
    #expect(number.digits == digits)
}

@Test(arguments: ["1.2(3x)", "1.2()", "1.2(3", "1.2(3)4", "0.5(9)", "0.5(0)", "0.000", "1e999999999", "1.5 +/- x"])
func contradictoryDigitsAreRefused(_ text: String) {
    #expect(throws: UncertainNumberError.self) { try UncertainNumber(decimal: text) }
}

@Test(arguments: ["pi", "0.5*pi", "2e", "22/7", "12", "", "sqrt(2)", "-", "+", "."])
func termsAreNotTakenForDecimals(_ text: String) throws {
    #expect(try UncertainNumber(decimal: text) == nil)
}

@Test func anErrorMayBeGiven() throws {
    let error = try #require(Rational("1e-30"))
    #expect(try UncertainNumber(decimal: "0.5", error: error)?.digits == 29)
    #expect(throws: UncertainNumberError.self) { try UncertainNumber(decimal: "0.5(1)", error: error) }
}

@Test func termsAreEvaluatedOrRefused() throws {
    let evaluator = Evaluator.standard
    #expect(try UncertainNumber(Expression(parsing: "22/7"), digits: 20, evaluator: evaluator).exact != nil)
    let number = try UncertainNumber(Expression(parsing: "pcf(2n+1, n^2)"), digits: 40, evaluator: evaluator)
    #expect(number.digits >= 40)
    let further = try #require(try number.refinement?(80))
    #expect(further.provenDigits >= 80)
    for text in ["i", "sin(pi)", "1/0"] {
        #expect(throws: UncertainNumberError.self) {
            try UncertainNumber(Expression(parsing: text), digits: 20, evaluator: evaluator)
        }
    }
}
