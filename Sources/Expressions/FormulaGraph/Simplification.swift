import Arithmetic
import EGraphs

/// A formula that is equal to another and cheaper, with the proof.
public struct Simplification: Sendable {
    /// The cheapest formula that was found.
    public let result: Expression
    /// Its cost and that of the original.
    public let cost: UInt64, originalCost: UInt64
    /// How the search went.
    public let report: SaturationReport
    /// Why the two are equal.
    public let proof: FormulaProof
}

/// What is known of whether two formulas are equal.
public enum EqualityVerdict: Sendable {
    /// They are, by this proof.
    case equal(FormulaProof, SaturationReport)
    /// They are not: their values lie in disjoint balls.
    case different(SaturationReport)
    /// Nothing was proved within the limits.
    case unknown(SaturationReport)
}

/// Why a search in a formula graph has no result.
public enum FormulaGraphError: Error, Sendable, CustomStringConvertible {
    /// Terms with different values were found equal: a rule or an assumption is wrong. With a proof of it.
    case contradiction(String, FormulaProof?)
    /// A proof could not be given.
    case explanation(ExplanationError)

    /// One line.
    public var description: String {
        switch self {
        case .contradiction(let text, _): "the rules and assumptions contradict each other: \(text)"
        case .explanation(let error): "\(error)"
        }
    }
}

extension Expression {
    /// The limits of a search in a formula graph that nothing else is said about.
    public static let searchLimits = SaturationLimits(iterations: 8, nodes: 2500, seconds: 10)

    /// The cheapest formula that the rules prove equal to this one within the limits.
    ///
    /// First rules that make terms no longer are used until nothing is new, then all. Cost: up to the limits.
    /// - Throws: `FormulaGraphError`.
    public func simplified(
        assumptions: [String: [Assumption]] = [:], cost: FormulaCost = .length, rules: RuleCatalog? = nil,
        limits: SaturationLimits = searchLimits, evaluator: Evaluator = Evaluator()
    ) throws(FormulaGraphError) -> Simplification {
        var graph = FormulaGraph(assumptions: assumptions, evaluator: evaluator)
        let start = graph.insert(self)
        graph.addPolynomialForms(of: [start])
        let sets = rules.map { IdentitySet.phases($0.rules) } ?? IdentitySet.standardPhases
        let report = try graph.search(sets, limits, goals: [])
        do {
            let chosen = try graph.cheapestNode(start, cost: cost)
            let best = graph.expression(of: chosen).withReadableNames()
            let model = graph.costModel(cost)
            let end = graph.insert(best)
            // The normal form of the chosen term need not be known to be equal: arithmetic shows that it is.
            graph.graph.union(chosen, end, fact: FormulaFact.arithmetic)
            graph.graph.rebuild()
            let proof = try graph.explain(start, end)
            return Simplification(
                result: graph.expression(of: end).withReadableNames(), cost: graph.cost(of: end, model),
                originalCost: graph.cost(of: start, model),
                report: report, proof: proof)
        } catch let error as ExplanationError {
            throw .explanation(error)
        } catch {
            throw .explanation(.unknownNode(start))
        }
    }

    /// Whether this formula and another are equal for all values of their symbols that the assumptions admit.
    ///
    /// - Throws: `FormulaGraphError`.
    public func equality(
        to other: Expression, assumptions: [String: [Assumption]] = [:], rules: RuleCatalog? = nil,
        limits: SaturationLimits = searchLimits, evaluator: Evaluator = Evaluator()
    ) throws(FormulaGraphError) -> EqualityVerdict {
        var graph = FormulaGraph(assumptions: assumptions, evaluator: evaluator)
        let a = graph.insert(self)
        let b = graph.insert(other)
        graph.addPolynomialForms(of: [a, b])
        let sets = rules.map { IdentitySet.phases($0.rules) } ?? IdentitySet.standardPhases
        let report = try graph.search(sets, limits, goals: [(a, b)])
        if graph.areEqual(a, b) {
            do throws(ExplanationError) { return .equal(try graph.explain(a, b), report) } catch {
                throw .explanation(error)
            }
        }
        if let x = graph.known(a.index).nodeValue, let y = graph.known(b.index).nodeValue {
            let precision = KnowledgeInference.precision
            if !x.ball(precision: precision).overlaps(y.ball(precision: precision)) { return .different(report) }
        }
        return .unknown(report)
    }
}

extension IdentitySet {
    /// The rules that make terms no longer, and all rules.
    static func phases(_ rules: [IdentityRule]) -> [IdentitySet] {
        let all = IdentitySet(rules)
        return [all.shortening, all]
    }

    static let standardPhases: [IdentitySet] = [standard.shortening, standard]

    /// The rules of the catalog whose result is not longer than their pattern.
    public static let shortening: IdentitySet = standardPhases[0]

    /// The rules whose result is not longer than their pattern.
    var shortening: IdentitySet {
        IdentitySet(
            compiled: compiled.filter { rule in
                var graph = FormulaGraph()
                let left = graph.insert(rule.left, substituting: [:])
                let right = graph.insert(rule.right, substituting: [:])
                let model = graph.costModel(.length)
                return graph.cost(of: EClassID(index: right), model) <= graph.cost(of: EClassID(index: left), model)
            })
    }
}

extension FormulaGraph {
    /// Saturates by sets of rules in turn; the reports together.
    mutating func search(
        _ sets: [IdentitySet], _ limits: SaturationLimits, goals: [(EClassID, EClassID)]
    ) throws(FormulaGraphError) -> SaturationReport {
        var iterations: [IterationReport] = []
        var rules: [RuleReport] = []
        var reason = StopReason.saturated
        for (index, set) in sets.enumerated() {
            var share = limits
            if index + 1 < sets.count {
                share.seconds = limits.seconds / 2
                share.nodes = max(1, limits.nodes / 2)
            }
            let report = saturate(set, limits: share, goals: goals)
            iterations += report.iterations
            rules += report.rules
            reason = report.reason
            if case .contradiction(let found) = reason {
                let left = expression(of: found.left)
                let right = expression(of: found.right)
                throw .contradiction("\(left) = \(right)", try? explain(found.left, found.right))
            }
            if case .goalReached = reason { break }
        }
        return SaturationReport(reason: reason, iterations: iterations, rules: rules)
    }

    /// The cost of the term that a node names, every occurrence of a subterm counted.
    func cost(of id: EClassID, _ model: CostModel) -> UInt64 {
        fold(id.index) { node, children in
            let symbol = graph.symbol(of: EClassID(index: node))
            return children.reduce(model[symbol.name, symbol.arity]) { total, cost in
                let (sum, overflow) = total.addingReportingOverflow(cost)
                return overflow ? .max : sum
            }
        } ?? 0
    }
}
