import Arithmetic
import ContinuedFractions
import Expressions

/// An equation that was solved for the one continued fraction, or hypergeometric series, in it.
public struct IsolatedFraction: Sendable, Hashable {
    /// The fraction; for a series Euler's fraction of it.
    public let fraction: PolynomialContinuedFraction
    /// What the equation says the value of the fraction is.
    public let closedForm: Expression
    /// How the fraction comes from the term in the equation.
    public let origin: Origin

    /// What stands in the equation.
    public enum Origin: Sendable, Hashable {
        /// The fraction itself.
        case fraction
        /// A fraction with rational coefficients, whose a was multiplied by this factor and b by its square.
        case scaledFraction(Integer)
        /// A series, turned into Euler's fraction.
        case series

        /// The step in words; nil for the fraction itself.
        var step: String? {
            switch self {
            case .fraction: nil
            case .scaledFraction(let factor): "multiply by \(factor) to clear denominators"
            case .series: "turn the series into Euler's continued fraction"
            }
        }
    }

    /// The deepest nesting of sums, products and quotients around the fraction that is taken apart.
    private static let largestDepth = 200

    /// Solves `formula` for its fraction by undoing sums, products, quotients and reciprocals; nil when there is not
    /// exactly one fraction with polynomials over Q as terms, or it stands in a function.
    ///
    /// Divisions by 0 that this brings in show when the closed form is evaluated: it has no value then.
    public init?(_ formula: Formula) {
        let sides = (IsolatedFraction.containsFraction(formula.left), IsolatedFraction.containsFraction(formula.right))
        let term: Expression
        let value: Expression
        switch sides {
        case (true, false): (term, value) = (formula.left, formula.right)
        case (false, true): (term, value) = (formula.right, formula.left)
        default: return nil
        }
        guard let (inner, image) = IsolatedFraction.isolate(term, equalTo: value),
            let (fraction, map, origin) = IsolatedFraction.read(inner)
        else { return nil }
        self.fraction = fraction
        self.origin = origin
        closedForm = map.applied(to: image)
    }

    /// Undoes operations until the fraction stands alone.
    private static func isolate(
        _ side: Expression, equalTo other: Expression
    ) -> (term: Expression, value: Expression)? {
        var term = side
        var value = other
        for _ in 0..<largestDepth {
            let arguments = term.arguments
            switch term.head {
            case .continuedFraction, .sum: return (term, value)
            case .negate:
                value = -value
                term = arguments[0]
            case .add, .multiply:
                let (inside, outside) = (arguments.filter(containsFraction), arguments.filter { !containsFraction($0) })
                guard inside.count == 1, let head = term.head else { return nil }
                let rest = outside.count == 1 ? outside[0] : Expression(head, outside)
                value = head == .add ? value - rest : value / rest
                term = inside[0]
            case .divide:
                switch (containsFraction(arguments[0]), containsFraction(arguments[1])) {
                case (true, false):
                    value = value * arguments[1]
                    term = arguments[0]
                case (false, true):
                    value = arguments[0] / value
                    term = arguments[1]
                default: return nil
                }
            case .power:
                guard arguments[1].rationalValue == -1 else { return nil }
                value = Expression(1) / value
                term = arguments[0]
            default: return nil
            }
        }
        return nil
    }

    /// The fraction of a term `pcf(…)` or `sum(…)`, and the map from the value of the term to its value.
    private static func read(_ term: Expression) -> (PolynomialContinuedFraction, MobiusMap, Origin)? {
        let arguments = term.arguments
        if term.head == .sum { return readSeries(arguments).map { ($0.fraction, $0.map, .series) } }
        let variable = arguments.count == 3 ? arguments[2].symbolName : "n"
        guard let variable, let a = try? arguments[0].polynomial(in: variable),
            let b = try? arguments[1].polynomial(in: variable)
        else { return nil }
        let (fraction, scale) = PolynomialContinuedFraction.clearingDenominators(a: a, b: b)
        return MobiusMap(scale, 0, 0, 1).map { (fraction, $0, scale.isOne ? .fraction : .scaledFraction(scale)) }
    }

    /// The Euler fraction of `sum(t, k, low, infinity)` with rational first term and rational term ratio.
    private static func readSeries(_ arguments: [Expression]) -> TransformedFraction? {
        guard arguments.count == 4, arguments[3] == Expression(symbol: "infinity"),
            let variable = arguments[1].symbolName, let low = arguments[2].rationalValue?.asInt, abs(low) < 1 << 30,
            let ratio = try? arguments[0].termRatio(in: variable),
            let shifted = TermRatio(
                Polynomial<Rational>(ratio.numerator.shifted(by: Integer(low))),
                Polynomial<Rational>(ratio.denominator.shifted(by: Integer(low)))),
            let first = try? Evaluator.standard.evaluate(
                arguments[0].substituting(variable, with: Expression(low)), digits: 20
            ).exact,
            let series = try? PolynomialContinuedFraction.eulerFraction(first: first, ratio: shifted)
        else { return nil }
        return series
    }

    /// Whether a continued fraction or an infinite series occurs in the term.
    static func containsFraction(_ term: Expression) -> Bool {
        var seen: Set<Expression> = []
        var pending = [term]
        while let next = pending.popLast() {
            if next.head == .continuedFraction || next.head == .sum { return true }
            for argument in next.arguments where seen.insert(argument).inserted { pending.append(argument) }
        }
        return false
    }
}

extension Expression {
    /// The value of a term of rational numbers, sums, products, quotients and powers.
    var rationalValue: Rational? {
        guard let value = try? polynomial(in: ""), value.isConstant else { return nil }
        return value.constantTerm
    }
}
