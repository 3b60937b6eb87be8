import Arithmetic
import Expressions
import Foundation
import IntegerRelations
import Testing

private func value(_ text: String, digits: Int = 70) throws -> Ball {
    try Evaluator().evaluate(try Expression(parsing: text), digits: digits).value.real
}

private func search(
    _ target: Ball, digits: Int, terms: Int = 100_000, threads: Int = 1,
    _ change: (inout EquationSearchOptions) -> Void = { _ in }
) throws -> EquationSearchResult {
    var options = EquationSearchOptions(termCount: terms, threads: threads)
    change(&options)
    return try EquationSearch(target: target, digits: digits, options: options).run()
}

/// A decimal fraction with this many random digits after its first.
private func randomDecimal(_ state: inout UInt64, digits: Int) throws -> Ball {
    var text = "\(state % 9 + 1)."
    for _ in 0..<digits {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += "\(Int(state >> 33) % 10)"
    }
    return Ball(try #require(Rational(text)), precision: 200)
}

private func isClaim(_ equation: FoundEquation) -> Bool {
    equation.coincidence <= IntegerRelation.acceptedCoincidence
}

@Test(
    arguments: [
        "-tan(pi/5)", "sqrt(2)+log(3)", "exp(pi)-pi", "2^(1/3)*pi", "log(2)/log(pi)", "exp(1/e)", "sqrt(2)^sqrt(3)",
        "cos(pi/7)",
        "log(golden)/sqrt(5)", "pi^2/6", "-1/(2+e)", "sqrt(1+sqrt(1+sqrt(2)))", "-sin(pi*sqrt(2))^3", "1/3-sqrt(7)",
    ], [18, 20, 40])
func plantedClosedFormsAreSolved(_ text: String, _ digits: Int) throws {
    let planted = try value(text)
    let result = try search(planted, digits: digits)
    let first = try #require(result.equations.first)
    #expect(result.end == .claim && isClaim(first) && first.digits == digits)
    // The closed form holds to digits that were not used.
    let solved = try #require(first.solved)
    #expect(try Evaluator().evaluate(solved, digits: 60).value.real.overlaps(planted))
    #expect(first.root.overlaps(planted))
}

/// Roots that have no closed form in the alphabet; digits from mpmath.
@Test(arguments: [
    ("x^x=5", "2.12937248276015669638031199649225639407307751"),
    ("cos(pi x)=x", "0.376967009393275667150433903839145520114993861"),
    ("x e^x=2", "0.8526055020137254913464724146953174668984533"),
    ("x^2 log(x)=pi", "2.07473620600726959397773410990578772273882677"),
    ("x+log(x)=3", "2.20794003156932299858160412211457793813407781"),
])
func rootsOfEquationsAreFound(_ equation: String, _ digits: String) throws {
    let target = try #require(Ball(digits, precision: 160))
    let result = try search(target, digits: 24)
    let first = try #require(result.equations.first { isClaim($0) }, "\(equation): \(result.equations)")
    #expect(
        first.solved == nil && first.root.overlaps(Ball(midpoint: target, radius: Ball(1).scaled(byPowerOfTwo: -110))))
    // Left minus right vanishes at the root, by the general evaluator.
    let middle = first.root.midpoint
    let scaled = try #require(middle.nearestInteger(scaledByPowerOfTwo: 150))
    let point = Expression(Rational(scaled, Integer(2).power(150)))
    let difference = (first.left - first.right).substituting("x", with: point)
    let residual = try Evaluator().enclosure(difference, precision: 200).real
    #expect(residual.upperBoundOfMagnitude.isLess(than: Ball(1).scaled(byPowerOfTwo: -120)))
}

/// The complexity of the equation, by hand.
@Test(arguments: [
    ("sqrt(2)^sqrt(3)", 67), ("pi^2/6", 60), ("exp(pi)-pi", 60), ("log(2)/log(pi)", 48), ("sqrt(2)+log(3)", 69),
    ("1/(e+pi)", 56),
])
func theSimplestEquationIsGiven(_ text: String, _ complexity: Int) throws {
    let first = try #require(try search(try value(text), digits: 30, terms: 200_000).equations.first)
    #expect(first.complexity <= complexity)
}

@Test func constantsOfTheCatalogAreSymbols() throws {
    let planted = try value("catalan*pi/(1+sqrt(2))")
    let first = try #require(try search(planted, digits: 25) { $0.constants += ["catalan", "zeta3"] }.equations.first)
    #expect(isClaim(first) && first.solved?.symbols.contains("catalan") == true)
}

@Test func noEquationIsClaimedForRandomNumbers() throws {
    var state: UInt64 = 11
    for digits in [12, 16, 20] {
        for _ in 0..<8 {
            let result = try search(try randomDecimal(&state, digits: digits), digits: digits + 1, terms: 60_000)
            #expect(result.equations.allSatisfy { !isClaim($0) })
        }
    }
}

