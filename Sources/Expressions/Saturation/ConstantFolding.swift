import Arithmetic
import EGraphs

/// Exact rational values of the classes of a plain e-graph whose leaves are numerals and whose operators are arithmetic.
///
/// A class with a value gets the numeral as a node, and everything else in it is hidden from matching. Two values that
/// differ are a contradiction: constants are compared exactly, never as floating-point numbers.
public final class ConstantFolding: EClassAnalysis {
    /// The arithmetic that an operator stands for.
    public enum Operation: String, CaseIterable, Sendable {
        /// x + y, x − y, x · y, x / y (no value when y is 0).
        case add, subtract, multiply, divide
    }

    /// The names of binary operators that are arithmetic.
    public static let standardOperations: [String: Operation] = [
        "+": .add, "-": .subtract, "*": .multiply, "/": .divide,
    ]

    private let values: SemilatticeAnalysis<Domain>
    private let hides: Bool

    /// An analysis of these operators.
    ///
    /// - Parameter hidesFolded: whether the other nodes of a class with a value are hidden, as egg prunes them.
    public init(_ operations: [String: Operation] = standardOperations, hidesFolded: Bool = true) {
        values = SemilatticeAnalysis(Domain(labels: FoldingLabels(operations)))
        hides = hidesFolded
    }

    /// `constant folding`.
    public var name: String { values.name }

    /// Advances whenever a value changes.
    public var version: Int { values.version }

    /// The value of a class; nil when none is known.
    public func value(of id: EClassID, in graph: borrowing EGraph) -> Rational? { values.value(of: id, in: graph) }

    /// Brings the values up to date and hides what was folded.
    public func update(_ graph: inout EGraph) throws(Contradiction) -> Bool {
        let isChanged = try values.update(&graph)
        if hides { values.hideKnownNodes(in: &graph) }
        return isChanged
    }

    /// The conditions that rules may name, as in egg's test suite for mathematics: `is-constant`, `nonzero-or-unknown`
    /// (which is not the same as nonzero, and unsound in general), `is-symbol`, `constant-or-other-symbol`.
    public var conditions: [String: ConditionTest] {
        let values = values
        return [
            "is-constant": { graph, classes in values.hasValue(of: classes[0], in: graph) },
            "nonzero": { graph, classes in values.value(of: classes[0], in: graph).map { !$0.isZero } ?? false },
            "nonzero-or-unknown": { graph, classes in
                values.value(of: classes[0], in: graph).map { !$0.isZero } ?? true
            },
            "is-symbol": { graph, classes in values.domain.labels.hasSymbol(classes[0], graph) },
            "constant-or-other-symbol": { graph, classes in
                !graph.areEqual(classes[0], classes[1])
                    && (values.hasValue(of: classes[0], in: graph)
                        || values.domain.labels.hasSymbol(classes[0], graph))
            },
        ]
    }

    /// Numerals, and arithmetic of what has a value.
    struct Domain: AnalysisDomain {
        let labels: FoldingLabels
        let name = "constant folding"
        let isStrict = true

        func value(of node: EClassID, in graph: borrowing EGraph, child: (Int) -> Rational?) -> Rational? {
            let label = graph.label(of: node)
            switch labels.meaning(label, graph) {
            case .numeral(let value): return value
            case .symbol, .other: return nil
            case .operation(let operation):
                guard let x = child(0), let y = child(1) else { return nil }
                switch operation {
                case .add: return x + y
                case .subtract: return x - y
                case .multiply: return x * y
                case .divide: return y.isZero ? nil : x / y
                }
            }
        }

        func meet(_ x: Rational, _ y: Rational) -> Rational? { x == y ? x : nil }

        func apply(
            _ value: Rational, to representative: EClassID, witness: EClassID, in graph: inout EGraph
        ) -> Bool {
            if graph.isLeaf(witness) { return false }
            let numeral = graph.add(graph.label(value.description, arity: 0), [])
            return graph.union(witness, numeral, fact: "arithmetic")
        }
    }
}
