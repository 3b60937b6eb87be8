import Arithmetic
import Expressions

extension Expression {
    /// Whether this term is seen to be analytic in `variable` at every integer from `first` on: no divisor vanishes there,
    /// and every factorial, Gamma function, binomial coefficient and rising factorial is taken where it is finite and not 0.
    ///
    /// Ratios and rational functions that were read from the term then hold at these integers, by continuity; a term such
    /// as (k − 2)/((k − 2) k²), which has no value at 2, is refused.
    func isRegular(in variable: String, from first: Int) -> Bool {
        var pending = [self]
        while let term = pending.popLast() {
            if term.numeral != nil || term.symbolName != nil { continue }
            guard let op = term.head else { return false }
            let arguments = term.arguments
            func isPositive(_ x: Expression, atLeast bound: Rational) -> Bool {
                Expression.isLinear(x, variable, first, atLeast: bound)
            }
            switch op {
            case .add, .multiply, .negate: break
            case .divide:
                guard arguments[1].isNonzero(in: variable, from: first) else { return false }
            case .power:
                guard let exponent = arguments[1].numeral else {
                    // c^(linear), c a positive or negative number.
                    guard let base = arguments[0].numeral ?? (-arguments[0]).numeral, !base.isZero,
                        (try? arguments[1].polynomial(in: variable)) != nil
                    else { return false }
                    continue
                }
                guard exponent.isInteger else { return false }
                if exponent.signum() <= 0, !arguments[0].isNonzero(in: variable, from: first) { return false }
                pending.append(arguments[0])
                continue
            case .factorial:
                guard isPositive(arguments[0], atLeast: 0) else { return false }
            case .gamma:
                guard isPositive(arguments[0], atLeast: Rational(1, 1000)) else { return false }
            case .binomial:
                guard isPositive(arguments[1], atLeast: 0), isPositive(arguments[0] - arguments[1], atLeast: 0) else {
                    return false
                }
            case .risingFactorial:
                guard let start = arguments[0].numeral, start.signum() > 0, isPositive(arguments[1], atLeast: 0) else {
                    return false
                }
            default: return false
            }
            pending.append(contentsOf: arguments)
        }
        return true
    }

    /// Whether the term has no zero at integers from `first` on, as seen factor by factor.
    private func isNonzero(in variable: String, from first: Int) -> Bool {
        var pending = [self]
        while let term = pending.popLast() {
            if let (above, _) = try? term.rationalFunction(in: variable) {
                let cleared = above.clearingDenominators().polynomial
                guard !cleared.isZero, cleared.smallestIntegerRoot(atLeast: Integer(first)) == nil else { return false }
                continue
            }
            switch term.head {
            case .multiply, .negate, .divide: pending.append(contentsOf: term.arguments)
            case .power: pending.append(term.arguments[0])
            // Not 0 where `isRegular` allows them.
            case .factorial, .gamma, .binomial, .risingFactorial: break
            default: return false
            }
        }
        return true
    }

    /// Whether x = m·variable + c with m ≥ 0 and a value at `first` of at least `bound`.
    private static func isLinear(_ x: Expression, _ variable: String, _ first: Int, atLeast bound: Rational) -> Bool {
        guard let p = try? x.polynomial(in: variable), (p.degree ?? 0) <= 1, p[1].signum() >= 0 else { return false }
        return p.evaluated(at: Rational(first)) >= bound
    }

    /// c · x, without a factor 1.
    func scaled(by c: Rational) -> Expression {
        if c == 1 { return self }
        if c == -1 { return -self }
        return numeral.map { Expression($0 * c) } ?? Expression(c) * self
    }
}
