import Arithmetic
import Expressions
import func Foundation.log10

/// Equations L(x) = R of low complexity, by meeting in the middle (`EquationSearch`).
struct EquationStage {
    /// The terms of both sides together.
    let termCount: Int
    let threads: Int

    /// Claims the equations that pay for themselves: this stage counts its own forms, and is weighed as one of all
    /// stages.
    func run(_ search: inout IdentificationSearch) {
        let options = EquationSearchOptions(termCount: termCount, threads: threads)
        let digits = min(search.number.digits, 10_000)
        // Numbers of extreme size have no equations of low complexity in reach.
        guard
            let equations = try? EquationSearch(
                target: search.x, digits: digits, options: options, evaluator: search.evaluator)
        else { return }
        let result = equations.run(isCancelled: search.isStopped)
        search.countFamilies(result.pairsTried)
        for equation in result.equations {
            let coincidence = equation.coincidence + log10(Double(IdentificationStage.allCases.count))
            guard coincidence <= -search.surplus else { continue }
            let form: IdentificationCandidate.Form =
                equation.solved.map { .expression($0) }
                ?? .equation(equation.left, equation.right, near: search.x.decimalString(digits: 10))
            search.claim(form, family: "complexity \(equation.complexity)", coincidence: coincidence)
        }
    }
}
