import ArgumentParser
import Expressions

/// What the commands of symbolic algebra share: the expression, and how the result is printed.
struct AlgebraArguments: ParsableArguments {
    @Argument(help: "An expression of the formula language; names that are no constants are symbols.")
    var expression: String

    @Option(help: "The notation the expression is written in: \(ExpressionStyle.listed).")
    var from: ExpressionStyle = .text

    @OptionGroup var options: GlobalOptions

    /// Prints what `body` makes of the expression, an identity for all values of the symbols.
    func print(_ body: (Expressions.Expression) throws -> Expressions.Expression) throws {
        let term = try Reading.openTerm(expression, style: from)
        let result: Expressions.Expression
        do { result = try body(term) } catch let error as PolynomialError {
            throw CommandFailure.badInput("\(error)")
        } catch let error as DifferentiationError {
            throw CommandFailure.badInput("\(error)")
        }
        switch options.format {
        case .text: Swift.print(result)
        case .latex: Swift.print(result.formatted(.latex))
        case .json:
            var object = JSONObject()
            object.append("expression", .string(term.description))
            object.append("result", .string(result.description))
            object.append("latex", .string(result.formatted(.latex)))
            Swift.print(object.line)
        }
    }

    /// The variable that is meant: the one that is named, or the only one that there is.
    func variable(_ name: String?, of term: Expressions.Expression) throws -> String {
        let catalog = try Reading.constants()
        if let name {
            guard let first = name.first, first.isLetter,
                name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
            else { throw CommandFailure.badInput("'\(name.prefix(60))' is no name of a variable") }
            guard name != "i", name != "infinity", catalog.constant(named: name) == nil else {
                throw CommandFailure.badInput("'\(name)' is a constant and no variable")
            }
            return name
        }
        let names = term.freeSymbols.sorted().filter {
            $0 != "i" && $0 != "infinity" && catalog.constant(named: $0) == nil
        }
        guard names.count == 1 else {
            let found = names.isEmpty ? "none" : names.joined(separator: ", ")
            throw CommandFailure.badInput("name the variable with --by; the expression has \(found)")
        }
        return names[0]
    }
}

/// `apery expand EXPR`: products and powers of sums multiplied out.
struct ExpandCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expand", abstract: "Multiplies products and powers of sums out.")

    @OptionGroup var arguments: AlgebraArguments

    func run() throws { try arguments.print { try $0.expanded() } }
}

/// `apery factor EXPR`: the product of irreducible polynomials over the rational numbers.
struct FactorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "factor", abstract: "Factors a polynomial over the rational numbers.")

    @OptionGroup var arguments: AlgebraArguments

    func run() throws { try arguments.print { try $0.factored() } }
}

/// `apery collect EXPR --by x`: the expansion by powers of a variable.
struct CollectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect", abstract: "Collects the powers of a variable in the expansion.")

    @Option(help: "The variable; may be left out when there is only one.")
    var by: String?

    @OptionGroup var arguments: AlgebraArguments

    func run() throws { try arguments.print { try $0.collected(in: try arguments.variable(by, of: $0)) } }
}

/// `apery differentiate EXPR --by x`: the derivative.
struct DifferentiateCommand: ParsableCommand {
    static let largestOrder = 100

    static let configuration = CommandConfiguration(
        commandName: "differentiate", abstract: "Differentiates by a variable.",
        discussion: "The derivative is right wherever the functions in the expression are holomorphic.")

    @Option(help: "The variable; may be left out when there is only one.")
    var by: String?

    @Option(help: "How often.")
    var order: Int = 1

    @OptionGroup var arguments: AlgebraArguments

    func run() throws {
        guard (1...DifferentiateCommand.largestOrder).contains(order) else {
            throw CommandFailure.badInput("--order must be in 1 ... \(DifferentiateCommand.largestOrder), not \(order)")
        }
        try arguments.print { try $0.differentiated(by: try arguments.variable(by, of: $0), order: order) }
    }
}
