import ArgumentParser
import Expressions

extension ExpressionStyle: ExpressibleByArgument {
    /// All notations, for help texts.
    static var listed: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
