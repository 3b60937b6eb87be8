import Arithmetic
import Conjectures
import ContinuedFractions
import Discovery
import Expressions
import Foundation
import IntegerRelations
import Synchronization
import Testing

private func constants(_ names: [String]) throws -> [BasisConstant] {
    try BasisConstant.values(named: names, evaluator: .standard, digits: 80)
}

private func all(_ source: MeetSource) throws -> [FractionCandidate] {
    try #require(source.candidates(in: 0..<source.count, isCancelled: { false }))
}

private func boxes(_ a: [ClosedRange<Int>], _ b: [ClosedRange<Int>]) throws -> FractionSpace {
    try #require(FractionSpace(name: "boxes", form: .boxes(a: CoefficientBox(a), b: CoefficientBox(b))))
}

/// Candidates whose limit has a Möbius form to 55 digits.
private func confirmed(_ candidates: [FractionCandidate], _ constants: [BasisConstant], bound: Int) -> Int {
    candidates.count { candidate in
        guard let constant = constants.first(where: { $0.name == candidate.constant }),
            let limit = try? candidate.fraction.limit(digits: 60, largestDepth: 20_000),
            let form = MobiusIdentifier(constants: [constant], bound: bound).identify(limit.value, digits: 55).first,
            case .mobius = form.kind
        else { return false }
        return true
    }
}

@Test func tableHoldsAllMobiusImagesAndNoOther() throws {
    let bound = 3
    let names = ["e", "zeta3"]
    let table = try MobiusTable(constants: try constants(names), bound: bound, threads: 3)
    var maps = Set<MobiusMap>()
    let range = -bound...bound
    for a in range {
        for b in range {
            for c in range {
                for d in range {
                    if let map = MobiusMap(Integer(a), Integer(b), Integer(c), Integer(d)) { maps.insert(map) }
                }
            }
        }
    }
    // x, −x, 1/x and −1/x share a key.
    #expect(4 * table.keyCount == names.count * maps.count)
    for (name, value) in [("e", M_E), ("zeta3", 1.2020569031595942)] {
        for map in maps {
            let x = map.applied(to: Ball(value), precision: 80).doubleEstimate
            // The double of the constant is right to an ulp, so the image can be wrong by what cancels.
            guard let match = table.match(x, tolerance: 2e-14) else {
                Issue.record("\(map) of \(name) is not in the table")
                continue
            }
            #expect(match.constant == name && match.map == map)
            #expect(table.keys.matches([x]) == [0])
            #expect(table.match(x * (1 + 1e-12), tolerance: 2e-14) == nil)
        }
    }
}

@Test func tablesBeyondReasonAreRefusedInOneLine() throws {
    let list = try constants(["e"])
    #expect(throws: MobiusTableError.noConstants) { try MobiusTable(constants: [], bound: 5) }
    for bound in [0, -1, 5000] {
        #expect(throws: MobiusTableError.bound(bound)) { try MobiusTable(constants: list, bound: bound) }
    }
    let error = #expect(throws: MobiusTableError.self) {
        try MobiusTable(constants: list, bound: 200, memoryBudget: 1 << 24)
    }
    guard case .memory(let bytes, _, let largest) = error else {
        Issue.record("expected a memory error")
        return
    }
    #expect(bytes == MobiusTable.bytes(constants: 1, bound: 200))
    #expect(MobiusTable.bytes(constants: 1, bound: largest) <= 1 << 24)
    #expect(MobiusTable.bytes(constants: 1, bound: largest + 1) > 1 << 24)
}

@Test func smallSpacesGiveAllThatIsKnownOfThem() throws {
    let e = try constants(["e"])
    let small = try all(
        MeetSource(
            space: try boxes([-5...5, 1...5], [-5...5, -5...5]), table: try MobiusTable(constants: e, bound: 5)))
    #expect(confirmed(small, e, bound: 5) >= 20)
    #expect(confirmed(small, e, bound: 5) == small.count)
    let pi = try constants(["pi"])
    let space = try boxes([-13...13, 1...13], [-11...11, -11...11, -11...11])
    let found = try all(MeetSource(space: space, table: try MobiusTable(constants: pi, bound: 20)))
    #expect(confirmed(found, pi, bound: 20) >= 57)
    #expect(found.count < 62)
}

