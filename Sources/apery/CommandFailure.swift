import ArgumentParser
import Foundation

/// The documented exit statuses.
enum ExitStatus: Int32 {
    /// Done, or the answer is yes.
    case success = 0
    /// The answer is no: refuted, not identified.
    case answerIsNo = 1
    /// The command line is wrong.
    case usage = 64
    /// The input is wrong.
    case badInput = 65
    /// A defect of Apery.
    case internalError = 70
    /// Reading or writing failed.
    case inputOutput = 74
    /// Interrupted; everything found so far is stored.
    case interrupted = 130

    var exitCode: ExitCode { ExitCode(rawValue) }
}

/// A failure that the user is told of in one line.
struct CommandFailure: Error {
    let status: ExitStatus
    let message: String

    static func badInput(_ message: String) -> CommandFailure { CommandFailure(status: .badInput, message: message) }
}

/// Standard error, one line at a time.
enum StandardError {
    static func print(_ line: String) {
        let oneLine = line.split(whereSeparator: \.isNewline).joined(separator: " ")
        FileHandle.standardError.write(Data("\(oneLine)\n".utf8))
    }
}

/// Ends with the exit status of `failure` after printing its line.
func fail(_ failure: CommandFailure) -> ExitCode {
    StandardError.print("apery: \(failure.message)")
    return failure.status.exitCode
}