@Test func coincidencesAreAsRareAsStated() throws {
    // A number has an equation of coincidence at most −1 with a chance of about a tenth: 12 of these.
    var state: UInt64 = 5
    var best: [Double] = []
    for _ in 0..<120 {
        let result = try search(try randomDecimal(&state, digits: 8), digits: 9, terms: 20_000) {
            $0.equationLimit = 1
        }
        if let first = result.equations.first { best.append(first.coincidence) }
    }
    let rare = best.count { $0 <= -1 }
    #expect((3...24).contains(rare))
}

@Test(arguments: ["2.506314159265", "0.3678794411"])
func shortNumbersGiveCandidatesByComplexity(_ text: String) throws {
    let digits = text.count - 1
    let result = try search(try #require(Ball(text, precision: 100)), digits: min(digits, 7)) { $0.equationLimit = 5 }
    #expect(result.end == .enough && result.equations.count >= 5)
    let coincidences = result.equations.map(\.coincidence)
    #expect(coincidences == coincidences.sorted() && result.equations.allSatisfy { !isClaim($0) && $0.digits >= 6 })
    // One equation for each number.
    for (i, equation) in result.equations.enumerated() {
        #expect(result.equations[..<i].allSatisfy { !$0.root.overlaps(equation.root) })
    }
}

@Test func resultsDoNotDependOnThreads() throws {
    for (text, digits) in [("2.5063141", 8), ("0.91596559417721901505", 20)] {
        let target = try #require(Ball(text, precision: 100))
        let results = try [1, 2, 5].map { threads in
            let result = try search(target, digits: digits, terms: 150_000, threads: threads)
            return "\(result.leftCount) \(result.rightCount) \(result.candidateCount) "
                + result.equations.map { "\($0.left) = \($0.right) \($0.complexity) \($0.coincidence)" }.joined()
        }
        #expect(Set(results).count == 1)
    }
}

@Test func limitsEndTheSearch() throws {
    let target = try value("catalan")
    let byMemory = try search(target, digits: 30, terms: 100_000_000) { $0.memoryLimit = 280 << 20 }
    #expect(byMemory.end == .memory && byMemory.leftCount + byMemory.rightCount > 100_000)
    let byComplexity = try search(target, digits: 30) { $0.largestSideComplexity = 40 }
    #expect(byComplexity.end == .exhausted && byComplexity.complexity == (40, 40))
    var steps = 0
    let cancelled = try EquationSearch(target: target, digits: 30).run(isCancelled: { steps > 10 }) { _ in steps += 1 }
    #expect(cancelled.end == .cancelled && steps == 11)
}

@Test func badInputIsToldInOneLine() throws {
    func error(_ target: Ball, digits: Int = 20, _ change: (inout EquationSearchOptions) -> Void = { _ in })
        -> EquationSearchError?
    {
        do throws(EquationSearchError) {
            var options = EquationSearchOptions()
            change(&options)
            _ = try EquationSearch(target: target, digits: digits, options: options)
            return nil
        } catch { return error }
    }
    let target = try value("pi")
    let errors = [
        error(Ball(0)), error(Ball(Double.nan)), error(Ball(midpoint: Ball(3), radius: Ball(2))),
        error(target, digits: 1),
        error(target) { $0.constants = ["pie"] },
        error(target) {
            $0.constants = []; $0.largestInteger = 0
        },
        error(target) { $0.largestSideComplexity = 1000 }, error(target) { $0.memoryLimit = 10 },
        error(target) { $0.threads = 0 },
    ]
    for error in errors {
        let text = try #require(error).description
        #expect(!text.isEmpty && !text.contains("\n"))
    }
}

// MARK: - The enumeration against a plain one

/// All terms by weight, by trying every operation on every pair, a value and derivative kept at its lowest weight.
private struct PlainEnumeration {
    struct Term: Hashable {
        let value: Double
        let derivative: Double

        /// Value and derivative to about ten digits.
        var key: [Int64] { [value, derivative].map { Int64(bitPattern: ($0 + 0).bitPattern >> 18) } }

        /// The keys of what is equal up to rounding.
        var neighbours: [[Int64]] {
            let key = key
            return (-1...1).flatMap { i in (-1...1).map { [key[0] + Int64(i), key[1] + Int64($0)] } }
        }
    }

    let target: Double
    let operations: [EquationOperation]
    private(set) var constants: [[Term]]
    private(set) var variables: [[Term]]
    private var seen: [Set<[Int64]>] = [[], []]

    init(target: Double, leaves: [(Double, Int)], operations: [EquationOperation], weight: Int) {
        (self.target, self.operations) = (target, operations)
        constants = Array(repeating: [], count: weight + 1)
        variables = constants
        for w in 1...weight {
            for (value, leafWeight) in leaves where leafWeight == w { add(Term(value: value, derivative: 0), w, false) }
            if w == 15 { add(Term(value: target, derivative: 1), w, true) }
            for op in operations { extend(op, w) }
        }
    }

    private mutating func extend(_ op: EquationOperation, _ w: Int) {
        let rest = w - op.weight
        guard rest > 0 else { return }
        if op.arity == 1 {
            for a in constants[rest] { add(Self.apply(op, a, a), w, false) }
            for a in variables[rest] { add(Self.apply(op, a, a), w, true) }
            return
        }
        for left in 1..<max(1, rest) {
            for a in constants[left] {
                for b in constants[rest - left] { add(Self.apply(op, a, b), w, false) }
                for b in variables[rest - left] { add(Self.apply(op, a, b), w, true) }
            }
            for a in variables[left] {
                for b in constants[rest - left] { add(Self.apply(op, a, b), w, true) }
                for b in variables[rest - left] { add(Self.apply(op, a, b), w, true) }
            }
        }
    }

    private mutating func add(_ term: Term, _ weight: Int, _ hasVariable: Bool) {
        let size = term.value.magnitude
        guard size >= 0x1p-40, size <= 0x1p40 else { return }
        // A term that x cancels in is none.
        guard !hasVariable || (term.derivative * target).magnitude >= 0x1p-20 * size else { return }
        let side = hasVariable ? 1 : 0
        guard term.neighbours.allSatisfy({ !seen[side].contains($0) }) else { return }
        seen[side].insert(term.key)
        if hasVariable { variables[weight].append(term) } else { constants[weight].append(term) }
    }

    /// x modulo 2, exactly.
    private static func turned(_ x: Double) -> Double { x.remainder(dividingBy: 2) }

    private static func apply(_ op: EquationOperation, _ a: Term, _ b: Term) -> Term {
        let (x, dx, y, dy) = (a.value, a.derivative, b.value, b.derivative)
        switch op {
        case .negate: return Term(value: -x, derivative: -dx)
        case .reciprocal: return Term(value: 1 / x, derivative: -dx / (x * x))
        case .square: return Term(value: x * x, derivative: 2 * x * dx)
        case .squareRoot: return Term(value: x.squareRoot(), derivative: dx / (2 * x.squareRoot()))
        case .exp: return Term(value: exp(x), derivative: dx * exp(x))
        case .log: return Term(value: log(x), derivative: dx / x)
        case .add: return Term(value: x + y, derivative: dx + dy)
        case .subtract: return Term(value: x - y, derivative: dx - dy)
        case .multiply: return Term(value: x * y, derivative: dx * y + x * dy)
        case .divide: return Term(value: x / y, derivative: dx / y - x * dy / (y * y))
        case .sinPi: return Term(value: sin(.pi * turned(x)), derivative: .pi * dx * cos(.pi * turned(x)))
        case .cosPi: return Term(value: cos(.pi * turned(x)), derivative: -.pi * dx * sin(.pi * turned(x)))
        case .tanPi: return Term(value: tan(.pi * turned(x)), derivative: .pi * dx / pow(cos(.pi * turned(x)), 2))
        case .power:
            let value = x > 0 || y == y.rounded() ? pow(x, y) : .nan
            return Term(value: value, derivative: value * (y * dx / x + (dy == 0 ? 0 : dy * log(x))))
        case .root: return apply(.power, a, apply(.reciprocal, b, b))
        case .logBase: return apply(.divide, apply(.log, b, b), apply(.log, a, a))
        case .constant, .variable: return Term(value: .nan, derivative: 0)
        }
    }
}

/// Up to weights at which no value loses more digits than a term may (sin π⁵ is the first to).
@Test(
    arguments: [
        (operations: [.add, .multiply], weight: 68), (operations: [.add, .subtract, .multiply, .divide], weight: 56),
        (operations: [.negate, .reciprocal, .subtract, .divide, .square], weight: 48),
        (operations: [.add, .subtract, .multiply, .divide, .square, .squareRoot, .exp, .log], weight: 45),
        (operations: [.negate, .reciprocal, .add, .subtract, .multiply, .divide, .squareRoot], weight: 46),
        (operations: [.power, .root, .logBase, .subtract, .reciprocal], weight: 45),
        (operations: [.sinPi, .cosPi, .tanPi, .add, .divide, .square], weight: 44),
        (operations: EquationOperation.allCases.filter { $0.arity > 0 }, weight: 41),
    ] as [(operations: [EquationOperation], weight: Int)])
func everyValueIsEnumeratedOnce(_ operations: [EquationOperation], _ weight: Int) throws {
    let target = 0.7390182365918273
    let plain = PlainEnumeration(
        target: target, leaves: [(1, 10), (2, 13), (3, 15), (Double.pi, 14)], operations: operations, weight: weight)
    let result = try search(Ball(target), digits: 30, terms: 10_000_000) {
        $0.operations = Set(operations)
        $0.largestInteger = 3
        $0.constants = ["pi"]
        $0.largestSideComplexity = weight
    }
    #expect(result.end == .exhausted && result.complexity == (weight, weight))
    #expect(result.rightCount == plain.constants.reduce(0) { $0 + $1.count })
    #expect(result.leftCount == plain.variables.reduce(0) { $0 + $1.count })
}
