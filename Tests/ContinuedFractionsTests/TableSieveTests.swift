import Arithmetic
import ContinuedFractions
import Foundation
import Testing

/// A small space of each kind: low degrees and 0 among the leading coefficients, unequal ranges, 0 ranges, rational roots.
private let boxes: [(a: [ClosedRange<Int>], b: [ClosedRange<Int>])] = [
    ([-3...3], [-4...4, -5...5, -3...3]),
    ([-3...3, -4...5], [-3...3, -4...4, -3...3]),
    ([-8...8, -12...12], [-1...2, -3...2, -13...13]),
    ([-1...2, -3...4, -2...1], [-3...2, -3...3, -2...2]),
    ([-2...2, 3...3, 0...2], [0...0, -1...1, 0...0, -2...2, -3...3]),
    ([-3...2, -3...3], [-2...2, -2...3, -1...2, -8...8]),
]

private let families: [(a: [ClosedRange<Int>], b: RootedPolynomialFamily)] = {
    let make = { try? RootedPolynomialFamily(scale: $0, degree: $1, slope: $2, offset: $3) }
    return [
        ([-3...3, -4...5], make(-4...4, 2, 1...2, -2...2)), ([-2...3, -3...3, 1...2], make(-2...2, 4, 1...2, -1...1)),
        ([-2...2, -2...2, -1...1, 0...1], make(-1...1, 3, 1...7, 0...1)),
    ].compactMap { a, b in b.map { (a, $0) } }
}()

private func spaces(_ options: Bool = false) throws -> [NilpotenceTableSieve] {
    try boxes.map { try NilpotenceTableSieve(a: $0.a, b: .box($0.b), representativesOnly: options) }
        + families.map { try NilpotenceTableSieve(a: $0.a, b: .rooted($0.b), representativesOnly: options) }
}

@Test func tablesDecideAsTheScreenDoesAtTheirPrimes() throws {
    for sieve in try spaces() {
        let found = Set(sieve.tableSurvivors(in: 0..<sieve.count))
        let tables = sieve.tables
        for index in 0..<sieve.count {
            guard let fraction = sieve.fraction(at: index) else {
                #expect(!found.contains(index))
                continue
            }
            let degrees = NilpotenceTableError.DegreePair(a: fraction.a.degree ?? -1, b: fraction.b.degree ?? -1)
            let primes = tables.first { $0.degrees == degrees }?.primes ?? NilpotenceTableSieve.tablePrimes
            let passes = NilpotenceScreen(primes: primes.map { UInt32($0) }).passes(fraction)
            if passes != found.contains(index) { Issue.record("\(fraction.a) | \(fraction.b): \(passes) at \(primes)") }
        }
        #expect(!found.isEmpty)
    }
}

@Test func confirmedSurvivorsAreThoseOfTheScreen() throws {
    let screen = NilpotenceScreen()
    for sieve in try spaces() {
        let expected = (0..<sieve.count).filter { sieve.fraction(at: $0).map(screen.passes) ?? false }
        #expect(sieve.survivors(in: 0..<sieve.count, confirmation: .nilpotence) == expected)
        #expect(!expected.isEmpty)
    }
}

@Test func largeCoefficientsAreConfirmedOneByOne() throws {
    // 10^9 n + s to the sixth power leaves every machine word.
    let family = try RootedPolynomialFamily(
        scale: -1...1, degree: 6, slope: 999_999_999...1_000_000_000, offset: -1...1)
    let sieve = try NilpotenceTableSieve(a: [-1...1, 0...0, 0...0, -1...1], b: .rooted(family))
    let screen = NilpotenceScreen()
    let expected = (0..<sieve.count).filter { sieve.fraction(at: $0).map(screen.passes) ?? false }
    #expect(sieve.survivors(in: 0..<sieve.count, confirmation: .nilpotence) == expected)
}

@Test func thePublishedSetHas8350SurvivorsByTablesToo() throws {
    let range = -5...5
    let sieve = try NilpotenceTableSieve(a: [range, range, range], b: .box([range, range, range]))
    #expect(sieve.count == 1331 * 1331)
    #expect(sieve.survivors(in: 0..<sieve.count, confirmation: .nilpotence, workers: 2).count == 8350)
}

@Test func aSievedRangeIsThatPartOfTheWhole() throws {
    for (seed, sieve) in try spaces().enumerated() {
        let whole = sieve.survivors(in: 0..<sieve.count)
        #expect(whole == sieve.survivors(in: 0..<sieve.count, workers: 3))
        var random = SplitMix(state: UInt64(seed))
        for _ in 0..<6 {
            let low = random.below(sieve.count)
            let high = low + random.below(sieve.count - low) + 1
            #expect(sieve.survivors(in: low..<high) == whole.filter { (low..<high).contains($0) })
        }
        #expect(sieve.survivors(in: 0..<sieve.count, isCancelled: { true }) == nil)
    }
}

