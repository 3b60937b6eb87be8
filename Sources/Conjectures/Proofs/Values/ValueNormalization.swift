import ContinuedFractions
import Expressions

/// Brings the values in a formula to few numbers: logarithms of primes, one Γ for each denominator, exponentials.
enum ValueNormalization {
    /// The largest number of equations.
    private static let largestCount = 100

    /// Equations that do so, in the order in which they are used.
    static func lemmas(for formula: Formula) -> [any CertifiedEquation] {
        var lemmas: [any CertifiedEquation] = []
        var (left, right) = (formula.left, formula.right)
        while lemmas.count < largestCount, let lemma = next(left) ?? next(right) {
            left = left.replacing(lemma.equation.left, with: lemma.equation.right)
            right = right.replacing(lemma.equation.left, with: lemma.equation.right)
            lemmas.append(lemma)
        }
        return lemmas
    }

    private static func next(_ term: Expression) -> (any CertifiedEquation)? {
        let names = term.freeSymbols
        for name in term.symbols where names.contains(name) {
            if let lemma = ConstantDefinition(Expression(symbol: name)) { return lemma }
        }
        let functions = ExponentialForm.operators.union([.log, .atan, .gamma, .zeta])
        for part in term.subterms(with: functions) where part.freeSymbols.isSubset(of: names) {
            if let lemma = lemma(part) { return lemma }
        }
        return nil
    }

    private static func lemma(_ part: Expression) -> (any CertifiedEquation)? {
        switch part.head {
        case .log: LogarithmOfRational(part)
        case .atan: ArctangentOfRational(part)
        case .gamma: GammaOfRational(part)
        case .zeta: EvenZeta(part)
        default: ExponentialForm(part)
        }
    }
}

extension Expression {
    /// n times the term.
    func multiple(_ n: Int) -> Expression {
        switch n {
        case 1: self
        case -1: -self
        default: Expression(n) * self
        }
    }
}
