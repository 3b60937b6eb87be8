import Arithmetic
import CReference
import Catalogs
import Conjectures
import ContinuedFractions
import Discovery
import Expressions
import Foundation
import IntegerRelations

/// Values of fractions in double precision against vectorized C, and the search for π by meeting in the middle; one core.
enum MeetBenchmark {
    static func run() {
        compare(bound: 25, degreeA: 1, degreeB: 2)
        compare(bound: 5, degreeA: 2, degreeB: 4)
        do { try pi() } catch { print("\(error)") }
    }

    private static func compare(bound: Int, degreeA: Int, degreeB: Int) {
        let depth = 30
        let a = coefficients(bound: bound, degree: degreeA)
        let b = coefficients(bound: bound, degree: degreeB)
        let blocks = b.count / (degreeB + 1) / ContinuantBlock.lanes
        let rowCount = a.count / (degreeA + 1)
        PairedTiming.compare(
            "values at depth \(depth), degrees (\(degreeA), \(degreeB)), coefficients ±\(bound)",
            reference: "vectorized C", rounds: 3, work: Double(rowCount * blocks * ContinuantBlock.lanes),
            unit: "fractions"
        ) {
            let scale = ContinuantScale(degreeOfA: degreeA, degreeOfB: degreeB, magnitude: 1, depth: depth)
            let rows = ContinuantRows(coefficients: a, degree: degreeA, depth: depth, scale: scale)
            var block = ContinuantBlock(largestDegree: degreeB, largestDepth: depth)
            let values = UnsafeMutablePointer<Double>.allocate(capacity: rowCount * ContinuantBlock.lanes)
            defer { values.deallocate() }
            var finite = 0
            for j in 0..<blocks {
                for lane in 0..<ContinuantBlock.lanes {
                    let polynomial = (j * ContinuantBlock.lanes + lane) * (degreeB + 1)
                    for k in 0...degreeB { block.setCoefficient(k, lane: lane, to: b[polynomial + k]) }
                }
                _ = block.tabulate(degree: degreeB, depth: depth, scale: scale)
                block.values(of: rows, in: 0..<rowCount, depth: depth, order: 0, into: values)
                if values[j % (rowCount * ContinuantBlock.lanes)].isFinite { finite += 1 }
            }
            precondition(finite > 0)
        } against: {
            precondition(reference_continuants(Int32(bound), Int32(degreeA), Int32(degreeB), Int32(depth)) > 0)
        }
    }

    /// All polynomials of the box, the lowest coefficient running fastest.
    private static func coefficients(bound: Int, degree: Int) -> [Double] {
        var lists: [[Double]] = [[]]
        for _ in 0...degree { lists = lists.flatMap { list in (-bound...bound).map { [Double($0)] + list } } }
        return lists.flatMap { $0 }
    }

    private static func pi() throws {
        guard let url = Catalogs.file(named: "pi-13", in: .searches) else { return }
        let specification = try SearchSpecification(yaml: String(contentsOf: url, encoding: .utf8), origin: "pi-13")
        let space = try FractionSpace(specification.spaces[0])
        let clock = ContinuousClock()
        let constants = try BasisConstant.values(named: ["pi"], evaluator: .standard, digits: 60)
        var table: MobiusTable?
        let build = try clock.measure { table = try MobiusTable(constants: constants, bound: specification.moebius) }
        guard let table else { return }
        let source = MeetSource(space: space, table: table)
        var hits = 0
        let scan = clock.measure {
            hits = source.candidates(in: 0..<space.count, isCancelled: { false })?.count ?? 0
        }
        let rate = Double(space.count) / (Double(scan.components.seconds) + Double(scan.components.attoseconds) * 1e-18)
        print(
            "pi-13: table in \(build), \(space.count) pairs with probing and tails of order 2 in \(scan), "
                + String(format: "%.3g pairs/s, %d hits", rate, hits))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let formulas = try FormulaCatalog()
        let start = clock.now
        let summary = try FractionSearch(specification, formulas: formulas).run(
            store: try ConjectureStore(path: folder.appendingPathComponent("pi.sqlite").path),
            provenance: Provenance(
                command: "", specHash: "", space: "", index: 0, seed: 1, version: "", host: "", time: ""),
            workers: 1, resume: false, isCancelled: { false }, report: SearchReport(found: { _ in }))
        print(
            "pi-13 end to end, with 260 digits, novelty and store: \(clock.now - start), "
                + "\(summary.tally.formulas) formulas in \(summary.tally.conjectures) classes "
                + "(published program: 34 to 56 s, 46 formulas)")
    }
}
