import Arithmetic
import EGraphs

/// An e-graph of formulas: terms up to proved equality, with sums and products in normal form.
///
/// Sums are multisets of terms with exact rational coefficients, products multisets of factors with exact rational
/// exponents; so associativity, commutativity, units, collection and cancellation need no rules. Everything that is
/// known of a class (exact value, enclosure, sign, free symbols) is kept up to date, conditions of rules are proved from
/// it, and two classes whose enclosures are disjoint are never united silently: that is a contradiction. All operators
/// are total in one fixed model in which 0⁻¹ = 0, and every union is an equation that holds there.
public struct FormulaGraph: ~Copyable {
    var graph = EGraph()
    let heads: HeadTable
    let knowledge: SemilatticeAnalysis<KnowledgeDomain>
    let evaluator: Evaluator
    /// What is stated about free symbols.
    public let assumptions: [String: [Assumption]]
    /// For each representative, the node + 1 of the sum or product by which its class is replaced in larger ones.
    var sums: [UInt32] = []
    var products: [UInt32] = []
    /// The nodes of the symbols that were inserted, by name; constants under each of their names.
    var symbolNodes: [String: UInt32] = [:]
    /// The reasons of unions by rules, in the order in which they were found.
    var applications: [RuleApplication] = []
    /// What is known of terms by their structure, by node.
    var termKnowledge: [UInt32: Knowledge] = [:]
    /// The node of the numeral 1.
    let one: UInt32
    let zero: UInt32

    /// A rule as it was applied: its number in `rules` and a node for each variable.
    struct RuleApplication {
        let rule: Int
        let nodes: [UInt32]
    }

    /// The rules that were used, in the order of their first use.
    var rules: [CompiledIdentity] = []
    var ruleNumbers: [String: Int] = [:]

    /// An empty graph.
    ///
    /// - Parameters:
    ///   - assumptions: what is stated about free symbols; without it they are arbitrary complex numbers.
    ///   - evaluator: evaluates constants and closed terms to balls.
    public init(assumptions: [String: [Assumption]] = [:], evaluator: Evaluator = Evaluator()) {
        heads = HeadTable()
        self.evaluator = evaluator
        self.assumptions = assumptions
        knowledge = SemilatticeAnalysis(
            KnowledgeDomain(heads: heads, evaluator: evaluator, assumptions: assumptions))
        knowledge.domain.analysis = knowledge
        graph.recordsMerges = true
        one = graph.addExactly(heads.label(.numeral(1), arity: 0, in: &graph), []).index
        zero = graph.addExactly(heads.label(.numeral(0), arity: 0, in: &graph), []).index
    }

    /// The number of e-nodes.
    public var nodeCount: Int { graph.nodeCount }

    /// The number of e-classes.
    public var classCount: Int { graph.classCount }

    /// Whether two terms are known to be equal.
    public func areEqual(_ x: EClassID, _ y: EClassID) -> Bool { graph.areEqual(x, y) }

    /// The exact rational value of a term, when it is known.
    public func exactValue(of id: EClassID) -> Rational? { knowledge.value(of: id, in: graph)?.exact }

    /// A ball that contains the value of a term whatever its free symbols are; nil when none is known.
    public func enclosure(of id: EClassID) -> ComplexBall? { known(id.index).enclosure?.ball }

    /// A bound of the total degree of a term in its free symbols; nil when it is not known to be a polynomial in them.
    public func degree(of id: EClassID) -> Int? { known(id.index).degree }

    /// The names of the free symbols that the value of a term may depend on, in the order of their first use.
    public func freeSymbols(of id: EClassID) -> [String] {
        known(id.index).symbols.compactMap { if case .symbol(let name) = heads[$0] { name } else { nil } }
    }

    /// What is known of the class of a node.
    func known(_ node: UInt32) -> Knowledge {
        knowledge.value(of: EClassID(index: node), in: graph) ?? Knowledge()
    }

    /// The head of a node.
    func head(_ node: UInt32) -> NodeHead { heads[graph.label(of: EClassID(index: node))] }

    /// Whether a node is neither a numeral nor a sum, told without a copy of its head.
    func isPlainTerm(_ node: UInt32) -> Bool { heads.isPlainTerm(graph.label(of: EClassID(index: node))) }

    // MARK: Exact nodes

    /// The node that names exactly this term.
    mutating func exactly(_ head: NodeHead, _ children: [UInt32]) -> UInt32 {
        let label = heads.label(head, arity: children.count, in: &graph)
        return graph.addExactly(label, children.map { EClassID(index: $0) }).index
    }

    mutating func numeral(_ value: Rational) -> UInt32 { exactly(.numeral(value), []) }
    mutating func symbol(_ name: String) -> UInt32 { exactly(.symbol(name), []) }

    /// The node op(children…) in normal form, built of exactly these terms.
    mutating func apply(_ op: Operator, _ children: [UInt32]) -> UInt32 {
        switch op {
        case .add: return sum(children.map { (1, $0) })
        case .negate: return sum([(-1, children[0])])
        case .multiply: return product(children.map { (1, $0) })
        case .divide: return product([(1, children[0]), (-1, children[1])])
        case .squareRoot: return product([(Rational(1, 2), children[0])])
        case .power:
            if case .numeral(let exponent) = head(children[1]) { return power(children[0], exponent) }
            if case .numeral(1) = head(children[0]) { return one }
            if case .symbol("e") = head(children[0]) { return apply(.exp, [children[1]]) }
        case .exp:
            if case .numeral(let exponent) = head(children[0]) { return power(symbol("e"), exponent) }
        default: break
        }
        return exactly(.function(op), children)
    }

    /// x^exponent; x⁰ = 1, as in the language.
    mutating func power(_ x: UInt32, _ exponent: Rational) -> UInt32 {
        exponent.isZero ? one : product([(exponent, x)])
    }
}

extension FormulaGraph {
    /// States that two terms are equal, by a fact of this name; whether that is new. The next saturation draws the
    /// consequences, and proofs name the fact.
    @discardableResult
    public mutating func state(_ x: EClassID, equals y: EClassID, fact: String) -> Bool {
        graph.union(x, y, fact: fact)
    }
}
