import Arithmetic
import ContinuedFractions
import Discovery
import Testing

/// Families of all kinds: odd-symmetric and not, order 1, parameters multiplied together and in the leading coefficients
/// (where primes become bad and degrees drop), one value of a parameter only, b constant.
private let families: [(a: String, b: String, parameters: String)] = [
    ("(2n+1)*(x*n*(n+1)+y)", "z*n^6", "{x: [-20, 20], y: [-6, 19], z: [-9, 3]}"),
    ("x*(n^5+(n+1)^5)+y*(n^3+(n+1)^3)+z*(2n+1)", "-w^2*n^10", "{w: [1, 4], x: [1, 4], y: [-16, 16], z: [-5, 4]}"),
    ("x*n+y", "z*n^2+w*n", "{x: [-3, 14], y: [-4, 4], z: [-12, 12], w: [-2, 2]}"),
    ("2n+1", "x*n^2*y", "{x: [-150, 150], y: [1, 1]}"),
    ("x*y*n^2+y^2*n+z", "x^2*n^4+z*n^3", "{x: [-4, 13], y: [-9, 9], z: [-3, 3]}"),
    ("x*n^2+(x-y)*n+1", "(y+11)*n^4+x*n^2", "{x: [-13, 13], y: [-40, 40]}"),
    ("x", "y*n+z", "{x: [-5, 5], y: [-5, 5], z: [-25, 25]}"),
    ("11n^2+11n+x", "y*n^4", "{x: [-30, 30], y: [-3, 30]}"),
    ("(2n+1)*(n^2+x)", "n^2*(n^2+x)*((n-1)^2+x)", "{x: [1, 9], y: [1, 150]}"),
    ("2n+1", "z*n^2", "{z: [-400, 400]}"),
    ("4611686018427387904*x*n+y", "9223372036854775807*x*n^2", "{x: [1, 3], y: [-3, 3]}"),
]

private func space(_ a: String, _ b: String, _ parameters: String) throws -> FractionSpace {
    let yaml = """
        name: family
        spaces:
          - name: family
            a: "\(a)"
            b: "\(b)"
            parameters: \(parameters)
            constants: [pi]
        """
    return try FractionSpace(try #require(SearchSpecification(yaml: yaml, origin: "family").spaces.first))
}

/// The indices that pass the screen one by one.
private func oneByOne(_ space: FractionSpace) -> [Int] {
    (0..<space.count).filter { index in space[index].map { FactorialReductionScreen.standard.passes($0) } ?? false }
}

private func survivors(_ source: ParametricSieveSource) throws -> [Int] {
    try #require(source.survivors(in: 0..<source.count, isCancelled: { false }))
}

@Test(arguments: families.indices)
func commonPowerSieveAgreesWithTheTestsOneByOne(_ index: Int) throws {
    let family = families[index]
    let space = try space(family.a, family.b, family.parameters)
    #expect(try survivors(try ParametricSieveSource(space)) == oneByOne(space))
}

@Test func theSieveOfARangeDependsOnTheRangeAlone() throws {
    let space = try space(families[0].a, families[0].b, families[0].parameters)
    let source = try ParametricSieveSource(space)
    let whole = try survivors(source)
    #expect(whole.count > 10)
    var generator = SplitMix(seed: 5)
    for _ in 0..<20 {
        let cuts = ([0, space.count] + (0..<5).map { _ in Int.random(in: 0...space.count, using: &generator) }).sorted()
        let parts = zip(cuts, cuts.dropFirst()).flatMap { lower, upper in
            source.candidates(in: lower..<upper, isCancelled: { false }) ?? []
        }
        #expect(parts.map(\.index) == whole)
        #expect(parts.allSatisfy { space[$0.index] == $0.fraction })
    }
    #expect(source.candidates(in: 0..<space.count, isCancelled: { true }) == nil)
}

@Test func theSevenFractionsOfTheVolunteerSearchAreFound() throws {
    // A slice of the job set for zeta(5) that contains all seven, (x, y, z; w) in lowest terms.
    let space = try space(
        families[1].a, families[1].b, "{w: [1, 8], x: [1, 8], y: [-16, 20], z: [-5, 9]}")
    let found = try survivors(try ParametricSieveSource(space))
    let known = [
        (1, 0, 0, 1), (1, 6, -4, 1), (1, 6, 0, 1), (1, 16, -4, 1), (8, -15, 9, 8), (8, -12, 7, 8), (8, 20, -5, 8),
    ]
    let expected = known.map { x, y, z, w in
        PolynomialContinuedFraction(
            a: Polynomial(integers: [1, 5, 10, 10, 5, 2]) * Integer(x) + Polynomial(integers: [1, 3, 3, 2]) * Integer(y)
                + Polynomial(integers: [1, 2]) * Integer(z),
            b: Polynomial(integers: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -w * w]))
    }
    #expect(Set(found.compactMap { space[$0]?.primitive().fraction }) == Set(expected))
    #expect(found == oneByOne(space))
}

@Test func coefficientBoxesAreRefusedByTheCommonPowerSieve() throws {
    let box = CoefficientBox([1...2, 1...2])
    let boxes = try #require(FractionSpace(name: "grid", form: .boxes(a: box, b: box)))
    #expect(throws: ParametricSieveSource.Unsupported.notParametric(space: "grid")) {
        try ParametricSieveSource(boxes)
    }
}

@Test func flatCommonPowerTestAgreesWithThePolynomialOne() {
    var generator = SplitMix(seed: 11)
    let test = CommonPowerTest()
    var passed = 0
    for round in 0..<4000 {
        let degreeA = Int.random(in: 0...3, using: &generator)
        let degreeB = round % 50 == 0 ? 20 : Int.random(in: 0...6, using: &generator)
        let bound = round % 7 == 0 ? Int.max : 12
        var a = (0...degreeA).map { _ in Int.random(in: -bound...bound, using: &generator) }
        var b = (0...degreeB).map { _ in Int.random(in: -bound...bound, using: &generator) }
        // Roots make passing likely; a common factor of 11 makes a prime bad.
        if round % 2 == 0, bound == 12 { for i in 0..<b.count where i < degreeB { b[i] = 0 } }
        if round % 3 == 0, bound == 12 { a = a.map { $0 * 11 } }
        let fraction = PolynomialContinuedFraction(a: Polynomial(integers: a), b: Polynomial(integers: b))
        for order in 1...4 {
            let flat = a.withUnsafeBufferPointer { x in
                b.withUnsafeBufferPointer { y in test.passes(a: x, b: y, order: order) }
            }
            #expect(flat == FactorialReductionTest.passes(fraction, order: order))
            if flat { passed += 1 }
        }
    }
    #expect(passed > 20)
}

private struct SplitMix: RandomNumberGenerator {
    var seed: UInt64

    mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var word = seed
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
