import ArgumentParser
import Expressions

/// `apery compile EXPR...`: C source that computes expressions over doubles.
struct CompileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Prints C source that computes expressions over doubles.",
        discussion: """
            What the expressions have in common is computed once. The function is void NAME(const double *restrict \
            x, double *restrict y): x has the variables in the order of --variables, y gets a value for each expression.
            """)

    @Argument(help: "Expressions of the formula language.")
    var expressions: [String]

    @Option(help: "The variables, separated by commas.")
    var variables: String = ""

    @Option(help: "The name of the function in C.")
    var name: String = "f"

    @Flag(help: "Use fused multiply-add: faster and more precise where the processor has it, slow elsewhere.")
    var fma = false

    @Flag(help: "Keep the order of operations as it is written; only equal subterms are computed once.")
    var ordered = false

    @Option(help: "The notation the expressions are written in: \(ExpressionStyle.listed).")
    var from: ExpressionStyle = .text

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let names = variables.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.map { String($0) }
        let terms = try expressions.map { try Reading.openTerm($0, style: from) }
        let program: StraightLineProgram
        let code: String
        do throws(CompilationError) {
            program = try Expressions.Expression.program(
                terms, variables: names,
                options: CompilationOptions(
                    reassociation: ordered ? .forbidden : .allowed, fusesMultiplyAdd: fma))
            code = try program.cSource(functionName: name, fusesMultiplyAdd: fma)
        } catch { throw CommandFailure.badInput("\(error)") }
        guard options.format == .json else {
            print(code)
            return
        }
        var object = JSONObject()
        object.append("expressions", .array(terms.map { .string($0.description) }))
        object.append("variables", .array(names.map { .string($0) }))
        object.append("instructions", .integer(program.instructions.count))
        object.append("code", .string(code))
        print(object.line)
    }
}
