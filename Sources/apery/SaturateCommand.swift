import ArgumentParser
import EGraphs
import Expressions
import Foundation

/// `apery saturate FILE`: equality saturation with anyone's rules.
struct SaturateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "saturate", abstract: "Saturates terms by the rules of a file and reports.",
        discussion: """
            A file is a list of statements in parentheses: (rule NAME LEFT RIGHT), (term TERM), (goal TERM TERM), \
            (extract TERM), (explain TERM TERM), (limits :iterations n :nodes n :seconds x) and others, which the \
            documentation of SaturationFile lists and Examples/saturate shows. Exit status 1: a goal was not reached, a \
            term not extracted or explained, or the rules contradict each other.
            """)

    @Argument(help: "The file; - is the standard input.")
    var file: String

    @OptionGroup var search: SearchLimitOptions

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let text = try SaturateCommand.text(of: file)
        let result: SaturationResult
        do {
            var saturation = try SaturationFile(parsing: text)
            saturation.limits = try search.limits(saturation.limits)
            result = try saturation.run()
        } catch let error as SaturationFileError {
            throw CommandFailure.badInput("\(file): \(error)")
        } catch let error as RewriteRule.Defect {
            throw CommandFailure.badInput("\(file): \(error)")
        }
        switch options.format {
        case .json: print(result.json.line)
        case .text: result.table.forEach { print($0) }
        case .latex: result.latexLines.forEach { print($0) }
        }
        if !result.isSuccess { throw ExitStatus.answerIsNo.exitCode }
    }

    private static func text(of file: String) throws -> String {
        let data: Data
        do {
            if file == "-" {
                data = try FileHandle.standardInput.readToEnd() ?? Data()
            } else {
                data = try Data(contentsOf: URL(fileURLWithPath: file))
            }
        } catch {
            throw CommandFailure(status: .inputOutput, message: "\(file) cannot be read")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure.badInput("\(file): the bytes are not UTF-8")
        }
        return text
    }
}
