import ArgumentParser
import Conjectures
import Discovery
import Foundation

/// `apery discover`: searches spaces of continued fractions for closed forms.
struct DiscoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover", abstract: "Searches continued fractions for formulas and stores what it finds.",
        discussion: """
            Without arguments the default search of the catalog runs. SPEC is a YAML file, or the name of a search in the \
            catalog. Flags describe one space by degrees and coefficient ranges. Everything found is stored at once; \
            ctrl-C saves and stops, --resume goes on.
            """)

    @OptionGroup var space: SpaceOptions

    @Option(help: "Digits at which limits are identified; finds are verified to 200 more.")
    var digits: Int?

    @Option(help: "How to go through the space: sieve, enumerate, meet or descent.")
    var strategy: String?

    @Option(help: "The memory for the tables of a space, such as 512MiB. Default: 1GiB.")
    var memory: String?

    @Option(help: "Only the I-th of N equal parts of each space, written I/N.")
    var shard: String?

    @Flag(help: "Print limits without a closed form as well; JSON always has them, and the store keeps them.")
    var unidentified = false

    @Flag(help: "Go on where the last run of this search stopped.")
    var resume = false

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let specification = try specification()
        let part = try part()
        let search: FractionSearch
        do {
            search = try FractionSearch(specification, shard: part, formulas: try FormulaCatalog())
        } catch let error as SpecificationError {
            throw CommandFailure.badInput("\(error)")
        } catch {
            throw CommandFailure(status: .internalError, message: "\(error)")
        }
        let store = try Reading.store(options)
        Interruption.listen()
        let start = Date()
        let progress = ProgressBar(quiet: options.quiet)
        let format = options.format
        let report = SearchReport(
            found: { conjecture in
                progress.clear()
                switch format {
                case .json: print(conjecture.jsonLine)
                case .latex: print(conjecture.latex)
                case .text: print("\(conjecture.formula)   [\(conjecture.digits) digits, \(conjecture.note)]")
                }
                fflush(nil)
            },
            unidentified: { [unidentified] limit in
                guard unidentified || format == .json else { return }
                progress.clear()
                print(limit.line(format))
                fflush(nil)
            },
            progress: { done, total, space in progress.update(done: done, total: total, note: space) })
        let provenance = Provenance(
            command: CommandLine.arguments.dropFirst().joined(separator: " "), specHash: search.fingerprint, space: "",
            index: 0, seed: options.seed, version: AperyCommand.version,
            host: ProcessInfo.processInfo.hostName, time: ISO8601DateFormatter().string(from: start))
        let summary: SearchSummary
        do {
            summary = try search.run(
                store: store, provenance: provenance, workers: options.workers, resume: resume,
                isCancelled: { Interruption.requested }, report: report)
        } catch {
            progress.clear()
            throw CommandFailure(status: error.isBadInput ? .badInput : .inputOutput, message: "\(error)")
        }
        progress.clear()
        finish(summary, seconds: Date().timeIntervalSince(start), path: store.path)
        if summary.interrupted { throw ExitStatus.interrupted.exitCode }
    }

    private func finish(_ summary: SearchSummary, seconds: Double, path: String) {
        if options.format == .json {
            var object = JSONObject()
            object.append("summary", .object(summary.json(seconds: seconds)))
            print(object.line)
        } else if !options.quiet {
            let tally = summary.tally
            let words =
                "\(tally.conjectures) conjectures (\(tally.formulas) formulas), \(summary.added) new in the store, "
                + "\(tally.unidentified) limits unidentified; "
                + "\(tally.screened) of \(summary.space) fractions in \((seconds * 10).rounded() / 10) s"
            StandardError.print("\(summary.interrupted ? "interrupted: " : "")\(words); store: \(path)")
        }
    }

    private func part() throws -> Shard {
        guard let shard else { return .whole }
        guard let part = Shard(shard) else {
            throw ValidationError("--shard must be I/N with 1 <= I <= N, not '\(shard)'")
        }
        return part
    }

    /// The specification of the space, with the arguments of this command.
    private func specification() throws -> SearchSpecification {
        try space.specification(named: "default") { specification in
            if let strategy {
                guard let kind = SearchStrategy(rawValue: strategy) else {
                    let words = SearchStrategy.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--strategy must be one of \(words), not '\(strategy)'")
                }
                for index in specification.spaces.indices { specification.spaces[index].strategy = kind }
            }
            if let memory {
                guard let size = MemorySize(memory) else {
                    throw ValidationError("--memory is written 512MiB, 1GiB or in bytes, not '\(memory)'")
                }
                specification.memory = size
            }
            if let digits { specification.digits = digits }
        }
    }
}
