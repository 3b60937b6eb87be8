import Arithmetic
import Expressions

extension ExpansionAtInfinity {
    /// The expansion of a term as a function of `variable`, by its operators: arithmetic, rational powers, logarithms,
    /// digamma and harmonic numbers of what grows, and functions of one argument where they are analytic; (−1)^(2kn + c)
    /// is seen to be constant.
    init(
        _ term: Expression, _ variable: String, frame: Frame, evaluator: Evaluator
    ) throws(Failure) {
        let dependent = term.dependentNodes(on: [variable])
        let nodes = term.termNodes
        var expansions: [ExpansionAtInfinity?] = Array(repeating: nil, count: nodes.count)
        for (index, node) in nodes.enumerated() where dependent[index] {
            guard case .operation(let op, let children) = node else {
                expansions[index] = ExpansionAtInfinity(variableIn: frame)
                continue
            }
            var arguments: [ExpansionAtInfinity] = []
            for child in children {
                if let known = expansions[child] {
                    arguments.append(known)
                } else {
                    let constant = try Self.constant(term.termNode(at: child), frame, evaluator)
                    arguments.append(ExpansionAtInfinity(frame, constant: constant))
                }
            }
            let exponent = op == .power || op == .root ? term.termNode(at: children[1]) : nil
            let base = op == .power && !dependent[children[0]] ? term.termNode(at: children[0]) : nil
            expansions[index] = try Self.apply(
                op, arguments, base: base, exponent: exponent, variable, frame, evaluator)
        }
        if let root = expansions.last ?? nil {
            self = root
        } else {
            self.init(frame, constant: try Self.constant(term, frame, evaluator))
        }
    }

    private static func constant(
        _ term: Expression, _ frame: Frame, _ evaluator: Evaluator
    ) throws(Failure) -> ComplexBall {
        do { return try evaluator.enclosure(term, precision: frame.precision) } catch { throw .evaluation(error) }
    }

    private static func exact(_ term: Expression, _ evaluator: Evaluator) -> Rational? {
        term.numeral ?? (try? evaluator.evaluate(term, digits: 10))?.exact
    }

    private static func apply(
        _ op: Operator, _ x: [ExpansionAtInfinity], base: Expression?, exponent: Expression?, _ variable: String,
        _ frame: Frame, _ evaluator: Evaluator
    ) throws(Failure) -> ExpansionAtInfinity {
        switch op {
        case .add: return x.dropFirst().reduce(x[0]) { $0.adding($1) }
        case .multiply:
            var product = x[0]
            for factor in x.dropFirst() { product = try product.multiplied(by: factor) }
            return product
        case .negate: return x[0].negated()
        case .divide: return try x[0].multiplied(by: x[1].reciprocal())
        case .squareRoot: return try x[0].power(Rational(1, 2))
        case .root:
            guard let exponent, let k = exact(exponent, evaluator)?.reciprocal else {
                throw .unsupported("a root of unknown degree")
            }
            return try x[0].power(k)
        case .power:
            guard let exponent else { break }
            if let base {
                if let sign = alternation(base, exponent, variable, evaluator) {
                    return ExpansionAtInfinity(frame, constant: ComplexBall(sign))
                }
                let logarithm = try ExpansionAtInfinity(frame, constant: constant(base, frame, evaluator)).logarithm()
                return try x[1].multiplied(by: logarithm).applying(.exp)
            }
            if let value = exact(exponent, evaluator) { return try x[0].power(value) }
            return try x[1].multiplied(by: x[0].logarithm()).applying(.exp)
        case .log:
            let top = try x[0].logarithm()
            return x.count == 1 ? top : try top.multiplied(by: x[1].logarithm().reciprocal())
        case .digamma: return try x[0].digamma()
        case .harmonic:
            let gamma = ExpansionAtInfinity(
                frame, constant: ComplexBall(Ball.eulerGamma(precision: frame.precision)))
            // H(x) = ψ(x) + 1/x + γ.
            return try x[0].digamma().adding(x[0].reciprocal()).adding(gamma)
        default:
            if x.count == 1 { return try x[0].applying(op) }
        }
        throw .unsupported("\(op.name ?? "an operator") of \(variable) has no expansion here")
    }

    /// (−1)^(s n + c) for an even integer s and an integer c.
    private static func alternation(
        _ base: Expression, _ exponent: Expression, _ variable: String, _ evaluator: Evaluator
    ) -> Int? {
        guard exact(base, evaluator) == -1, let slope = TermFactors.slope(of: exponent, variable)?.numeral?.asInt,
            slope % 2 == 0,
            let start = exact(exponent.substituting(variable, with: Expression(0)), evaluator)?.asInt
        else { return nil }
        return start % 2 == 0 ? 1 : -1
    }
}
