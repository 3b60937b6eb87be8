import Arithmetic
import Conjectures
import ContinuedFractions
import Discovery
import Foundation
import Synchronization
import Testing

private let small = """
    name: small
    spaces:
      - name: boxes
        a: {degree: 1, coefficients: [[0, 3], [1, 3]]}
        b: {degree: 2, coefficients: [[-1, 1], [-1, 1], [1, 2]]}
        constants: [pi, ln2]
      - name: symbolic
        a: "(2n+1)*(x*n*(n+1)+y)"
        b: "-n^6"
        parameters: {x: [17, 17], y: [1, 6]}
        constants: [zeta3]
    """

private let provenance = Provenance(
    command: "test", specHash: "", space: "", index: 0, seed: 1, version: "0", host: "h", time: "2026-11-24T00:00:00Z")

private func run(
    _ specification: SearchSpecification, path: String, workers: Int, stopAfter: Int = .max, resume: Bool = false
) throws -> (summary: SearchSummary, formulas: [String]) {
    let search = try FractionSearch(specification, formulas: try FormulaCatalog())
    let found = Mutex<[String]>([])
    let summary = try search.run(
        store: try ConjectureStore(path: path), provenance: provenance, workers: workers, resume: resume,
        isCancelled: { found.withLock { $0.count } >= stopAfter },
        report: SearchReport(
            found: { conjecture in found.withLock { $0.append(conjecture.formula) } }, progress: { _, _, _ in }))
    return (summary, found.withLock { $0 })
}

@Test func searchFindsKnownFormulasWhateverTheNumberOfThreads() throws {
    let specification = try SearchSpecification(yaml: small, origin: "small")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("a.sqlite").path
    let one = try run(specification, path: path, workers: 1)
    #expect(one.formulas.contains("pcf(2n+1, n^2) = 4/pi"))
    #expect(one.formulas.contains("pcf(34n^3+51n^2+27n+5, -n^6) = 6/zeta3"))
    let three = try run(specification, path: folder.appendingPathComponent("b.sqlite").path, workers: 3)
    #expect(one.formulas == three.formulas)
    let again = try run(specification, path: path, workers: 2)
    #expect(again.summary.added == 0)
    #expect(again.formulas == one.formulas)
}

@Test func findsAreFiledUnderWhatTheyFollowFrom() throws {
    // Fractions for L(χ_−3, 2) and their inflations by 2, with an empty catalog and with the real one.
    let yaml = """
        name: related
        spaces:
          - name: inflated
            a: "x*(2n+1)"
            b: "y*n^2"
            parameters: {x: [1, 2], y: [1, 4]}
            constants: [pi]
        """
    let specification = try SearchSpecification(yaml: yaml, origin: "related")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, catalog) in [("empty", FormulaCatalog(formulas: [])), ("full", try FormulaCatalog())] {
        for resume in [false, true] {
            let store = try ConjectureStore(path: folder.appendingPathComponent("\(name).sqlite").path)
            let search = try FractionSearch(specification, formulas: catalog)
            _ = try search.run(
                store: store, provenance: provenance, workers: 2, resume: resume, isCancelled: { false },
                report: SearchReport(found: { _ in }, progress: { _, _, _ in }))
            var novelties: [String: String] = [:]
            for record in try store.conjectures() { novelties[record.formula] = record.novelty }
            let first = try #require(novelties["pcf(2n+1, n^2) = 4/pi"])
            #expect(name == "empty" ? first == "new" : first.hasPrefix("known: "))
            // (4n+2, n²) is another fraction, for 1/atan(1/2); only 4/π and its image are found.
            #expect(novelties.values.filter { $0 == "new" }.count == (name == "empty" ? 1 : 0), "\(novelties)")
        }
    }
}

@Test func aStoppedSearchGoesOnToTheSameResult() throws {
    let specification = try SearchSpecification(yaml: small, origin: "small")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = try run(specification, path: folder.appendingPathComponent("whole.sqlite").path, workers: 1)
    let path = folder.appendingPathComponent("parts.sqlite").path
    let first = try run(specification, path: path, workers: 1, stopAfter: 1)
    #expect(first.summary.interrupted)
    _ = try run(specification, path: path, workers: 1, resume: true)
    let stored = try ConjectureStore(path: path).conjectures().map(\.formula)
    #expect(Set(stored) == Set(whole.formulas))
}

@Test(arguments: [
    "spaces: []", "name: x", "spaces: [1", "spaces:\n  - a: n\n    b: n\n    parameter: {x: [1, 2]}",
    "spaces:\n  - {a: {coefficients: [[2, 1]]}, b: {coefficients: [[1, 2]]}}",
    "spaces:\n  - {a: {degree: 2, coefficients: [[1, 2]]}, b: {coefficients: [[1, 2]]}}",
    "digits: 3\nspaces:\n  - {a: n, b: n}",
])
func wrongSpecificationsAreRefusedInOneLine(_ text: String) {
    let error = #expect(throws: SpecificationError.self) { try SearchSpecification(yaml: text, origin: "f.yaml") }
    #expect(error?.description.contains("\n") == false)
    #expect(error?.description.hasPrefix("f.yaml: ") == true)
}

@Test func elementsAreComputedFromTheirIndex() throws {
    let box = CoefficientBox([0...1, -2...2])
    #expect(box.count == 10)
    #expect((0..<10).map { box.polynomial(at: $0) }.count == 10)
    #expect(box.polynomial(at: 0) == Polynomial([0, -2]))
    #expect(box.polynomial(at: 9) == Polynomial([1, 2]))
}
