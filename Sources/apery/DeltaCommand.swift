import ArgumentParser
import Conjectures
import ContinuedFractions
import Discovery
import Expressions
import Foundation

/// `apery delta`: measures all fractions of a space, and maps, clusters and generalizes what it sees.
struct DeltaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delta",
        abstract: "Measures irrationality, growth and convergence of the fractions of a space.",
        discussion: """
            One row a fraction: the irrationality measure delta = -1 - ln(error)/ln(reduced denominator) at --depth with a \
            proved radius, growth rates and a limit of delta as estimates, class of convergence, factorial reduction, and \
            the constant in the limit. SPEC is a YAML file or the name of a search in the catalog; flags describe one space \
            by degrees and coefficient ranges. Rows are printed as they are measured; --table keeps them, and --resume goes \
            on with a table after an interruption. For a single fraction see 'apery pcf'.
            """)

    @OptionGroup var space: SpaceOptions

    @Option(help: "The depth of the metrics, 16 ... 100000.")
    var depth: Int = 1000

    @Option(help: "Which limits to identify: reduced (with factorial reduction), all or none.")
    var identify: String = MetricsSurvey.Labelling.reduced.rawValue

    @Option(help: "Keep the table in this file, which ends in .csv, .jsonl or .sqlite.")
    var table: String?

    @Option(help: "Draw the fractions in a plane, colored by constant, into this SVG file.")
    var map: String?

    @Option(help: "The plane of the map: \(MetricsPlane.allCases.map(\.rawValue).joined(separator: ", ")).")
    var plane: String = MetricsPlane.deltaGrowth.rawValue

    @Flag(help: "Cluster the fractions by canonical form and by density in each plane.")
    var clusters = false

    @Flag(help: "Generalize fractions with one constant to parametric families, tested on further members.")
    var families = false

    @Flag(help: "Attempt to prove the simplest member of each family.")
    var prove = false

    @Flag(help: "Go on with the table where the last run of the same survey stopped.")
    var resume = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let labelling = try choice(identify, "--identify", MetricsSurvey.Labelling.self)
        let plane = try choice(plane, "--plane", MetricsPlane.self)
        let file = try tableFile()
        if resume && file == nil { throw ValidationError("--resume needs the --table to go on with") }
        if prove && !families { throw ValidationError("--prove goes with --families") }
        if let map { try DeltaCommand.checkWritable(map, "--map") }
        let survey: MetricsSurvey
        do {
            survey = try MetricsSurvey(
                try space.specification(named: nil), depth: depth, labelling: labelling)
        } catch let error as SpecificationError {
            throw CommandFailure.badInput("\(error)")
        }
        Interruption.listen()
        let start = Date()
        do {
            let store = try file?.open() ?? MetricsStore()
            let summary = try measure(survey, into: store)
            var report: ClusterReport?
            if clusters && !summary.interrupted { report = try ClusterReport(of: store) }
            if let report { report.printClusters(options.format) }
            var isInterrupted = summary.interrupted
            if families && !summary.interrupted {
                let found = try FamilyReport(
                    of: store, survey: survey, prover: prove ? FormulaProver() : nil, workers: options.workers,
                    isCancelled: { Interruption.requested })
                found.printFamilies(options.format)
                isInterrupted = found.interrupted
            }
            if let map { try draw(store, plane, survey, into: map) }
            try file?.finish(store, isComplete: !summary.interrupted)
            finish(summary, seconds: Date().timeIntervalSince(start))
            if isInterrupted { throw ExitStatus.interrupted.exitCode }
        } catch let error as StoreError {
            throw CommandFailure(status: error.isBadInput ? .badInput : .inputOutput, message: "\(error)")
        }
    }

    /// Fills the table and prints the rows as they come.
    private func measure(_ survey: MetricsSurvey, into store: MetricsStore) throws -> MetricsSurvey.Summary {
        let progress = ProgressBar(quiet: options.quiet)
        defer { progress.clear() }
        return try survey.run(
            into: store, workers: options.workers, resume: resume, isCancelled: { Interruption.requested },
            progress: { done, total, space in progress.update(done: done, total: total, note: space) },
            row: { row in
                progress.clear()
                switch options.format {
                case .json: print(MetricsTextFormat.jsonl.line(row))
                case .text: print(row.textLine)
                case .latex: print(row.latexLine)
                }
            })
    }

    private func finish(_ summary: MetricsSurvey.Summary, seconds: Double) {
        if options.format == .json {
            var inner = JSONObject()
            inner.append("space", .integer(summary.space))
            inner.append("measured", .integer(summary.measured))
            inner.append("interrupted", .bool(summary.interrupted))
            inner.append("seconds", .number((seconds * 1000).rounded() / 1000))
            inner.append("table", .optional(table))
            inner.append("map", .optional(map))
            var object = JSONObject()
            object.append("summary", .object(inner))
            print(object.line)
        } else if !options.quiet {
            let words = "\(summary.measured) fractions measured, of \(summary.space) indices"
            let time = "\((seconds * 10).rounded() / 10) s"
            StandardError.print("\(summary.interrupted ? "interrupted: " : "")\(words), in \(time)")
        }
    }

    private func draw(
        _ store: MetricsStore, _ plane: MetricsPlane, _ survey: MetricsSurvey, into file: String
    ) throws {
        var drawing = MetricsMap(
            plane: plane, title: "\(survey.specification.name): \(plane.rawValue) at depth \(survey.depth)")
        try store.forEachRow { drawing.add($0) }
        do {
            try Data(drawing.svg.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw CommandFailure(status: .inputOutput, message: "cannot write '\(file)': \(error.localizedDescription)")
        }
    }

    // MARK: Arguments

    private func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String, _ flag: String, _ type: Choice.Type
    ) throws -> Choice where Choice.RawValue == String {
        if let choice = Choice(rawValue: text) { return choice }
        let choices = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        throw ValidationError("\(flag) must be one of \(choices), not '\(text)'")
    }

    private func tableFile() throws -> MetricsTableFile? {
        guard let table else { return nil }
        guard let file = MetricsTableFile(path: table) else {
            let endings = MetricsTableFile.endings.joined(separator: ", ")
            throw ValidationError("--table must end in one of \(endings), not '\(table)'")
        }
        return file
    }

    /// A file that cannot be written is told of before the work and not after it.
    private static func checkWritable(_ path: String, _ flag: String) throws {
        var isFolder: ObjCBool = false
        let manager = FileManager.default
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let exists = manager.fileExists(atPath: path, isDirectory: &isFolder)
        if path.isEmpty || exists && isFolder.boolValue || !manager.isWritableFile(atPath: folder) {
            throw CommandFailure(status: .inputOutput, message: "\(flag): the file '\(path)' cannot be written")
        }
    }
}
