import Arithmetic
import EGraphs

/// What a user states about a free symbol.
public enum Assumption: Hashable, Sendable {
    case real, integer, nonzero, nonnegative, positive, negative
    /// A real number in the closed interval.
    case between(Rational, Rational)

    /// The assumption with this name: `real`, `integer`, `nonzero`, `nonnegative`, `positive` or `negative`.
    public init?(_ name: String) {
        switch name {
        case "real": self = .real
        case "integer": self = .integer
        case "nonzero": self = .nonzero
        case "nonnegative": self = .nonnegative
        case "positive": self = .positive
        case "negative": self = .negative
        default: return nil
        }
    }

    var knowledge: Knowledge {
        var known = Knowledge()
        switch self {
        case .real: known.properties = [.real]
        case .integer: known.properties = [.real, .integer]
        case .nonzero: known.properties = [.nonzero]
        case .nonnegative: known.properties = [.real, .nonnegative]
        case .positive: known.properties = .positive
        case .negative: known.properties = .negative
        case .between(let low, let high):
            let precision = KnowledgeInference.precision
            let ball = Ball(
                union: Ball(low, precision: precision), Ball(high, precision: precision), precision: precision)
            known.enclose(in: ComplexBall(ball))
            if low.signum() >= 0 { known.properties.formUnion([.real, .nonnegative]) }
            if high.signum() <= 0 { known.properties.formUnion([.real, .nonpositive]) }
        }
        return known
    }
}

/// The analysis of a formula graph: exact values, enclosures, signs and the like, free symbols.
final class KnowledgeDomain: AnalysisDomain {
    let name = "knowledge"
    let heads: HeadTable
    let evaluator: Evaluator
    /// What follows from the structure of terms.
    let terms: TermKnowledge
    /// The analysis that this is the domain of.
    weak var analysis: SemilatticeAnalysis<KnowledgeDomain>?
    /// Balls of nodes that are evaluated as whole terms, such as sums over an index, by node.
    var closedValues: [UInt32: ComplexBall] = [:]
    private var symbols: [UInt32: Knowledge] = [:]

    init(heads: HeadTable, evaluator: Evaluator, assumptions: [String: [Assumption]]) {
        self.heads = heads
        self.evaluator = evaluator
        terms = TermKnowledge(evaluator: evaluator, assumptions: assumptions)
    }

    func value(of node: EClassID, in graph: borrowing EGraph, child: (Int) -> Knowledge?) -> Knowledge? {
        let label = graph.label(of: node)
        let head = heads[label]
        let arity = graph.symbol(of: node).arity
        if case .symbol(let name) = head { return value(ofSymbol: name, label: label) }
        var arguments: [Knowledge] = []
        arguments.reserveCapacity(arity)
        for i in 0..<arity { arguments.append(child(i) ?? Knowledge()) }
        var known = KnowledgeInference.infer(head, arguments)
        if known.exact == nil {
            var symbols: Set<UInt32> = []
            for argument in arguments { symbols.formUnion(argument.symbols) }
            if case .function(let op) = head, let bound = op.binding(argumentCount: arity)?.variable {
                for label in arguments[bound].symbols { symbols.remove(label) }
            }
            known.symbols = symbols.sorted()
            known.degree = KnowledgeInference.degree(head, arguments, isConstant: known.symbols.isEmpty)
            if let ball = closedValues[node.index] { known.enclose(in: ball) }
        }
        return known
    }

    private func value(ofSymbol name: String, label: UInt32) -> Knowledge {
        if let known = symbols[label] { return known }
        var known = terms.known(symbol: name)
        if name == "i" || evaluator.catalog.constant(named: name) != nil {
            known.degree = 0
        } else {
            known.symbols = [label]
            known.degree = 1
        }
        symbols[label] = known
        return known
    }

    func meet(_ x: Knowledge, _ y: Knowledge) -> Knowledge? { x.meet(y) }

    func apply(
        _ value: Knowledge, to representative: EClassID, witness: EClassID, in graph: inout EGraph
    ) -> Bool {
        guard let exact = value.exact else { return false }
        if case .numeral = heads[graph.label(of: witness)] { return false }
        let numeral = graph.addExactly(heads.label(.numeral(exact), arity: 0, in: &graph), [])
        if graph.areEqual(witness, numeral) { return false }
        // The same operator on the numerals that its arguments are equal to: its value is plain arithmetic.
        var children: [EClassID] = []
        for child in graph.children(of: witness) {
            if let value = analysis?.value(of: child, in: graph)?.exact {
                children.append(graph.addExactly(heads.label(.numeral(value), arity: 0, in: &graph), []))
            } else {
                children.append(child)
            }
        }
        let evaluated = graph.addExactly(graph.label(of: witness), children)
        return graph.union(evaluated, numeral, fact: FormulaFact.evaluation)
    }
}

/// The names of the facts that a formula graph states.
enum FormulaFact {
    /// Equal normal forms of sums and products.
    static let arithmetic = "arithmetic"
    /// x·x⁻¹ = 1 in a product, for an x that is not 0 by its structure.
    static let cancellation = "cancellation"
    /// Equal polynomials in whatever is no sum, product or natural power.
    static let polynomial = "polynomial identity"
    /// The exact value of a term.
    static let evaluation = "exact value"
}
