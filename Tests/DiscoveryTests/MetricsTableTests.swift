import Arithmetic
import Conjectures
import ContinuedFractions
import Discovery
import Foundation
import Synchronization
import Testing

/// A folder of one test, removed at its end.
private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")
    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }
    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

private let specification = SearchSpecification(
    name: "table",
    spaces: [
        SpaceSpecification(
            name: "screened", a: .box([[1, 4]]), b: .box([[-2, 2], [0, 3], [1, 4]]), constants: ["pi", "ln2"]),
        SpaceSpecification(
            name: "all", a: .box([[-1, 1], [1, 2]]), b: .box([[1, 2], [-1, 1]]), constants: ["e"],
            screen: SpaceSpecification.ScreenKind.none),
    ])

private func survey() throws -> MetricsSurvey { try MetricsSurvey(specification, depth: 40, labelling: .all) }

private func rows(workers: Int) throws -> [MetricsRow] {
    let store = try MetricsStore()
    let summary = try survey().run(into: store, workers: workers, resume: false, isCancelled: { false })
    #expect(try summary.measured == store.count() && !summary.interrupted)
    return try store.rows()
}

/// Rows with values that no format may lose: extreme, infinite, missing, and texts with separators.
private let difficultRows: [MetricsRow] = {
    func row(_ index: Int, _ values: [Double?], text: String?) -> MetricsRow {
        let interval = values[0].map { DoubleInterval(lower: $0, upper: $0.nextUp.nextUp) }
        return MetricsRow(
            FractionMetrics(
                fraction: PolynomialContinuedFraction(
                    a: Polynomial(integers: [index, -3, 1 << 40]), b: Polynomial(integers: [0, 0, -index, 7])),
                depth: 1000, convergenceClass: .exponential, factorialReduction: .partial, limitEstimate: values[1],
                delta: interval, deltaEstimate: values[0], predictedDelta: values[2],
                denominatorGrowth: .init(linear: 0.1 + 0.2, factorial: -1e-300),
                commonFactorGrowth: .init(linear: .leastNonzeroMagnitude, factorial: 3),
                errorGrowth: values[3].map { .init(logarithmic: $0, linear: -1 / 3, factorial: 0) },
                eigenvalueRatio: values[4] ?? 1, factorialPower: text == nil ? nil : 2),
            space: text ?? "plain", index: index, family: text, invariant: nil, constant: text, closedForm: text)
    }
    return [
        row(1, [0.1, 1.0 / 3, -1, 2.5, .infinity], text: "a \"quoted\", text; with 'signs' \\ and / ü"),
        row(2, [nil, nil, nil, nil, nil], text: nil),
        row(3, [-1e-17, -.infinity, 1e308, 0, 1.5], text: "1/(2catalan)"),
    ]
}()

@Test(arguments: MetricsTextFormat.allCases)
func textTablesAreReadBackAsWritten(_ format: MetricsTextFormat) throws {
    for row in try difficultRows + rows(workers: 1) {
        let line = format.line(row)
        #expect(!line.contains("\n"))
        #expect(format.row(line) == row, "\(line)")
    }
    #expect(format.row("") == nil && format.row("1,2,\"3") == nil && format.row("{\"space\":1}") == nil)
    let header = MetricsTextFormat.csv.header?.split(separator: ",") ?? []
    #expect(header.count == MetricsColumn.allCases.count && header.contains("delta") && header.contains("delta_radius"))
}

@Test func storedTablesAreReadBackAsWritten() throws {
    let folder = try Folder()
    let path = folder.path("t.sqlite")
    do {
        let store = try MetricsStore(path: path)
        try store.append(
            difficultRows, search: "s", space: "x", progress: .init(nextIndex: 9, measured: 3))
        try store.setClusters([2, nil, 1], in: .deltaGrowth)
    }
    let store = try MetricsStore(path: path)
    var expected = difficultRows
    expected[0].clusters[.deltaGrowth] = 2
    expected[2].clusters[.deltaGrowth] = 1
    #expect(try store.rows() == expected)
    #expect(try store.progress(search: "s", space: "x") == .init(nextIndex: 9, measured: 3))
    #expect(try store.progress(search: "s", space: "y") == nil)
    #expect(try store.belongsToAnother(than: "t") && !store.belongsToAnother(than: "s"))
}

