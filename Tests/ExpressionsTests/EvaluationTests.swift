import Arithmetic
import Expressions
import Testing

/// Values by PARI/GP 2.15 at 60 digits.
@Test(arguments: [
    ("exp(pi*sqrt(163))-262537412640768744", "-7.4992740280181431112064614366e-13"),
    ("gamma(1/3)", "2.6789385347077476336556929409746776441286893779573"),
    ("zeta(3/2)", "2.6123753486854883433485675679240716305708006524000"),
    ("polylog(2, 1/2)", "0.58224052646501250590265632015968010874419847480613"),
    ("besseli(0, 2)", "2.2795853023360672674372044408115333532600614163006"),
    ("agm(1, sqrt(2))", "1.1981402347355922074399224922803238782272126632157"),
    ("erfc(1)", "0.15729920705028513065877936491739074070393300203370"),
    ("hyper([1/2, 1/2], [1], 1/2)", "1.1803405990160962260453379405584885953361834240962"),
    ("airyai(1)", "0.13529241631288141552414742351546630617494414298834"),
    ("lambertw(1)", "0.56714329040978387299996866221035554975381578718651"),
    ("ellipk(1/2)", "1.8540746773013719184338503471952600462175988235218"),
])
func functionsHaveTheirValues(_ text: String, _ value: String) throws {
    let result = try Evaluator().evaluate(try Expression(parsing: text), digits: 45)
    let expected = try #require(Ball(value, precision: 200))
    let unit = try #require(Ball("1e-27", precision: 60))
    let gap = result.value.real.subtracting(expected, precision: 200).absoluteValue()
    #expect(gap.isLess(than: unit.multiplied(by: expected.absoluteValue(), precision: 60)), "\(result.value.real)")
    #expect(result.value.isReal)
}

@Test(arguments: ConstantCatalog.standard.constants.map(\.name))
func constantsOfTheCatalogHaveTheirDigits(_ name: String) throws {
    let constant = try #require(ConstantCatalog.standard.constant(named: name))
    let stated = try #require(Rational(constant.digits))
    let places = constant.digits.drop { $0 != "." }.dropFirst().count
    let unit = Rational(10).power(-places)
    let fromName = try Evaluator().evaluate(Expression(symbol: name), digits: 60).value.real
    let fromDefinition = try Evaluator().evaluate(constant.definition, digits: 60).value.real
    // Truncated towards 0: the value lies between the stated digits and the next unit away from 0.
    let away = stated.signum() < 0 ? stated - unit : stated + unit
    let bracket = Ball(union: Ball(stated, precision: 300), Ball(away, precision: 300), precision: 300)
    #expect(bracket.contains(fromName), "\(name): \(fromName.decimalString(digits: 55))")
    #expect(fromName.overlaps(fromDefinition), "\(name)")
}

@Test func theCatalogIsLargeEnoughAndUnambiguous() throws {
    let catalog = try ConstantCatalog.load()
    #expect(catalog.constants.count >= 60)
    let names = catalog.constants.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
}

@Test(arguments: [
    "log(0)", "1/0", "1/(1/3-1/3)", "gamma(-2)", "zeta(1)", "0^(-1)", "(-3)!", "cot(0)", "1/(sqrt(2)^2-2)",
    "sum(1/n, n, 1, infinity)", "hyper([1], [0], 1)", "infinity+1", "polygamma(-1, 2)",
])
func outsideTheDomainIsATypedError(_ text: String) throws {
    let term = try Expression(parsing: text)
    #expect(throws: EvaluationError.self) { try Evaluator().evaluate(term, digits: 20) }
}

@Test func exactArithmeticStaysExact() throws {
    let result = try Evaluator().evaluate(try Expression(parsing: "1/3+1/6-cf([0, 2])+4!-2^10"), digits: 20)
    #expect(result.exact == Rational(-1000))
    #expect(try Evaluator().evaluate(try Expression(parsing: "sum(1/k, k, 1, 4)"), digits: 9).exact == Rational(25, 12))
}

@Test func absurdPrecisionIsRefused() throws {
    #expect(throws: EvaluationError.self) { try Evaluator().evaluate(Expression(1), digits: 1_000_000_000_000) }
    #expect(throws: EvaluationError.self) { try Evaluator().evaluate(Expression(1), digits: 0) }
}
