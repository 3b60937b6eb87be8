import Arithmetic
import Expressions
import Testing

private let variants = [
    CompilationOptions(), CompilationOptions(fusesMultiplyAdd: true), CompilationOptions(reassociation: .forbidden),
]

@Test(arguments: 0..<150) func compiledTermsAgreeWithTheirEnclosures(_ seed: Int) throws {
    var generator = SplitMix(seed: UInt64(seed))
    let sample = RandomRealTerm.make(size: 4 + seed / 3, using: &generator)
    var closed = sample.term
    for (name, value) in zip(RandomRealTerm.variables, RandomRealTerm.point) {
        closed = closed.substituting(name, with: Expression(try #require(Rational(exactly: value))))
    }
    let exact = try Evaluator().evaluate(closed, digits: 30).value.real
    for options in variants {
        let function = try sample.term.compiled(variables: RandomRealTerm.variables, options: options)
        let value = function(RandomRealTerm.point)[0]
        let error = abs(exact.subtracting(Ball(value), precision: 200).doubleEstimate)
        #expect(error <= 1e-12 * sample.scale, "\(sample.term) at \(options): \(value)")
    }
}

@Test(arguments: [(30, 200, 899), (100, 1000, 4918)])
func reactionNetworksCostLessThanWithCommonSubexpressionsAlone(_ species: Int, _ reactions: Int, _ peer: Int) throws {
    let network = MassActionNetwork(species: species, reactions: reactions)
    let point = (0..<(species + 10)).map { 0.5 + Double(($0 * 37) % 101) / 128 }
    let (expected, magnitudes) = network.derivatives(at: point)
    for options in variants {
        let function = try Expression.compile(
            network.rightHandSide, variables: network.variables, options: options)
        if options.reassociation == .allowed {
            #expect(function.program.counts.additionsAndMultiplications < peer)
        }
        for (value, (exact, magnitude)) in zip(function(point), zip(expected, magnitudes)) {
            #expect(abs(value - exact) <= 1e-13 * magnitude)
        }
    }
}

/// Additions, multiplications, divisions without fusion.
@Test(arguments: [
    ("x^3+2x^2+3x+4", 3, 2, 0), ("(a+b)*c+(a+b)*d", 2, 1, 0), ("x^15", 0, 5, 0), ("x^23", 0, 6, 0),
    ("2*x*y-3*x*y+x*y", 0, 0, 0), ("a*b*c+a*b*d", 1, 2, 0), ("x^4*y^2", 0, 3, 0), ("a/b+c/b", 1, 0, 1),
    ("3a+3b+3c", 2, 1, 0), ("x*y+x*z+y*z", 2, 2, 0), ("x^4+x^2*y^2", 1, 3, 0), ("a*c+b*c+a*d+b*d", 2, 1, 0),
])
func smallTermsHaveTheirOperations(_ text: String, _ additions: Int, _ products: Int, _ divisions: Int) throws {
    let variables = ["x", "y", "z", "a", "b", "c", "d"]
    let counts = try Expression(parsing: text).compiled(variables: variables).program.counts
    #expect(counts.additions == additions)
    #expect(counts.multiplications == products)
    #expect(counts.divisions == divisions)
    #expect(counts.negations == 0)
}

@Test func hornerFusesIntoMultiplyAdds() throws {
    let counts = try Expression(parsing: "5x^3+2x^2+3x+4")
        .compiled(variables: ["x"], options: CompilationOptions(fusesMultiplyAdd: true)).program.counts
    #expect(counts.fusedMultiplyAdds == 3)
    #expect(counts.additions + counts.multiplications == 0)
}

@Test func commonPartsAreSharedUpToSignAcrossOutputs() throws {
    let terms = try ["a-b+c", "b-a+d", "2a-2b+d*c"].map { try Expression(parsing: $0) }
    let counts = try Expression.compile(terms, variables: ["a", "b", "c", "d"]).program.counts
    // a − b once, then one addition each; 2(a − b) and c·d.
    #expect(counts.additions == 4)
    #expect(counts.multiplications == 2)
}

@Test func withoutReassociationEveryOperationIsTheOneWritten() throws {
    let term = try Expression(parsing: "x+y-(z+x)*y/z-x*x")
    let function = try term.compiled(
        variables: ["x", "y", "z"], options: CompilationOptions(reassociation: .forbidden))
    var generator = SplitMix(seed: 5)
    for _ in 0..<200 {
        let (x, y, z) = (generator.unit(), generator.unit(), generator.unit())
        #expect(function([x, y, z]) == [x + y - (z + x) * y / z - x * x])
    }
}

@Test func constantsAreRoundedOnce() throws {
    func value(_ text: String) throws -> Double { try Expression(parsing: text).compiled(variables: [])([])[0] }
    #expect(try value("pi") == .pi)
    #expect(try value("sqrt(2)") == 2.0.squareRoot())
    #expect(try value("10^40*3^(-90)+2^(-1074)-2^(-1074)") == 0x1.2c597ca23bc2ep-10)
    var generator = SplitMix(seed: 9)
    for _ in 0..<500 {
        // A quotient of two doubles is correctly rounded by the processor.
        let (p, q) = (Int(generator.next() >> 12), Int(generator.next() >> 12) + 1)
        let term = Expression(Rational(Integer(p), Integer(q)))
        #expect(try term.compiled(variables: [])([])[0] == Double(p) / Double(q))
    }
}

@Test func outsideTheRealDomainIsNotANumber() throws {
    let terms = try ["sqrt(x)", "log(x)", "x^(1/3)", "1/(x+1)"].map { try Expression(parsing: $0) }
    let values = try Expression.compile(terms, variables: ["x"])([-1])
    #expect(values.map(\.isNaN) == [true, true, true, false])
    #expect(values[3] == .infinity)
}

@Test(arguments: [
    ("sum(x^k, k, 0, 4)", CompilationError.unsupported("sum")), ("x+w", .unknownSymbol("w")),
    ("[x, 1]", .unsupported("list")), ("i*x", .complexValue("i")), ("pcf(x+n, n)", .unsupported("pcf")),
    ("x*zeta(x)", .unsupported("zeta")),
])
func unsupportedTermsAreTypedErrors(_ text: String, _ error: CompilationError) throws {
    let term = try Expression(parsing: text)
    for options in variants {
        #expect(throws: error) { try term.compiled(variables: ["x"], options: options) }
    }
}

@Test func badNamesAndConstantsAreTypedErrors() throws {
    let x = Expression(symbol: "x")
    #expect(throws: CompilationError.repeatedVariable("x")) { try x.compiled(variables: ["x", "y", "x"]) }
    #expect(throws: CompilationError.self) { try Expression(parsing: "x+1/0").compiled(variables: ["x"]) }
    #expect(throws: CompilationError.self) { try Expression(parsing: "x*log(0)").compiled(variables: ["x"]) }
    let program = try x.compiled(variables: ["x"]).program
    for name in ["", "2f", "f;", "f g"] {
        #expect(throws: CompilationError.invalidFunctionName(name)) { try program.cSource(functionName: name) }
    }
}

@Test(arguments: variants) func deepTermsCompile(_ options: CompilationOptions) throws {
    let depth = 100_000
    var graph = ExpressionGraph()
    let x = graph.symbol("x")
    let one = graph.numeral(1)
    for shape in 0..<6 {
        var term = x
        for _ in 0..<depth {
            switch shape {
            case 0: term = graph.apply(.sin, [term])
            case 1: term = graph.apply(.add, [term, one])
            case 2: term = graph.apply(.multiply, [x, term])
            case 3: term = graph.apply(.negate, [term])
            case 4: term = graph.apply(.add, [one, graph.apply(.multiply, [x, term])])
            default: term = graph.apply(.divide, [one, graph.apply(.add, [x, term])])
            }
        }
        let function = try graph.expression(term).compiled(variables: ["x"], options: options)
        #expect(function([0.5])[0].isFinite)
    }
}

/// SplitMix64, so that each property test draws the same values in each run.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A double in [1, 2).
    mutating func unit() -> Double { Double(bitPattern: 0x3FF0_0000_0000_0000 | next() >> 12) }
}