@Test func aForeignFileIsNoTable() throws {
    let folder = try Folder()
    let conjectures = folder.path("c.sqlite")
    _ = try ConjectureStore(path: conjectures)
    #expect(throws: StoreError.self) { try MetricsStore(path: conjectures) }
    try Data(repeating: 65, count: 5000).write(to: URL(fileURLWithPath: folder.path("j.sqlite")))
    #expect(throws: StoreError.self) { try MetricsStore(path: folder.path("j.sqlite")) }
    #expect(throws: StoreError.self) { try MetricsStore(path: folder.path("none/t.sqlite")) }
    #expect(MetricsTableFile(path: "t.xlsx") == nil && MetricsTableFile(path: "t.csv")?.format == .csv)
}

@Test func theTableDoesNotDependOnThreads() throws {
    let one = try rows(workers: 1)
    #expect(try rows(workers: 4) == one)
    // The order is that of the spaces and indices, and every index of the unscreened space with a, b ≠ 0 is there.
    #expect(one.map(\.space) == one.map(\.space).sorted(by: >))
    let all = one.filter { $0.space == "all" }.map(\.index)
    #expect(all == Array(0..<36))
    let screened = one.filter { $0.space == "screened" }
    #expect(screened.map(\.index) == screened.map(\.index).sorted())
    // 2/(pi − 2) and 1/ln 2, with δ enclosed.
    let forms = Dictionary(uniqueKeysWithValues: screened.map { ("\($0.fraction)", $0) })
    #expect(forms["pcf(1, n^2 + n)"]?.closedForm == "2/(pi-2)")
    #expect(forms["pcf(1, n^2)"]?.closedForm == "1/ln2")
    #expect(one.first { "\($0.fraction)" == "pcf(n + 1, n + 1)" }?.closedForm == "e-1")
    let delta = try #require(forms["pcf(1, n^2)"]?.delta)
    #expect(delta > -1 && delta < -0.8)
}

@Test func anInterruptedTableGoesOnWithoutLossOrRepetition() throws {
    let whole = try rows(workers: 2)
    let folder = try Folder()
    for ending in ["csv", "jsonl", "sqlite"] {
        let path = folder.path("t.\(ending)")
        let file = try #require(MetricsTableFile(path: path))
        var runs = 0
        while true {
            let store = try file.open()
            let asked = Atomic<Int>(0)
            let summary = try survey().run(
                into: store, workers: 2, resume: runs > 0,
                isCancelled: { asked.wrappingAdd(1, ordering: .relaxed).oldValue > 25 })
            runs += 1
            try file.finish(store, isComplete: !summary.interrupted)
            // What is there so far is the beginning of the whole table.
            #expect(try Array(whole.prefix(store.count())) == store.rows())
            if !summary.interrupted { break }
            #expect(runs < 100)
        }
        #expect(runs > 2)
        if let format = file.format {
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
            #expect(lines.dropFirst(format == .csv ? 1 : 0).compactMap { format.row($0) } == whole)
            #expect(!FileManager.default.fileExists(atPath: "\(path).partial"))
        } else {
            #expect(try MetricsStore(path: path).rows() == whole)
        }
    }
    // The table of another survey is not gone on with.
    let other = try MetricsSurvey(specification, depth: 41, labelling: .all)
    #expect(throws: StoreError.self) {
        try other.run(
            into: try MetricsStore(path: folder.path("t.sqlite")), workers: 1, resume: true, isCancelled: { false })
    }
}

@Test func badSurveysAreRefused() {
    let unknown = SpaceSpecification(name: "u", a: .box([[1, 2]]), b: .box([[1, 1]]), constants: ["zeeta"])
    for (space, depth) in [
        (unknown, 100), (specification.spaces[0], 0), (specification.spaces[0], 100_001),
    ] {
        #expect(throws: SpecificationError.self) {
            try MetricsSurvey(SearchSpecification(name: "s", spaces: [space]), depth: depth)
        }
    }
}
