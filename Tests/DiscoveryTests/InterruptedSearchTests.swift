import Conjectures
import Discovery
import Foundation
import Synchronization
import Testing

/// Three spaces: screened boxes, a family with parameters, and one without screen.
private let yaml = """
    name: interrupted
    spaces:
      - name: boxes
        a: {degree: 1, coefficients: [[-3, 4], [1, 3]]}
        b: {degree: 2, coefficients: [[-2, 2], [-2, 2], [-2, 2]]}
        constants: [pi, ln2]
      - name: symbolic
        a: "(2n+1)*(x*n*(n+1)+y)"
        b: "-z*n^6"
        parameters: {x: [1, 20], y: [1, 6], z: [1, 9]}
        constants: [zeta3]
      - name: plain
        a: {degree: 1, coefficients: [[-2, 2], [1, 2]]}
        b: {degree: 1, coefficients: [[-2, 2], [-2, 2]]}
        constants: [e]
        strategy: enumerate
    """

private let provenance = Provenance(
    command: "test", specHash: "", space: "", index: 0, seed: 1, version: "0", host: "h", time: "2026-11-25T00:00:00Z")

/// An empty catalog: what it says of finds is not tested here, and takes most of the time.
private let catalog = FormulaCatalog(formulas: [])

/// A folder of one test, removed at its end.
private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

/// One run; it is cancelled when `isCancelled` was asked more than `checks` times.
private func run(
    path: String, workers: Int = 1, shard: Shard = .whole, checks: Int = .max, resume: Bool = false
) throws -> (summary: SearchSummary, reported: [String]) {
    let specification = try SearchSpecification(yaml: yaml, origin: "interrupted")
    let search = try FractionSearch(specification, shard: shard, formulas: catalog)
    let reported = Mutex<[String]>([])
    let asked = Atomic<Int>(0)
    let summary = try search.run(
        store: try ConjectureStore(path: path), provenance: provenance, workers: workers, resume: resume,
        isCancelled: { asked.wrappingAdd(1, ordering: .relaxed).oldValue >= checks },
        report: SearchReport(
            found: { conjecture in reported.withLock { $0.append(conjecture.formula) } },
            unidentified: { limit in reported.withLock { $0.append(limit.fraction) } }))
    return (summary, reported.withLock { $0 })
}

/// What a store holds, without what depends on the time and place of a find.
private func contents(_ path: String) throws -> Set<String> {
    let store = try ConjectureStore(path: path)
    return try Set(
        store.conjectures().map { "\($0.formula) \($0.digits)" }
            + store.unidentified().map { "\($0.fraction) \($0.value)" })
}

@Test func resultsDoNotDependOnThreads() throws {
    let folder = Folder()
    let one = try run(path: folder.path("1"))
    #expect(one.summary.tally.screened == one.summary.space)
    #expect(one.summary.tally.conjectures > 8)
    #expect(one.summary.tally.unidentified > 50)
    for workers in [2, 5] {
        let other = try run(path: folder.path("\(workers)"), workers: workers)
        #expect(other.reported.elementsEqual(one.reported))
        #expect(other.summary.tally == one.summary.tally)
        #expect(other.summary.added == one.summary.added)
        #expect(try contents(folder.path("\(workers)")) == contents(folder.path("1")))
    }
}

@Test(arguments: [(1, 1), (3, 2), (5, 1), (17, 2), (23, 1), (41, 5), (61, 1), (97, 2), (113, 1), (131, 1), (149, 1)])
func stoppedAnywhereItRepeatsAndLosesNothing(_ checks: Int, _ workers: Int) throws {
    let folder = Folder()
    let whole = try run(path: folder.path("whole"))
    let path = folder.path("parts")
    var tally = SearchTally()
    var reported: [String] = []
    var added = 0
    var isDone = false
    // Each run is stopped later than the one before, so that it ends at all.
    for attempt in 0..<30 where !isDone {
        let part = try run(path: path, workers: workers, checks: checks << attempt, resume: true)
        tally += part.summary.tally
        added += part.summary.added
        reported += part.reported
        isDone = !part.summary.interrupted
    }
    #expect(isDone)
    #expect(tally == whole.summary.tally)
    #expect(reported.elementsEqual(whole.reported))
    #expect(added == whole.summary.added)
    #expect(try contents(path) == contents(folder.path("whole")))
    // A finished search has nothing left to do.
    let again = try run(path: path, resume: true)
    #expect(again.summary.tally == SearchTally() && again.reported.isEmpty)
}

@Test(arguments: [2, 3, 7]) func theShardsTogetherAreTheWhole(_ count: Int) throws {
    let folder = Folder()
    let whole = try run(path: folder.path("whole"))
    var union: Set<String> = []
    var screened = 0
    for number in 1...count {
        let shard = try #require(Shard("\(number)/\(count)"))
        let path = folder.path("\(number)")
        let part = try run(path: path, workers: 2, shard: shard)
        screened += part.summary.tally.screened
        // All shards in one store as well, each with its own progress, and interrupted.
        _ = try run(path: folder.path("all"), shard: shard, checks: 40)
        _ = try run(path: folder.path("all"), shard: shard, resume: true)
        union.formUnion(try contents(path))
    }
    #expect(screened == whole.summary.space)
    #expect(try union == contents(folder.path("whole")))
    #expect(try contents(folder.path("all")) == union)
}

@Test func shardsCoverTheIndicesOnce() {
    for total in [0, 1, 5, 97, 1 << 20, Int.max] {
        for count in [1, 2, 3, 7, 64, 1000] {
            var next = 0
            for number in 1...count {
                let range = Shard("\(number)/\(count)")?.indices(of: total)
                #expect(range?.lowerBound == next)
                next = range?.upperBound ?? -1
            }
            #expect(next == total)
        }
    }
    for text in ["", "1", "0/3", "4/3", "1/0", "-1/2", "1/2/3", "a/b", "1/"] { #expect(Shard(text) == nil) }
}
