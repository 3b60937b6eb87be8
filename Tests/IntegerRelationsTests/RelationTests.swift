import Arithmetic
import IntegerRelations
import Testing

/// Seeded random numbers (SplitMix64).
private struct Seeded {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func integer(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// A number in 0 ..< 1 with `bits` known bits.
    mutating func real(bits: Int) -> Ball {
        var digits = Integer(0)
        for _ in 0..<(bits / 32 + 2) { digits = digits * Integer(1 << 32) + Integer(Int(next() >> 32)) }
        return Ball(
            midpoint: Ball(digits).scaled(byPowerOfTwo: -32 * (bits / 32 + 2)),
            radius: Ball(1).scaled(byPowerOfTwo: -bits))
    }

    /// Coefficients of size at most `height`, and numbers known to `bits` bits that satisfy this relation.
    mutating func planted(_ count: Int, height: Int, bits: Int) -> (coefficients: [Integer], values: [Ball]) {
        var coefficients = (0..<count).map { _ in Integer(integer(in: -height...height)) }
        coefficients[count - 1] = Integer(integer(in: 1...height))
        var values = (1..<count).map { _ in real(bits: bits + 64) }
        let sum = IntegerRelation.residual(Array(coefficients.dropLast()), values, precision: bits + 128)
        values.append(sum.divided(by: Ball(-coefficients[count - 1]), precision: bits + 128))
        let content = coefficients.reduce(Integer(0)) { $0.gcd($1) }
        let known = Ball(1).scaled(byPowerOfTwo: -bits)
        return (
            coefficients.map { $0.dividedExactly(by: content) }, values.map { Ball(midpoint: $0, radius: known) }
        )
    }
}

/// Bits that determine a relation of this size, with 12 digits to spare.
private func bitsNeeded(_ count: Int, height: Int) -> Int {
    Int(1.05 * Double(count) * (Double(Integer(2 * height + 1).bitWidth))) + 48
}

@Test(arguments: [(2, 10), (3, 1_000_000), (5, 3), (8, 1000), (10, 1_000_000), (17, 50), (24, 1000), (40, 1_000_000)])
func plantedRelationsAreFound(_ count: Int, _ height: Int) throws {
    var random = Seeded(state: UInt64(count * 31 + height))
    for _ in 0..<(count > 20 ? 3 : 12) {
        let bits = bitsNeeded(count, height: height)
        let (coefficients, values) = random.planted(count, height: height, bits: bits)
        let relation = try #require(IntegerRelation.find(among: values, bits: bits))
        #expect(relation.coefficients == coefficients)
        #expect(relation.isSignificant)
        #expect(try RelationSearch.search(among: values).relation?.coefficients == coefficients)
    }
}

@Test(arguments: [(2, 4000), (3, 1000), (6, 90), (9, 700), (13, 1500), (25, 400)])
func nothingIsClaimedOnRandomNumbersAndTheBoundIsProved(_ count: Int, _ bits: Int) throws {
    var random = Seeded(state: UInt64(count + bits))
    for _ in 0..<5 {
        let values = (0..<count).map { _ in random.real(bits: bits) }
        #expect(IntegerRelation.find(among: values, bits: bits - 8)?.isSignificant != true)
        let bound = try #require(try RelationSearch.search(among: values).bound)
        #expect(bound.isValid(for: values))
        // Within the reach of the digits: the covolume's n-th root, less the held-back and the significant digits.
        #expect(bound.norm > 1)
        #expect(!RelationBound(norm: bound.norm * 1.1, bits: bound.bits, basis: bound.basis).isValid(for: values))
        let doubled = bound.basis.map { $0.map { 2 * $0 } }
        #expect(!RelationBound(norm: bound.norm, bits: bound.bits, basis: doubled).isValid(for: values))
    }
}

@Test func boundsHoldAgainstAllVectorsOfTheLattice() throws {
    var random = Seeded(state: 5)
    for _ in 0..<4 {
        let values = (0..<3).map { _ in random.real(bits: 60) }
        let bound = try #require(try RelationSearch.search(among: values, norm: 40).bound)
        #expect(bound.norm > 35 && bound.norm < 400)
        #expect(bound.isValid(for: values))
        // The shortest vector (m, 2^bits Σ mᵢ xᵢ) of all: none is below the bound, and the bound is not far below it.
        let x = values.map { $0.scaled(byPowerOfTwo: bound.bits).doubleEstimate }
        let limit = Int(bound.norm) + 1
        var least = Double.infinity
        for a in 0...limit {
            for b in -limit...limit {
                // The third coefficient that makes the sum least, and its neighbours.
                let c = (-(Double(a) * x[0] + Double(b) * x[1]) / x[2]).rounded()
                for c in [c - 1, c, c + 1] where (a, b) != (0, 0) || c != 0 {
                    let sum = Double(a) * x[0] + Double(b) * x[1] + c * x[2]
                    least = min(least, (Double(a * a + b * b) + c * c + sum * sum).squareRoot())
                }
            }
        }
        // The certificate's lattice has the numbers rounded to 9 more bits.
        #expect(least * (1 + 3.0.squareRoot() / 512) >= bound.norm)
        #expect(least <= 4 * bound.norm)
    }
}

@Test func boundsAreRefusedForNumbersWithARelation() throws {
    var random = Seeded(state: 11)
    let bound = try #require(try RelationSearch.search(among: (0..<4).map { _ in random.real(bits: 200) }).bound)
    #expect(!bound.isValid(for: random.planted(4, height: 9, bits: 200).values))
}

@Test func complexRelationsAreFound() throws {
    var random = Seeded(state: 3)
    for count in [3, 6, 10] {
        let bits = bitsNeeded(count, height: 1000)
        let coefficients = (0..<count).map { _ in Integer(random.integer(in: 1...1000)) }
        var parts: [[Ball]] = []
        for _ in 0..<2 {
            var values = (1..<count).map { _ in random.real(bits: bits + 64) }
            let sum = IntegerRelation.residual(Array(coefficients.dropLast()), values, precision: bits + 128)
            values.append(sum.divided(by: Ball(-coefficients[count - 1]), precision: bits + 128))
            parts.append(values)
        }
        let values = zip(parts[0], parts[1]).map { ComplexBall(real: $0, imaginary: $1) }
        let content = coefficients.reduce(Integer(0)) { $0.gcd($1) }
        let expected = coefficients.map { $0.dividedExactly(by: content) }
        // Both parts count: half the digits of a real relation suffice.
        let relation = try #require(IntegerRelation.find(amongComplex: values, bits: bits / 2 + 8))
        #expect(relation.coefficients == expected)
        #expect(relation.isSignificant)
        #expect(try RelationSearch.search(amongComplex: values).relation?.coefficients == expected)
    }
    // 1, i, 1 + i; and purely imaginary numbers, whose real parts say nothing.
    let gaussian = [ComplexBall(1), .i, ComplexBall(real: Ball(1), imaginary: Ball(1))]
    #expect(IntegerRelation.find(amongComplex: gaussian, bits: 100)?.coefficients == [-1, -1, 1])
    let independent = (0..<5).map { _ in ComplexBall(real: random.real(bits: 150), imaginary: random.real(bits: 150)) }
    let bound = try #require(try RelationSearch.search(amongComplex: independent).bound)
    #expect(bound.norm > 1e10)
    #expect(bound.isValid(forComplex: independent))
}

@Test func magnitudesZerosRepeatsAndRationalsAreWelcome() throws {
    let pi = Ball.pi(precision: 500)
    let large = pi.scaled(byPowerOfTwo: 200)
    let small = pi.scaled(byPowerOfTwo: -100)
    // 3·large + 2^300·(−3)·small, with 5·(1/7) beside it.
    let power = Integer(2).power(12)
    #expect(
        IntegerRelation.find(among: [pi.scaled(byPowerOfTwo: 12), Ball(1), pi], bits: 200)?.coefficients
            == [-1, 0, power])
    #expect(IntegerRelation.find(among: [large, Ball(1), small], bits: 200)?.isSignificant != true)
    #expect(IntegerRelation.find(among: [large, Ball(1), large], bits: 200)?.coefficients == [-1, 0, 1])
    #expect(IntegerRelation.find(among: [small, Ball(1), small], bits: 200)?.coefficients == [-1, 0, 1])
    #expect(IntegerRelation.find(among: [pi, Ball(), Ball(1)], bits: 200)?.coefficients == [0, 1, 0])
    let quotient = Ball(Rational(22, 7), precision: 400)
    #expect(IntegerRelation.find(among: [quotient, Ball(1)], bits: 200)?.coefficients == [-7, 22])
    #expect(IntegerRelation.find(among: [pi, quotient, Ball(1)], bits: 200)?.coefficients == [0, -7, 22])
    // Numbers that differ by 2^400, two of them equal: the double precision of the others must not suffer.
    var random = Seeded(state: 29)
    let repeated = random.real(bits: 900).scaled(byPowerOfTwo: 20)
    let spread = [random.real(bits: 900).scaled(byPowerOfTwo: 240), repeated, random.real(bits: 900), repeated]
    #expect(IntegerRelation.find(among: spread, bits: 230)?.coefficients == [0, -1, 0, 1])
    #expect(IntegerRelation.find(among: [Ball(), Ball()], bits: 100)?.isSignificant == true)
    #expect(IntegerRelation.find(among: [pi], bits: 200) == nil)
    #expect(IntegerRelation.find(among: [pi, Ball(Double.nan)], bits: 200) == nil)
    #expect(IntegerRelation.find(among: [pi, Ball(1)], bits: 0)?.isSignificant != true)
    #expect(IntegerRelation.find(among: [pi, Ball(1)], bits: -50)?.isSignificant != true)
}

