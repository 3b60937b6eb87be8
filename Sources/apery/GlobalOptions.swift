import ArgumentParser
import Foundation

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: "How to print results: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: OutputFormat = .text

    @Option(help: "Worker threads; 0 means one for each processor. Results do not depend on it.")
    var threads: Int = 0

    @Option(help: "The store of conjectures. Default: $XDG_DATA_HOME/apery/apery.sqlite.")
    var store: String?

    @Option(help: "The seed of everything that is drawn at random.")
    var seed: UInt64 = 1

    @Flag(help: "No progress bar and no notes on standard error.")
    var quiet = false

    /// The number of worker threads.
    var workers: Int { threads > 0 ? threads : max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// The path of the store.
    var storePath: String {
        if let store { return store }
        let environment = ProcessInfo.processInfo.environment
        let base: String
        if let data = environment["XDG_DATA_HOME"], !data.isEmpty {
            base = data
        } else {
            base = "\(environment["HOME"] ?? NSHomeDirectory())/.local/share"
        }
        return "\(base)/apery/apery.sqlite"
    }

    func validate() throws {
        guard (0...4096).contains(threads) else {
            throw ValidationError("--threads must be in 0 ... 4096, not \(threads)")
        }
    }
}

/// The output formats of the command line.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, latex
}
