import Arithmetic
import EGraphs

/// A rule of the catalog, ready to be matched in formula graphs: its pattern is in the normal form of sums and products.
struct CompiledIdentity: Sendable {
    /// A term with variables in normal form.
    indirect enum TermPattern: Sendable {
        case variable(Int)
        case numeral(Rational)
        case symbol(String)
        case text(String)
        case function(Operator, [TermPattern])
        /// Σ wⱼ·pⱼ + constant.
        case sum([(weight: Rational, part: TermPattern)], constant: Rational)
        /// Π pⱼ^fⱼ.
        case product([(exponent: Rational, part: TermPattern)])

        var variableNumber: Int? { if case .variable(let number) = self { number } else { nil } }
    }

    let rule: IdentityRule
    let isReversed: Bool
    let pattern: TermPattern
    /// The side that is matched and the side that is put in, with bound variables made explicit.
    let left: Expression
    let right: Expression
    /// The names of variables by number.
    let variables: [String]
    /// The operators that must occur in a graph for the pattern to match.
    let requiredOperators: Set<Operator>

    /// The name with the direction.
    var name: String { isReversed ? "\(rule.name) (right to left)" : rule.name }

    /// The rule in one of its directions; nil when it has no such direction that can be matched.
    init?(_ rule: IdentityRule, isReversed: Bool) {
        if isReversed && !rule.isBidirectional { return nil }
        let matched = CompiledIdentity.withExplicitBinders(isReversed ? rule.right : rule.left)
        let built = CompiledIdentity.withExplicitBinders(isReversed ? rule.left : rule.right)
        if matched.containsSubstitution { return nil }
        var graph = FormulaGraph()
        let root = graph.insert(matched, substituting: [:])
        var names: [String] = []
        guard let pattern = CompiledIdentity.pattern(root, graph, &names) else { return nil }
        switch pattern {
        case .variable, .numeral, .symbol, .text: return nil
        case .product(let parts) where parts.count == 1 && parts[0].part.variableNumber != nil: return nil
        default: break
        }
        // What the pattern does not bind, only a fresh bound symbol may stand for: such directions are left out.
        let bound = Set(names)
        let needed = built.patternVariables(catalog: .standard, excluding: []).filter { !$0.hasPrefix("#") }
        guard needed.allSatisfy(bound.contains) else { return nil }
        for condition in rule.conditions {
            for term in condition.terms {
                guard term.patternVariables(catalog: .standard, excluding: []).allSatisfy(bound.contains) else {
                    return nil
                }
            }
        }
        self.rule = rule
        self.isReversed = isReversed
        self.pattern = pattern
        left = matched
        right = built
        variables = names
        requiredOperators = CompiledIdentity.operators(pattern)
    }

    /// All directions of rules, in order.
    static func compile(_ rules: [IdentityRule]) -> [CompiledIdentity] {
        rules.flatMap { rule in [false, true].compactMap { CompiledIdentity(rule, isReversed: $0) } }
    }

    /// The term with the variable of every `pcf` as a third argument, as in the canonical form of binders.
    private static func withExplicitBinders(_ term: Expression) -> Expression {
        guard term.contains(.continuedFraction) else { return term }
        var graph = ExpressionGraph()
        var ids: [EClassID] = []
        for node in term.nodes {
            if let payload = term.payload(of: node) {
                switch payload {
                case .numeral(let value): ids.append(graph.numeral(value))
                case .symbol(let name): ids.append(graph.symbol(name))
                case .text(let text): ids.append(graph.text(text))
                }
                continue
            }
            let op = Operator(rawValue: node.label) ?? .list
            var children = node.children.map { ids[Int($0)] }
            if op == .continuedFraction && children.count == 2 { children.append(graph.symbol(Binding.fixedName)) }
            ids.append(graph.apply(op, children))
        }
        return ids.last.map { graph.expression($0) } ?? term
    }

    private static func pattern(
        _ node: UInt32, _ graph: borrowing FormulaGraph, _ names: inout [String]
    ) -> TermPattern? {
        let parts = graph.children(node)
        switch graph.head(node) {
        case .numeral(let value): return .numeral(value)
        case .text(let text): return .text(text)
        case .symbol(let name):
            if name == "i" || name == "infinity" || ConstantCatalog.standard.constant(named: name) != nil {
                return .symbol(name)
            }
            if let number = names.firstIndex(of: name) { return .variable(number) }
            names.append(name)
            return .variable(names.count - 1)
        case .function(let op):
            var arguments: [TermPattern] = []
            for part in parts {
                guard let argument = pattern(part, graph, &names) else { return nil }
                arguments.append(argument)
            }
            return .function(op, arguments)
        case .sum(let weights):
            var terms: [(Rational, TermPattern)] = []
            var constant = Rational(0)
            for (weight, part) in zip(weights, parts) {
                if case .numeral(let value) = graph.head(part) {
                    constant += weight * value
                } else {
                    guard let term = pattern(part, graph, &names) else { return nil }
                    terms.append((weight, term))
                }
            }
            return .sum(sorted(terms).map { ($0.0, $0.1) }, constant: constant)
        case .product(let exponents):
            var factors: [(Rational, TermPattern)] = []
            for (exponent, part) in zip(exponents, parts) {
                guard let factor = pattern(part, graph, &names) else { return nil }
                factors.append((exponent, factor))
            }
            return .product(sorted(factors).map { ($0.0, $0.1) })
        }
    }

    /// Parts that are bare variables come last: they take what others leave.
    private static func sorted(_ parts: [(Rational, TermPattern)]) -> [(Rational, TermPattern)] {
        func rank(_ pattern: TermPattern) -> Int {
            switch pattern {
            case .function: 0
            case .symbol, .numeral, .text: 1
            case .sum: 2
            case .product: 3
            case .variable: 4
            }
        }
        return parts.enumerated().sorted { (rank($0.element.1), $0.offset) < (rank($1.element.1), $1.offset) }
            .map(\.element)
    }

    private static func operators(_ pattern: TermPattern) -> Set<Operator> {
        switch pattern {
        case .variable, .numeral, .symbol, .text: []
        case .function(let op, let arguments):
            // A power with a variable exponent also stands for factors of products.
            arguments.reduce(into: op == .power ? [] : [op]) { $0.formUnion(operators($1)) }
        case .sum(let terms, _): terms.reduce(into: []) { $0.formUnion(operators($1.part)) }
        case .product(let factors): factors.reduce(into: []) { $0.formUnion(operators($1.part)) }
        }
    }
}

extension Expression {
    /// Whether an explicit substitution occurs.
    var containsSubstitution: Bool { contains(.substitute) }
}
