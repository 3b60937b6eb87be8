import ArgumentParser
import Conjectures
import Foundation

/// `apery conjectures`: what the store holds.
struct ConjecturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conjectures", abstract: "Lists, shows and exports stored conjectures.",
        subcommands: [ListCommand.self, ShowCommand.self, ExportCommand.self])

    /// `apery conjectures list`.
    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "One line for each conjecture.")

        @Option(help: "Only those that name this constant.")
        var constant: String?

        @Option(help: "At most this many.")
        var limit: Int?

        @Flag(help: "Only those that are neither known nor follow from a known formula.")
        var new = false

        @Flag(help: "Instead, the limits with factorial reduction that have no closed form yet.")
        var unidentified = false

        @OptionGroup var options: GlobalOptions

        func validate() throws {
            if unidentified && (new || constant != nil) {
                throw ValidationError("--unidentified goes neither with --new nor with --constant")
            }
        }

        func run() throws {
            if unidentified {
                for limit in try ConjecturesCommand.unidentified(options, limit: limit) {
                    print(limit.line(options.format))
                }
                return
            }
            let all = try ConjecturesCommand.records(options, constant: constant, limit: new ? nil : limit)
            let records = new ? Array(all.filter { $0.novelty == "new" }.prefix(limit ?? all.count)) : all
            for record in records {
                switch options.format {
                case .json: print(record.jsonLine)
                case .latex: print(record.latex)
                case .text:
                    print("\(record.id.prefix(12))  \(record.formula)   [\(record.status), \(record.digits) digits]")
                }
            }
        }
    }

    /// `apery conjectures show ID`.
    struct ShowCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Everything about one conjecture.")

        @Argument(help: "The id, or its beginning.")
        var id: String

        @OptionGroup var options: GlobalOptions

        func run() throws {
            let store = try Reading.existingStore(options)
            let record: Conjecture
            do { record = try store.conjecture(prefix: id) } catch {
                throw CommandFailure(status: error.isBadInput ? .badInput : .inputOutput, message: "\(error)")
            }
            switch options.format {
            case .json: print(record.jsonLine)
            case .latex: print(record.latex)
            case .text:
                print("id            \(record.id)")
                print("formula       \(record.formula)")
                print("status        \(record.status) (\(record.digits) digits)")
                print("convergence   \(record.convergenceClass)")
                if let rate = record.digitsPerTerm { print("digits/term   about \((rate * 100).rounded() / 100)") }
                if let delta = record.deltaEstimate { print("delta         about \(delta) (estimate)") }
                print("coincidence   1e\(Int(record.coincidence.rounded()))")
                print("novelty       \(record.novelty)")
                if let ladder = record.ladder {
                    print("ladder        \(ladder.map(\.description).joined(separator: " → ")) digits")
                }
                let origin = record.provenance
                print("found         \(origin.time) by 'apery \(origin.command)' (\(origin.version)),")
                print("              space \(origin.space), index \(origin.index), seed \(origin.seed)")
            }
        }
    }

    /// `apery conjectures export`.
    struct ExportCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Writes all conjectures as JSON lines, CSV or a LaTeX document.")

        @Option(help: "jsonl, csv or latex.")
        var to: String = "jsonl"

        @Option(help: "Only those that name this constant.")
        var constant: String?

        @OptionGroup var options: GlobalOptions

        func run() throws {
            guard let kind = ConjectureExport(rawValue: to) else {
                throw ValidationError("--to must be jsonl, csv or latex, not '\(to)'")
            }
            print(kind.text(try ConjecturesCommand.records(options, constant: constant, limit: nil)), terminator: "")
        }
    }

    fileprivate static func records(
        _ options: GlobalOptions, constant: String?, limit: Int?
    ) throws -> [Conjecture] {
        let store = try Reading.existingStore(options)
        do { return try store.conjectures(constant: constant, limit: limit) } catch {
            throw CommandFailure(status: error.isBadInput ? .badInput : .inputOutput, message: "\(error)")
        }
    }
}

extension ConjecturesCommand {
    fileprivate static func unidentified(_ options: GlobalOptions, limit: Int?) throws -> [UnidentifiedLimit] {
        let store = try Reading.existingStore(options)
        do { return try store.unidentified(limit: limit) } catch {
            throw CommandFailure(status: error.isBadInput ? .badInput : .inputOutput, message: "\(error)")
        }
    }
}

extension UnidentifiedLimit {
    /// The fraction and its limit on one line.
    func line(_ format: OutputFormat) -> String {
        switch format {
        case .json: jsonLine
        case .latex: "\(latex) = \(value)\\ldots"
        case .text: "\(fraction) = \(value)…   [\(digits) digits, unidentified]"
        }
    }
}

extension Reading {
    /// Opens a store that must exist.
    static func existingStore(_ options: GlobalOptions) throws -> ConjectureStore {
        guard FileManager.default.fileExists(atPath: options.storePath) else {
            throw CommandFailure(status: .inputOutput, message: "there is no store at '\(options.storePath)'")
        }
        return try store(options)
    }
}