@Test func nearRelationsAreRefused() throws {
    // The relation holds for nine tenths of the digits only; its row stays far shorter than the others.
    var random = Seeded(state: 17)
    for (count, bits) in [(2, 1000), (4, 600), (8, 1200)] {
        var (_, values) = random.planted(count, height: 20, bits: bits)
        values[count - 1] = values[count - 1].adding(
            Ball(1).scaled(byPowerOfTwo: -bits * 9 / 10), precision: bits + 64)
        #expect(IntegerRelation.find(among: values, bits: bits - 8)?.isSignificant != true)
        let bound = try #require(try RelationSearch.search(among: values).bound)
        #expect(bound.isValid(for: values))
    }
}

@Test(.enabled(if: Pari.isInstalled)) func pariFindsTheSameRelations() throws {
    var random = Seeded(state: 23)
    var script = ""
    var expected: [String] = []
    for count in [3, 5, 8, 12, 20] {
        let height = 2000
        let bits = bitsNeeded(count, height: height)
        let digits = Int(Double(bits) * 0.30103)
        let (_, values) = random.planted(count, height: height, bits: bits + 64)
        let relation = try #require(IntegerRelation.find(among: values, bits: bits))
        let numbers = values.map { $0.midpoint.decimalString(digits: digits + 15) }
        script += "default(realprecision,\(digits + 20));v=Vec(lindep([\(numbers.joined(separator: ","))],\(digits)));"
        script += "print(v*sign(v[#v]));\n"
        expected.append("[" + relation.coefficients.map(\.description).joined(separator: ", ") + "]")
    }
    #expect(try Pari.lines(of: script) == expected)
}

