import Catalogs
import Conjectures
import Discovery
import Foundation
import Synchronization
import Testing

/// The night's search of the catalog in the same shapes, with ranges cut down to seconds.
private func thinnedNight() throws -> SearchSpecification {
    let url = try #require(Catalogs.file(named: "nightly", in: .searches))
    var night = try SearchSpecification(yaml: String(contentsOf: url, encoding: .utf8), origin: "nightly")
    let ranges: [String: (a: [[Int]], b: [[Int]], leading: [Int])] = [
        "constant-quadratic": ([[1, 6]], [[-2, 2], [-2, 2], [1, 4]], []),
        "linear-quadratic": ([[0, 3], [1, 3]], [[-1, 1], [-1, 1], [-2, 2]], []),
        "quadratic-quartic": ([[1, 3], [2, 11], [2, 11]], [], [-16, 8]),
        "cubic-sextic": ([[1, 5], [4, 27], [6, 51], [32, 34]], [], [-1, -1]),
        "linear-linear": ([[-2, 3], [1, 3]], [[-2, 2], [-2, 2]], []),
    ]
    night.moebius = 20
    night.spaces = night.spaces.compactMap { space in
        guard let thin = ranges[space.name] else { return nil }
        var space = space
        space.a = .box(thin.a)
        if case .rooted(var rooted) = space.b {
            (rooted.leading, rooted.offsets) = (thin.leading, [0, 0])
            space.b = .rooted(rooted)
        } else {
            space.b = .box(thin.b)
        }
        return space
    }
    #expect(night.spaces.count == ranges.count)
    return night
}

@Test func aNightFindsTheKnownFamiliesBlind() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let found = Mutex<[Conjecture]>([])
    let summary = try FractionSearch(thinnedNight(), formulas: try FormulaCatalog()).run(
        store: try ConjectureStore(path: folder.appendingPathComponent("night.sqlite").path),
        provenance: Provenance(
            command: "test", specHash: "", space: "", index: 0, seed: 1, version: "0", host: "h",
            time: "2026-11-25T00:00:00Z"),
        workers: 2, resume: false, isCancelled: { false },
        report: SearchReport(found: { conjecture in found.withLock { $0.append(conjecture) } }))
    let conjectures = found.withLock { $0 }
    let formulas = conjectures.map(\.formula)
    // R. Apéry, Irrationalité de ζ(2) et ζ(3), Astérisque 61 (1979).
    #expect(formulas.contains("pcf(34n^3+51n^2+27n+5, -n^6) = 6/zeta3"))
    #expect(formulas.contains("pcf(11n^2+11n+3, n^4) = 5/zeta2"))
    // The constants of the 2024 paper's families (arXiv 2412.16818), Catalan's and e.
    let constants = Set(conjectures.flatMap(\.constants))
    for name in ["pi", "ln2", "gauss", "lemniscate", "catalan", "e", "zeta2", "zeta3"] {
        #expect(constants.contains(name), "nothing found for \(name)")
    }
    #expect(summary.new > 0 && summary.new < conjectures.count)
    for conjecture in conjectures {
        let ladder = try #require(conjecture.ladder, "\(conjecture.formula)")
        #expect(ladder.last?.agreed == conjecture.digits && conjecture.digits >= 200)
    }
}
