import Arithmetic
import ContinuedFractions
import Discovery
import Testing

private func fraction(_ a: [Int], _ b: [Int]) -> PolynomialContinuedFraction {
    PolynomialContinuedFraction(a: Polynomial(integers: a), b: Polynomial(integers: b))
}

/// The fractions with a of degree ≤ 1, b of degree ≤ 2 and |coefficients| ≤ 3 that pass the nilpotence screen.
private let survivors: [FractionCandidate] = {
    let a = CoefficientBox([-3...3, -3...3])
    let b = CoefficientBox([-3...3, -3...3, -3...3])
    let listA = (0..<(a.count ?? 0)).map { a.polynomial(at: $0) }
    let listB = (0..<(b.count ?? 0)).map { b.polynomial(at: $0) }
    var found: [FractionCandidate] = []
    NilpotenceSieve(a: listA, b: listB).forEachSurvivor(aIn: 0..<listA.count) { i, j in
        guard !listA[i].isZero, !listB[j].isZero else { return }
        found.append(
            FractionCandidate(
                index: i * listB.count + j, fraction: PolynomialContinuedFraction(a: listA[i], b: listB[j])))
    }
    return found.sorted { $0.index < $1.index }
}()

private struct Sorted {
    var classes = FractionClasses()
    var placements: [ClassPlacement] = []

    init(_ candidates: [FractionCandidate], keysFirst: Bool = false) {
        for candidate in candidates {
            if keysFirst, let keyed = candidate.fraction.canonicalKey {
                placements.append(classes.add(candidate, keyed: keyed))
            } else {
                placements.append(classes.add(candidate))
            }
        }
    }

    var relations: [FractionRelation] {
        placements.compactMap { placement in
            switch placement {
            case .new(_, let relation), .member(_, let relation): relation
            case .alone: nil
            }
        }
    }
}

@Test func eachMemberIsAnImageOfItsRepresentative() throws {
    let sorted = Sorted(survivors)
    #expect(sorted.classes.classes.count < sorted.classes.canonicalCount / 2)
    #expect(sorted.classes.classes.count >= sorted.classes.invariantCount)
    #expect(sorted.classes.classes.reduce(0) { $0 + $1.memberCount } == sorted.relations.count)
    var compared = 0
    for (number, relation) in sorted.relations.enumerated() {
        #expect(relation.check())
        if number % 20 != 0 { continue }
        guard let x = try? relation.source.limit(digits: 25, largestDepth: 5_000).value,
            let y = try? relation.target.limit(digits: 25, largestDepth: 5_000).value
        else { continue }
        #expect(relation.map.applied(to: x, precision: 200).overlaps(y), "\(relation)")
        compared += 1
    }
    #expect(compared > 20)
    for (number, found) in sorted.classes.classes.enumerated() {
        #expect(found.number == number && found.representative.canonicalForm?.terms == found.representative)
        let map = try #require(sorted.classes.mapFromCheapest(to: found.representative))
        #expect(found.cheapest != found.representative || map.isIdentity)
    }
}

@Test func classesDoNotDependOnHowKeysAreMade() {
    let (x, y) = (Sorted(survivors), Sorted(survivors, keysFirst: true))
    #expect(x.placements == y.placements && x.classes.classes == y.classes.classes)
}

@Test func differentConstantsStayApart() {
    // 1/ln 2, 4/π, 1 + 4/π, 1/(1 − ln 2), e − 1 …; 4/π again; one that terminates.
    let fractions = [
        fraction([1], [0, 0, 1]), fraction([1, 2], [0, 0, 1]), fraction([2], [1, -4, 4]), fraction([1, 1], [0, 1]),
        fraction([6, 12], [0, 0, 36]), fraction([1], [-1, 1]),
    ]
    let sorted = Sorted(fractions.enumerated().map { FractionCandidate(index: $0, fraction: $1) })
    #expect(sorted.classes.classes.count == 4 && sorted.classes.linkCount == 0)
    #expect(sorted.placements.last == .alone)
    guard case .member(let found, let relation) = sorted.placements[4] else {
        Issue.record("36 n² over 6 (2n + 1) is 4/π times 6")
        return
    }
    #expect(found.number == 1 && relation.map == MobiusMap(6, 0, 0, 1))
}

@Test func theGraphExplainsMembersByCheckedRelations() throws {
    let sorted = Sorted(survivors)
    var graph = try FractionGraph(sorted.classes)
    let largest = try #require(sorted.classes.classes.max { $0.canonicalCount < $1.canonicalCount })
    let members = sorted.relations.filter { $0.source == largest.representative && $0.target != $0.source }
    let (first, last) = (try #require(members.first), try #require(members.last))
    for relation in members { try graph.state(relation) }
    let explanation = try graph.explain(first.target, last.target)
    #expect(explanation.check())
    #expect(explanation.map == last.map.composed(with: first.map.inverse))
    #expect(!explanation.relations.isEmpty && explanation.relations.allSatisfy { $0.check() })
    #expect(explanation.text.contains("relation"))
    // There and back again, and from a fraction to itself.
    let back = try graph.explain(last.target, first.target)
    #expect(back.check() && back.map == explanation.map.inverse)
    let none = try graph.explain(first.target, first.target)
    #expect(none.check() && none.map.isIdentity && none.relations.isEmpty)
    // Others are unrelated, and false relations are refused.
    let (x, y) = (fraction([1], [0, 0, 1]), fraction([1, 2], [0, 0, 1]))
    #expect(throws: FractionGraphError.self) { try graph.explain(x, y) }
    let forged = FractionRelation(source: x, target: y, sourceSteps: [], targetSteps: [], map: .identity)
    #expect(throws: FractionGraphError.self) { try graph.state(forged) }
    let moved = FractionRelation(
        source: first.source, target: first.target, sourceSteps: first.sourceSteps, targetSteps: first.targetSteps,
        link: first.link, map: first.map.composed(with: try #require(MobiusMap(1, 1, 0, 1))))
    #expect(throws: FractionGraphError.self) { try graph.state(moved) }
}