@Test func orbitsOfRepresentativesAreTheSurvivors() throws {
    for (sieve, reduced) in try zip(spaces(), spaces(true)) {
        let whole = sieve.survivors(in: 0..<sieve.count)
        let representatives = reduced.survivors(in: 0..<sieve.count)
        #expect(representatives == whole.filter(sieve.isRepresentative))
        let orbits = representatives.map(sieve.orbit)
        #expect(orbits.flatMap { $0 }.sorted() == whole)
        for orbit in orbits {
            let members = orbit.compactMap(sieve.fraction)
            let first = try #require(members.first?.primitive().fraction)
            for member in members.map({ $0.primitive().fraction }) {
                #expect(member.b == first.b && (member.a == first.a || member.a == -first.a))
            }
        }
    }
}

@Test func aTableBeyondTheBudgetSaysWhatFits() throws {
    let range = 1...20
    let budget = 1 << 19
    let a = [ClosedRange<Int>](repeating: range, count: 3)
    let b = [ClosedRange<Int>](repeating: range, count: 6)
    let error = #expect(throws: NilpotenceTableError.self) {
        _ = try NilpotenceTableSieve(a: a, b: .box(b), memoryBudget: budget)
    }
    guard let error, case .overBudget(let needed, let limit, let prime, let degrees, let fitting) = error else {
        Issue.record("no error about the budget")
        return
    }
    // 58 projective classes of a, 7^6 bits each.
    #expect((58 * 117_649 / 8..<880_000).contains(needed))
    #expect(limit == budget && prime == 7 && degrees == .init(a: 2, b: 5))
    #expect(fitting == .init(a: 2, b: 4))
    let sieve = try NilpotenceTableSieve(a: a, b: .box(Array(b.prefix(5))), memoryBudget: budget)
    #expect(sieve.memory <= budget && sieve.memory > 0)
}

@Test func badInputIsAnErrorInWords() throws {
    #expect(throws: NilpotenceTableError.noCoefficients(of: "a")) { try NilpotenceTableSieve(a: [], b: .box([1...1])) }
    #expect(throws: NilpotenceTableError.coefficientTooLarge(.min)) {
        try NilpotenceTableSieve(a: [Int.min...0], b: .box([1...1]))
    }
    let wide = [ClosedRange<Int>](repeating: -1_000_000_000...1_000_000_000, count: 3)
    #expect(throws: NilpotenceTableError.spaceTooLarge) { try NilpotenceTableSieve(a: wide, b: .box(wide)) }
    #expect(throws: NilpotenceTableError.cancelled) {
        try NilpotenceTableSieve(a: [-9...9, 0...9], b: .box([-9...9, 0...9]), isCancelled: { true })
    }
    #expect(throws: RootedFamilyError.slopeNotPositive(group: 0, slope: 0)) {
        try RootedPolynomialFamily(scale: 1...1, degree: 2, slope: 0...1, offset: 0...1)
    }
    #expect(throws: RootedFamilyError.tooLarge) {
        try RootedPolynomialFamily(scale: 1...1, degree: 24, slope: 1...1000, offset: 0...1000)
    }
    // A constant or vanishing b has no root at any good prime: nothing survives.
    let constant = try NilpotenceTableSieve(a: [-3...3, -3...3], b: .box([-3...3]))
    #expect(constant.survivors(in: 0..<constant.count).isEmpty)
}

@Test func familiesCountEachMultisetOfFactorsOnce() throws {
    let family = try RootedPolynomialFamily(
        scale: -2...1,
        factors: [.init(slope: 1...2, offset: -1...1, count: 3), .init(slope: 1...1, offset: 0...0, count: 2)])
    #expect(family.count == 4 * 56)
    #expect(family.degree == 5)
    var seen: Set<[[Int]]> = []
    for index in 0..<family.count {
        let (scale, factors) = family.roots(at: index)
        let product = factors.reduce(Polynomial([Integer(scale)])) { $0 * Polynomial(integers: [$1.offset, $1.slope]) }
        #expect(product == family.polynomial(at: index))
        seen.insert([[scale]] + factors.map { [$0.slope, $0.offset] }.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) })
    }
    #expect(seen.count == family.count)
    #expect(family.roots(at: 0).scale == -2)
    #expect(family.roots(at: 0).factors.allSatisfy { $0 == (1, -1) || $0 == (1, 0) })
}

/// Seeded random numbers (Steele, Lea, Flood 2014).
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
