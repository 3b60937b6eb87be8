import ArgumentParser
import Catalogs
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

    @Argument(help: "A YAML file, or the name of a search of the catalog.")
    var spec: String?

    @Option(help: "The degree of a(n).")
    var degreeA: Int?

    @Option(help: "The degree of b(n).")
    var degreeB: Int?

    @Option(help: "The range LOW..HIGH of all coefficients.")
    var coefficients: String?

    @Option(help: "The range LOW..HIGH of the coefficients of a.")
    var coefficientsA: String?

    @Option(help: "The range LOW..HIGH of the coefficients of b.")
    var coefficientsB: String?

    @Option(help: "Constants to identify limits with, separated by commas.")
    var constants: String?

    @Option(help: "The screen: nilpotence (formulas with factorial reduction) or none.")
    var screen: String?

    @Option(help: "The bound on the coefficients of (α + β c)/(γ + δ c).")
    var moebius: Int?

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
        let search: FractionSearch
        do {
            search = try FractionSearch(specification, shard: try part(), formulas: try FormulaCatalog())
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

    // MARK: The specification

    private var hasSpaceFlags: Bool {
        degreeA != nil || degreeB != nil || coefficients != nil || coefficientsA != nil || coefficientsB != nil
    }

    private func specification() throws -> SearchSpecification {
        var specification: SearchSpecification
        do {
            if hasSpaceFlags {
                if spec != nil { throw ValidationError("give either SPEC or degrees and coefficients, not both") }
                specification = try fromFlags()
            } else {
                specification = try fromFile(spec ?? "default")
                if let constants { override(&specification) { $0.constants = DiscoverCommand.names(constants) } }
                if let screen {
                    let kind = try screenKind(screen)
                    override(&specification) { $0.screen = kind }
                }
            }
            if let strategy {
                guard let kind = SearchStrategy(rawValue: strategy) else {
                    let words = SearchStrategy.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--strategy must be one of \(words), not '\(strategy)'")
                }
                override(&specification) { $0.strategy = kind }
            }
            if let memory {
                guard let size = MemorySize(memory) else {
                    throw ValidationError("--memory is written 512MiB, 1GiB or in bytes, not '\(memory)'")
                }
                specification.memory = size
            }
            if let moebius { specification.moebius = moebius }
            if let digits { specification.digits = digits }
            try specification.validate(origin: spec ?? "the search")
        } catch let error as SpecificationError {
            throw CommandFailure.badInput("\(error)")
        }
        return specification
    }

    private func override(_ specification: inout SearchSpecification, _ change: (inout SpaceSpecification) -> Void) {
        for index in specification.spaces.indices { change(&specification.spaces[index]) }
    }

    private static func names(_ list: String) -> [String] {
        list.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    }

    private func screenKind(_ text: String) throws -> SpaceSpecification.ScreenKind {
        guard let kind = SpaceSpecification.ScreenKind(rawValue: text) else {
            throw ValidationError("--screen must be nilpotence or none, not '\(text)'")
        }
        return kind
    }

    private func fromFile(_ name: String) throws -> SearchSpecification {
        let url: URL
        if FileManager.default.fileExists(atPath: name) {
            url = URL(fileURLWithPath: name)
        } else if let known = Catalogs.file(named: name, in: .searches) {
            url = known
        } else {
            throw CommandFailure(
                status: .inputOutput, message: "there is no file '\(name)' and no search of that name in the catalog")
        }
        guard let data = try? Data(contentsOf: url) else {
            throw CommandFailure(status: .inputOutput, message: "the file '\(name)' cannot be read")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure.badInput("the file '\(name)' is not YAML: it is not text")
        }
        return try SearchSpecification(yaml: text, origin: url.lastPathComponent)
    }

    private func fromFlags() throws -> SearchSpecification {
        guard let degreeA, let degreeB else { throw ValidationError("--degree-a and --degree-b go together") }
        let largest = SearchSpecification.largestDegree
        for (flag, degree) in [("--degree-a", degreeA), ("--degree-b", degreeB)] where !(0...largest).contains(degree) {
            throw CommandFailure.badInput("\(flag) must be in 0 ... \(largest), not \(degree)")
        }
        guard let rangeA = coefficientsA ?? coefficients, let rangeB = coefficientsB ?? coefficients else {
            throw ValidationError("give --coefficients, or both --coefficients-a and --coefficients-b")
        }
        func box(_ text: String, _ degree: Int) throws -> PolynomialFamily {
            let ends = text.split(separator: ".").map { $0.trimmingCharacters(in: .whitespaces) }
            guard text.contains(".."), ends.count == 2, let low = Int(ends[0]), let high = Int(ends[1]) else {
                throw ValidationError(
                    "a coefficient range is written LOW..HIGH, not '\(text.trimmingCharacters(in: .whitespaces))'")
            }
            return .box([[Int]](repeating: [low, high], count: degree + 1))
        }
        let space = SpaceSpecification(
            name: "flags", a: try box(rangeA, degreeA), b: try box(rangeB, degreeB),
            constants: constants.map(DiscoverCommand.names), screen: try screen.map(screenKind))
        return SearchSpecification(name: "flags", spaces: [space])
    }
}