@Test func badInputIsNamed() {
    let exact = [Ball(1), Ball(2)]
    #expect(throws: RelationSearchError.exactNumbers) { try RelationSearch.search(among: exact) }
    #expect(throws: RelationSearchError.tooFewNumbers(1)) { try RelationSearch.search(among: [Ball(1)]) }
    #expect(throws: RelationSearchError.notFinite(index: 1)) {
        try RelationSearch.search(among: [Ball(1), Ball(1).divided(by: Ball(), precision: 53)])
    }
    #expect(throws: RelationSearchError.self) { try RelationSearch.search(among: [Ball(1), Ball(2)], bits: 1 << 40) }
    #expect(IntegerRelation.find(among: [Ball(1), Ball(2)], bits: 1 << 40) == nil)
    var random = Seeded(state: 1)
    let vague = (0..<6).map { _ in random.real(bits: 30) }
    do {
        _ = try RelationSearch.search(among: vague)
        Issue.record("30 bits are not enough for six numbers")
    } catch {
        guard case .tooFewDigits(let known, let needed) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(known < needed)
    }
}

@Test func hiddenRelationsOfABasisAreNamed() throws {
    let names = ["pi", "ln2", "ln3", "ln6", "1"]
    let precision = 400
    let logarithms = [2, 3, 6].map { Ball($0).log(precision: precision) }
    let values = [Ball.pi(precision: precision)] + logarithms + [Ball(1)]
    do {
        _ = try RelationBasis(names: names, values: values, bits: 200)
        Issue.record("ln 2 + ln 3 = ln 6 was not seen")
    } catch {
        guard case .hiddenRelation(let involved, let relation) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(involved == ["ln2", "ln3", "ln6"])
        #expect(relation.coefficients == [0, -1, -1, 1, 0])
        #expect(error.description == "the basis has a hidden relation: -ln2 - ln3 + ln6 = 0")
    }
    let (basis, hidden) = try RelationBasis.independent(names: names, values: values, bits: 200)
    #expect(basis.names == ["pi", "ln2", "ln3", "1"])
    #expect(hidden.count == 1)
    do {
        _ = try RelationBasis(names: ["zero"], values: [Ball()], bits: 100)
        Issue.record("0 is no basis")
    } catch {
        #expect(error.description == "the basis has a hidden relation: zero = 0")
    }
    #expect(throws: RelationBasisError.tooFewBits(name: "x", known: 50, needed: 200)) {
        let vague = Ball(midpoint: Ball(1), radius: Ball(1).scaled(byPowerOfTwo: -51))
        return try RelationBasis(names: ["x"], values: [vague], bits: 200)
    }
}

