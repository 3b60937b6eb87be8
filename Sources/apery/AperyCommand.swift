import ArgumentParser
import Conjectures
import Expressions
import Foundation

/// `apery`: searches, checks and stores formulas for mathematical constants.
@main
struct AperyCommand: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "apery",
        abstract: "Finds, checks and stores formulas for mathematical constants.",
        version: version,
        subcommands: [
            EvaluateCommand.self, VerifyCommand.self, IdentifyCommand.self, FractionCommand.self, DiscoverCommand.self,
            DeltaCommand.self,
            ConjecturesCommand.self, SimplifyCommand.self, EqualCommand.self, SaturateCommand.self, ExpandCommand.self,
            FactorCommand.self, CollectCommand.self, DifferentiateCommand.self, CompileCommand.self,
        ])

    /// An argument such as `-n^2` is a term and not an option: the language has no use for leading white space, which
    /// keeps the argument parser from taking the minus sign for its own.
    private static func protectingTerms(_ argument: String) -> String {
        let isShortOption = argument == "-h"
        return argument.hasPrefix("-") && !argument.hasPrefix("--") && argument.count > 1 && !isShortOption
            ? " \(argument)" : argument
    }

    /// Runs a command and turns its failures into one line and the documented exit status.
    static func main() {
        do {
            var command = try parseAsRoot(CommandLine.arguments.dropFirst().map(protectingTerms))
            try command.run()
        } catch let failure as CommandFailure {
            StandardError.print("apery: \(failure.message)")
            Foundation.exit(failure.status.rawValue)
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            let code = exitCode(for: error)
            // Help and version are not errors.
            guard code == .validationFailure else { exit(withError: error) }
            let message = message(for: error).replacing("' -", with: "'-").replacing("Error: ", with: "")
            StandardError.print("apery: \(message); see 'apery --help'")
            Foundation.exit(ExitStatus.usage.rawValue)
        }
    }
}

/// Turning typed errors of the library into failures of the command line.
enum Reading {
    /// A closed term.
    static func term(_ text: String, style: ExpressionStyle = .text) throws -> Expressions.Expression {
        do {
            return try Expressions.Expression(parsing: text, style: style, catalog: try constants())
        } catch let error as ParseError {
            throw CommandFailure.badInput("\(error)")
        }
    }

    /// A formula.
    static func formula(_ text: String, style: ExpressionStyle = .text) throws -> Formula {
        do {
            return try Formula(parsing: text, style: style, catalog: try constants())
        } catch let error as ParseError {
            throw CommandFailure.badInput("\(error)")
        }
    }

    /// The catalog of constants, or an internal error when it cannot be read.
    static func constants() throws -> ConstantCatalog {
        if !ConstantCatalog.standard.constants.isEmpty { return .standard }
        do { return try ConstantCatalog.load() } catch {
            throw CommandFailure(status: .internalError, message: "\(error)")
        }
    }

    /// Runs `body`, turning an evaluation error into bad input.
    static func evaluating<Result>(_ body: () throws(EvaluationError) -> Result) throws -> Result {
        do { return try body() } catch { throw CommandFailure.badInput("\(error)") }
    }

    /// Opens the store.
    static func store(_ options: GlobalOptions) throws -> ConjectureStore {
        do { return try ConjectureStore(path: options.storePath) } catch {
            throw CommandFailure(status: error.isBadInput ? .badInput : .inputOutput, message: "\(error)")
        }
    }

    /// Checks a number of digits.
    static func digits(_ digits: Int, largest: Int = Evaluator.largestDigits) throws {
        guard (1...largest).contains(digits) else {
            throw CommandFailure.badInput("--digits must be in 1 ... \(largest), not \(digits)")
        }
    }
}
