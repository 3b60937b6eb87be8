import Conjectures
import Foundation
import Testing

private func record(_ formula: String, digits: Int = 250, constant: String = "pi") -> Conjecture {
    Conjecture(
        formula: formula, latex: "x", kind: "pcf", constants: [constant], status: .agrees(digits: digits),
        deltaEstimate: -0.5, convergenceClass: "exponential", digitsPerTerm: 0.76, coincidence: -40, novelty: "new",
        provenance: Provenance(
            command: "test", specHash: "0", space: "s", index: 3, seed: 1, version: "0", host: "h",
            time: "2026-11-24T00:00:00Z"))
}

private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)/store.sqlite").path
}

@Test func insertsAreIdempotentAndOnlyImprove() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
    let store = try ConjectureStore(path: path)
    #expect(try store.insert([record("a = b"), record("c = d", constant: "e")]) == [.inserted, .inserted])
    #expect(try store.insert([record("a = b"), record("c = d", digits: 100)]) == [.unchanged, .unchanged])
    #expect(try store.insert([record("a = b", digits: 1000)]) == [.improved])
    #expect(try store.count() == 2)
    let reopened = try ConjectureStore(path: path)
    #expect(try reopened.conjectures(constant: "pi") == [record("a = b", digits: 1000)])
    #expect(try reopened.conjecture(prefix: String(record("c = d").id.prefix(10))).formula == "c = d")
    #expect(throws: StoreError.self) { try reopened.conjecture(prefix: "") }
    #expect(throws: StoreError.self) { try reopened.conjecture(prefix: "zz") }
}

@Test func progressIsKeptWithTheFinds() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
    let store = try ConjectureStore(path: path)
    var finds = SearchFinds(progress: SearchProgress(nextIndex: 42))
    finds.progress.tally.candidates = 3
    finds.conjectures = [record("a = b")]
    finds.classes = [EvaluatedClass(key: ClassFingerprint(high: .max - 1, low: 0x0123_4567_89AB_CDEF), outcome: 6)]
    #expect(try store.insert(finds, search: "f", space: "s") == [.inserted])
    #expect(try store.progress(search: "f", space: "s") == finds.progress)
    #expect(try store.evaluatedClasses(search: "f", space: "s") == finds.classes)
    #expect(try store.progress(search: "g", space: "s") == nil)
    // The same block again changes nothing.
    #expect(try store.insert(finds, search: "f", space: "s") == [.unchanged])
    #expect(try store.evaluatedClasses(search: "f", space: "s") == finds.classes)
    try store.clearProgress(search: "f")
    #expect(try store.progress(search: "f", space: "s") == nil)
    #expect(try store.evaluatedClasses(search: "f", space: "s").isEmpty)
}

private func limit(_ fraction: String, digits: Int = 50) -> UnidentifiedLimit {
    UnidentifiedLimit(
        fraction: fraction, latex: "x", value: "1.5", digits: digits, deltaEstimate: nil,
        convergenceClass: "exponential", digitsPerTerm: 0.76, provenance: record("a = b").provenance)
}

@Test func aLimitIsUnidentifiedUntilAConjectureNamesIt() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
    let store = try ConjectureStore(path: path)
    var finds = SearchFinds(progress: SearchProgress(nextIndex: 1))
    finds.unidentified = [limit("pcf(n, n)"), limit("pcf(n, 2n)"), limit("pcf(n, n)"), limit("pcf(n, 2n)", digits: 60)]
    _ = try store.insert(finds, search: "f", space: "s")
    #expect(try Set(store.unidentified()) == [limit("pcf(n, n)"), limit("pcf(n, 2n)", digits: 60)])
    try store.insert([record("pcf(n, n) = 1/(e-1)")])
    #expect(try store.unidentified().map(\.fraction) == ["pcf(n, 2n)"])
    _ = try store.insert(finds, search: "f", space: "s")
    #expect(try store.unidentified().map(\.fraction) == ["pcf(n, 2n)"])
}

@Test func wrongFilesAreRefusedInOneLine() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = folder.appendingPathComponent("text.sqlite")
    try Data(repeating: 65, count: 5000).write(to: text)
    for path in [text.path, folder.path, text.path + "/below/store.sqlite"] {
        let error = #expect(throws: StoreError.self) { try ConjectureStore(path: path) }
        #expect(error?.description.contains("\n") == false)
    }
}

@Test func recordsSurviveTheirJSON() throws {
    let original = record("a = b")
    let decoded = try JSONDecoder().decode(Conjecture.self, from: Data(original.jsonLine.utf8))
    #expect(decoded == original)
    #expect(Fingerprint.of("a = b") != Fingerprint.of("a = c"))
    #expect(Fingerprint.of("a = b").count == 32)
}