@Test(arguments: [1, 2, 4, 6, 8, 11])
func preparedBasesFindWhatASearchFromScratchFinds(_ count: Int) throws {
    var random = Seeded(state: UInt64(count))
    let bits = 190
    let values = (0..<count).map { _ in random.real(bits: bits + 64) }
    let basis = try RelationBasis(names: (0..<count).map { "c\($0)" }, values: values, bits: bits)
    #expect(basis.bound.isValid(for: values))
    // Coefficients that the digits pay for.
    let height = 1 << min(10, bits / (count + 1) - 8)
    for _ in 0..<60 {
        var coefficients = (0..<count).map { _ in Integer(random.integer(in: -height...height)) }
        let divisor = Integer(random.integer(in: 1...height))
        let x = IntegerRelation.residual(coefficients, values, precision: bits + 100)
            .divided(by: Ball(-divisor), precision: bits + 100)
        coefficients.append(divisor)
        if coefficients.dropLast().allSatisfy(\.isZero) { continue }
        let content = coefficients.reduce(Integer(0)) { $0.gcd($1) }
        let found = try #require(basis.relation(with: x))
        #expect(found.coefficients == coefficients.map { $0.dividedExactly(by: content) })
        #expect(basis.relation(with: random.real(bits: bits + 20)) == nil)
        // Fewer digits than the basis uses: from scratch.
        let cut = Ball(midpoint: x, radius: Ball(1).scaled(byPowerOfTwo: -bits + 10))
        #expect(basis.relation(with: cut)?.coefficients == found.coefficients)
    }
}

@Test func minimalPolynomialsAreFound() throws {
    // √2 + ∛3, of degree 6; a primitive fifth root of unity; 7/3; and no claim on π and a random complex number.
    let precision = 1400
    let third = Ball(Rational(1, 3), precision: precision)
    let cubeRoot = Ball(3).log(precision: precision).multiplied(by: third, precision: precision).exp(
        precision: precision)
    let sum = Ball(2).squareRoot(precision: precision).adding(cubeRoot, precision: precision)
    let found = try #require(AlgebraicRelation.find(sum, largestDegree: 8, bits: 300))
    #expect(found.polynomial == Polynomial([1, -36, 12, -6, -6, 0, 1]))
    let large = sum.multiplied(by: 1_000_000, precision: precision)
    #expect(AlgebraicRelation.find(large, largestDegree: 8, bits: 1000)?.degree == 6)
    let rational = Ball(Rational(7, 3), precision: precision)
    #expect(AlgebraicRelation.find(rational, largestDegree: 5, bits: 200)?.polynomial == Polynomial([-7, 3]))
    let angle = Ball.pi(precision: precision).multiplied(
        by: Ball(Rational(2, 5), precision: precision), precision: precision)
    let root = ComplexBall(real: angle.cos(precision: precision), imaginary: angle.sin(precision: precision))
    let cyclotomic = try #require(AlgebraicRelation.find(complex: root, largestDegree: 6, bits: 200))
    #expect(cyclotomic.polynomial == Polynomial([1, 1, 1, 1, 1]))
    #expect(AlgebraicRelation.find(.pi(precision: precision), largestDegree: 8, bits: 500) == nil)
    var random = Seeded(state: 2)
    let arbitrary = ComplexBall(real: random.real(bits: 300), imaginary: random.real(bits: 300))
    #expect(AlgebraicRelation.find(complex: arbitrary, largestDegree: 8, bits: 280) == nil)
}