@Test func rangesAndThreadsDoNotMatter() throws {
    let table = try MobiusTable(constants: try constants(["pi", "ln2"]), bound: 12)
    // With mirror images, degrees that drop, slow and oscillating fractions.
    let boxed = try boxes([-3...3, -3...3], [-4...4, -3...3, -4...4])
    let families = try FractionSpace(
        SpaceSpecification(
            name: "families", a: .formula("x*(2n+1)+z"), b: .formula("y*n^2"),
            parameters: ["x": [-4, 4], "y": [-5, 9], "z": [-2, 2]]))
    for space in [boxed, families] {
        let source = MeetSource(space: space, table: table)
        let whole = try all(source)
        #expect(whole.count > 5)
        #expect(whole.map(\.index) == whole.map(\.index).sorted())
        for size in [97, 250, 1000] {
            let starts = Array(stride(from: 0, to: source.count, by: size))
            let parts = Mutex([[FractionCandidate]](repeating: [], count: starts.count))
            DispatchQueue.concurrentPerform(iterations: 3) { thread in
                for part in stride(from: thread, to: starts.count, by: 3) {
                    let range = starts[part]..<min(source.count, starts[part] + size)
                    let found = source.candidates(in: range, isCancelled: { false }) ?? []
                    parts.withLock { $0[part] = found }
                }
            }
            #expect(parts.withLock { $0.flatMap { $0 } } == whole)
        }
        #expect(source.candidates(in: 0..<source.count, isCancelled: { true }) == nil)
        // Of mirror images one is there.
        let mirrored = whole.filter { candidate in
            whole.contains { $0.fraction.a == -candidate.fraction.a && $0.fraction.b == candidate.fraction.b }
        }
        #expect(mirrored.isEmpty)
    }
}

@Test func theSieveNamesTheSameFractions() throws {
    // Two routes to π: nilpotence modulo primes with enclosed limits, and doubles. Neither may lose what the other has.
    let pi = try constants(["pi"])
    let space = try boxes([-6...6, 1...6], [-7...7, -7...7, -7...7])
    let found = try all(MeetSource(space: space, table: try MobiusTable(constants: pi, bound: 20)))
    let met = Set(found.map(\.index))
    let identifier = try BulkIdentifier(constants: pi, bound: 20, digits: 50)
    var named = Set<Int>()
    for index in FractionScreen(.nilpotence).survivors(of: space, in: 0..<space.count) {
        guard let fraction = space[index], let limit = try? fraction.limit(digits: 60, largestDepth: 20_000),
            case .identified(let forms) = identifier.identify(limit.value), case .mobius? = forms.first?.kind
        else { continue }
        named.insert(index)
    }
    #expect(named.count > 10)
    #expect(named.subtracting(met).compactMap { space[$0]?.description } == [])
    #expect(met.subtracting(named).compactMap { space[$0]?.description } == [])
}

@Test func noFormulaOfTheCatalogIsMissed() throws {
    let names = Expressions.ConstantCatalog.standard.constants(tagged: "search").map(\.name)
    // One table for each constant, so that a formula is found for its own and not for another's image nearby.
    let tables = try constants(names).map { try MobiusTable(constants: [$0], bound: 20) }
    var searched = 0
    var missed: [String] = []
    for known in try FormulaCatalog().formulas {
        let term = known.formula.left
        guard term.head == .continuedFraction, let p = try? term.arguments[0].polynomial(in: "n"),
            let q = try? term.arguments[1].polynomial(in: "n"), p.degree ?? 9 <= 2, q.degree ?? 9 <= 4
        else { continue }
        let fraction = PolynomialContinuedFraction.clearingDenominators(a: p, b: q).fraction
        guard let limit = try? fraction.limit(digits: 30) else {
            Issue.record("\(known.id) has no limit to 30 digits")
            continue
        }
        func neighbourhood(_ polynomial: Polynomial<Integer>) -> [ClosedRange<Int>] {
            polynomial.coefficients.map { value in
                let center = value.asInt ?? 0
                return center - 1...center + 1
            }
        }
        let space = try boxes(neighbourhood(fraction.a), neighbourhood(fraction.b))
        for table in tables where table.match(limit.value.doubleEstimate, tolerance: 1e-14) != nil {
            searched += 1
            let found = try all(MeetSource(space: space, table: table))
            if !found.contains(where: {
                $0.fraction.b == fraction.b && ($0.fraction.a == fraction.a || $0.fraction.a == -fraction.a)
            }) {
                missed.append("\(known.id) for \(table.constants)")
            }
        }
    }
    #expect(searched >= 59)
    #expect(missed == [])
}
