import Arithmetic
import Expressions

extension BasisConstant {
    /// Real constants of the catalog with their values to `digits` digits, in the order of the names.
    ///
    /// - Throws: `EvaluationError` when a name is unknown or its value is not real.
    public static func values(
        named names: [String], evaluator: Evaluator, digits: Int
    ) throws(EvaluationError) -> [BasisConstant] {
        var result: [BasisConstant] = []
        for name in names {
            guard let constant = evaluator.catalog.constant(named: name) else { throw .unknownSymbol(name) }
            let value = try evaluator.evaluate(Expression(symbol: constant.name), digits: digits).value
            guard value.isReal else { throw .domain("the constant '\(name)' is not real") }
            result.append(BasisConstant(name: constant.name, value: value.real))
        }
        return result
    }
}
