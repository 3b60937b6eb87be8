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

    private let domain: Domain
    private let values: SemilatticeAnalysis<Domain>
    private let hides: Bool

    /// An analysis of these operators.
    ///
    /// - Parameter hidesFolded: whether the other nodes of a class with a value are hidden, as egg prunes them.
    public init(_ operations: [String: Operation] = standardOperations, hidesFolded: Bool = true) {
        domain = Domain(labels: FoldingLabels(operations))
        values = SemilatticeAnalysis(domain)
        domain.analysis = values
        hides = hidesFolded
    }

    /// The name of the fact by which a class is united with its numeral.
    public static let fact = "arithmetic"

    /// Values of more bits in numerator or denominator are not computed: repeated squaring would fill the memory.
    public static let largestBits = 100_000

    /// The value of a numeral; nil for other leaves.
    static func value(ofLeaf name: String) -> Rational? {
        guard let value = Rational(name), isSmall(value) else { return nil }
        return value
    }

    static func isSmall(_ value: Rational) -> Bool {
        value.numerator.bitWidth <= largestBits && value.denominator.bitWidth <= largestBits
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

    /// Makes the two values that exclude each other equal numerals, so that `explain` proves the one equal to the other
    /// from rules, facts and arithmetic alone; nil when the contradiction is not one of values. The e-graph is of no
    /// use afterwards but for explanations.
    public func refutation(
        of found: Contradiction, in graph: inout EGraph
    ) -> (left: EClassID, right: EClassID)? {
        values.drawConsequences(&graph)
        for witness in [found.left, found.right] {
            _ = domain.unite(witness, &graph)
        }
        graph.rebuild()
        // Two numerals of one class that differ, the first in the order of their labels.
        var first: [EClassID: (numeral: EClassID, value: Rational)] = [:]
        for (label, symbol) in graph.symbols.enumerated() where symbol.arity == 0 {
            guard let value = ConstantFolding.value(ofLeaf: symbol.name),
                let numeral = graph.lookup(UInt32(label), [])
            else { continue }
            let id = graph.find(numeral)
            if let other = first[id] {
                if other.value != value { return (other.numeral, numeral) }
            } else {
                first[id] = (numeral, value)
            }
        }
        return nil
    }

    /// Numerals, and arithmetic of what has a value.
    final class Domain: AnalysisDomain {
        let labels: FoldingLabels
        let name = "constant folding"
        let isStrict = true
        /// The analysis that keeps the values.
        weak var analysis: SemilatticeAnalysis<Domain>?

        init(labels: FoldingLabels) { self.labels = labels }

        func value(of node: EClassID, in graph: borrowing EGraph, child: (Int) -> Rational?) -> Rational? {
            switch labels.meaning(graph.label(of: node), graph) {
            case .numeral(let value): return value
            case .symbol, .other: return nil
            case .operation(let operation):
                guard let x = child(0), let y = child(1) else { return nil }
                return operation(x, y)
            }
        }

        func meet(_ x: Rational, _ y: Rational) -> Rational? { x == y ? x : nil }

        func numeral(_ value: Rational, _ graph: inout EGraph) -> EClassID {
            graph.add(graph.label(value.description, arity: 0), [])
        }

        func apply(
            _ value: Rational, to representative: EClassID, witness: EClassID, in graph: inout EGraph
        ) -> Bool {
            unite(witness, &graph)
        }

        /// Unites the class with its numeral by a fact that speaks of numerals only, as 1 + 2 = 3, so that it can be
        /// checked by itself: what is equal to 1 + 2 is so by congruence.
        func unite(_ witness: EClassID, _ graph: inout EGraph) -> Bool {
            let before = graph.addedCount
            guard let (folded, known) = fold(witness, &graph) else { return false }
            let result = numeral(known, &graph)
            let isNew = graph.union(folded, result, fact: ConstantFolding.fact)
            return isNew || graph.addedCount != before
        }

        /// A node that is equal to the witness and has numerals as children, and its value by them alone, which is that of
        /// the class unless there is a contradiction.
        private func fold(_ witness: EClassID, _ graph: inout EGraph) -> (node: EClassID, value: Rational)? {
            let symbol = graph.symbol(of: witness)
            let children = graph.originalChildren(of: witness)
            if children.isEmpty { return ConstantFolding.value(ofLeaf: symbol.name).map { (witness, $0) } }
            guard children.count == 2, case .operation(let operation) = labels.meaning(graph.label(of: witness), graph)
            else { return nil }
            let written = children.map {
                graph.isLeaf($0) ? ConstantFolding.value(ofLeaf: graph.symbol(of: $0).name) : nil
            }
            if let x = written[0], let y = written[1] { return operation(x, y).map { (witness, $0) } }
            guard let x = analysis?.value(of: children[0], in: graph),
                let y = analysis?.value(of: children[1], in: graph), let value = operation(x, y)
            else { return nil }
            let numerals = [numeral(x, &graph), numeral(y, &graph)]
            return (graph.addExactly(graph.label(of: witness), numerals), value)
        }
    }
}

extension ConstantFolding.Operation {
    /// The exact result; nil for a division by 0 and for a result of more than `ConstantFolding.largestBits` bits.
    public func callAsFunction(_ x: Rational, _ y: Rational) -> Rational? {
        let result: Rational
        switch self {
        case .add: result = x + y
        case .subtract: result = x - y
        case .multiply: result = x * y
        case .divide:
            if y.isZero { return nil }
            result = x / y
        }
        return ConstantFolding.isSmall(result) ? result : nil
    }
}
