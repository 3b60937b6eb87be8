import Arithmetic
import EGraphs

/// A match of a rule: a class for each variable, and where in a larger sum or product it is.
struct IdentityMatch {
    /// What surrounds the instance of the pattern.
    enum Context {
        case none
        /// scale·instance + Σ w·x.
        case sum(scale: Rational, rest: [(Rational, UInt32)])
        /// instance · Π x^e.
        case product(rest: [(Rational, UInt32)])
    }

    var bindings: [UInt32]
    var context: Context
}

/// Finds the instances of patterns in a formula graph, modulo the theory of sums and products.
///
/// Every instance is found up to this: of several bare variables in one sum or product all but the last stand for single
/// parts, and a multiple of a bare variable, such as 2·x, is looked for where the coefficients are multiples of 2. What
/// is built of a match is an instance of the rule whatever the matcher does, so soundness does not rest on it.
struct PatternMatcher {
    /// Matchable nodes by class, and by operator.
    private var nodesOfClass: [UInt32: [UInt32]] = [:]
    private(set) var nodesOfFunction: [Operator: [UInt32]] = [:]
    private(set) var sumNodes: [UInt32] = []
    private(set) var productNodes: [UInt32] = []
    /// The largest number of matches of one pattern that are looked for; one more says that there are more.
    var limit: Int
    private var found: [IdentityMatch] = []
    /// The classes of variables; `unbound` where there is none yet.
    private var bindings: [UInt32] = []
    private static let unbound = UInt32.max

    /// Sorts the nodes. At most `limit` matches are found of one pattern, one more says that there are more.
    init(_ formulas: borrowing FormulaGraph, limit: Int) {
        self.limit = limit
        for node in 0..<UInt32(formulas.graph.addedCount) where formulas.graph.isMatchable(EClassID(index: node)) {
            nodesOfClass[formulas.representative(node), default: []].append(node)
            switch formulas.head(node) {
            case .function(let op): nodesOfFunction[op, default: []].append(node)
            case .sum: sumNodes.append(node)
            case .product: productNodes.append(node)
            default: break
            }
        }
    }

    /// The matchable nodes of a class.
    func members(of id: UInt32) -> [UInt32] { nodesOfClass[id] ?? [] }

    private var isFull: Bool { found.count > limit }

    /// All matches of a rule, oldest node first.
    mutating func matches(_ rule: CompiledIdentity, _ formulas: inout FormulaGraph) -> [IdentityMatch] {
        found = []
        bindings = Array(repeating: PatternMatcher.unbound, count: rule.variables.count)
        switch rule.pattern {
        case .function(let op, let arguments):
            for node in nodesOfFunction[op] ?? [] where formulas.arity(node) == arguments.count {
                match(arguments[...], formulas.representatives(node)[...], &formulas) { matcher, _ in
                    matcher.report(.none)
                }
                if isFull { break }
            }
            if op == .power { matchPowers(arguments, &formulas) }
        case .sum(let terms, let constant):
            for node in sumNodes {
                let parts = SumParts(node, formulas)
                match(terms[...], parts, scale: nil, constant, isRoot: true, &formulas) { matcher, context in
                    matcher.report(context)
                }
                if isFull { break }
            }
        case .product(let factors):
            for node in productNodes {
                let parts = formulas.factors(of: node)
                match(factors[...], parts, isRoot: true, &formulas) { matcher, context in matcher.report(context) }
                if isFull { break }
            }
        case .variable, .numeral, .symbol, .text: break
        }
        return found
    }

    /// A power with a variable exponent also stands for the factors of products.
    private mutating func matchPowers(
        _ arguments: [CompiledIdentity.TermPattern], _ formulas: inout FormulaGraph
    ) {
        for node in productNodes {
            let factors = formulas.factors(of: node)
            for (index, (exponent, id)) in factors.enumerated() where exponent != 1 {
                var rest = factors
                rest.remove(at: index)
                let context = rest.isEmpty ? IdentityMatch.Context.none : .product(rest: rest)
                let power = formulas.representative(formulas.numeral(exponent))
                match(arguments[...], [id, power][...], &formulas) { matcher, _ in matcher.report(context) }
                if isFull { return }
            }
        }
    }

    private mutating func report(_ context: IdentityMatch.Context) {
        found.append(IdentityMatch(bindings: bindings, context: context))
    }

    private typealias Continuation = (inout PatternMatcher, IdentityMatch.Context) -> Void

    // MARK: Classes

    /// Calls `next` for every way in which the pattern is in the class.
    private mutating func match(
        _ pattern: CompiledIdentity.TermPattern, _ id: UInt32, _ formulas: inout FormulaGraph, _ next: Continuation
    ) {
        if isFull { return }
        switch pattern {
        case .variable(let number): bind(number, id, next)
        case .numeral(let value): if formulas.known(id).exact == value { next(&self, .none) }
        case .symbol(let name):
            let node = formulas.symbol(name)
            if formulas.representative(node) == formulas.representative(id) { next(&self, .none) }
        case .text(let text):
            let node = formulas.exactly(.text(text), [])
            if formulas.representative(node) == formulas.representative(id) { next(&self, .none) }
        case .function(let op, let arguments):
            for node in nodesOfClass[id] ?? [] where formulas.head(node) == .function(op) {
                if formulas.arity(node) != arguments.count { continue }
                match(arguments[...], formulas.representatives(node)[...], &formulas, next)
            }
            if op == .power {
                for node in nodesOfClass[id] ?? [] {
                    guard case .product(let exponents) = formulas.head(node), exponents.count == 1 else { continue }
                    let power = formulas.representative(formulas.numeral(exponents[0]))
                    match(arguments[...], [formulas.representatives(node)[0], power][...], &formulas, next)
                }
            }
        case .sum(let terms, let constant):
            for node in nodesOfClass[id] ?? [] {
                guard case .sum = formulas.head(node) else { continue }
                match(terms[...], SumParts(node, formulas), scale: 1, constant, isRoot: false, &formulas, next)
            }
        case .product(let factors):
            var isProduct = false
            for node in nodesOfClass[id] ?? [] {
                let parts: [(Rational, UInt32)]
                switch formulas.head(node) {
                case .product: parts = formulas.factors(of: node)
                case .sum(let weights) where weights.count == 1: parts = formulas.factors(ofMultiple: node)
                default: continue
                }
                isProduct = true
                match(factors[...], parts, isRoot: false, &formulas, next)
            }
            if !isProduct && formulas.known(id).exact == nil {
                match(factors[...], [(1, id)], isRoot: false, &formulas, next)
            }
        }
    }

    private mutating func match(
        _ patterns: ArraySlice<CompiledIdentity.TermPattern>, _ ids: ArraySlice<UInt32>,
        _ formulas: inout FormulaGraph, _ next: Continuation
    ) {
        guard let pattern = patterns.first, let id = ids.first else { return next(&self, .none) }
        // The closure may not hold on to `formulas`, so what is left is matched by a copy of the state.
        var continuations: [[UInt32]] = []
        match(pattern, id, &formulas) { matcher, _ in continuations.append(matcher.bindings) }
        let saved = bindings
        for state in continuations {
            bindings = state
            match(patterns.dropFirst(), ids.dropFirst(), &formulas, next)
            if isFull { break }
        }
        bindings = saved
    }

    private mutating func bind(_ number: Int, _ id: UInt32, _ next: Continuation) {
        let old = bindings[number]
        if old == PatternMatcher.unbound {
            bindings[number] = id
            next(&self, .none)
            bindings[number] = old
        } else if old == id {
            next(&self, .none)
        }
    }

    // MARK: Sums

    /// The terms of a sum node and its constant.
    struct SumParts {
        var terms: [(Rational, UInt32)] = []
        var constant = Rational(0)

        init(_ node: UInt32, _ formulas: borrowing FormulaGraph) {
            guard case .sum(let weights) = formulas.head(node) else { return }
            let one = formulas.representative(formulas.one)
            for (weight, id) in zip(weights, formulas.representatives(node)) {
                if id == one { constant += weight } else { terms.append((weight, id)) }
            }
        }
    }

    private mutating func match(
        _ terms: ArraySlice<(weight: Rational, part: CompiledIdentity.TermPattern)>, _ parts: SumParts,
        scale: Rational?, _ constant: Rational, isRoot: Bool, _ formulas: inout FormulaGraph, _ next: Continuation
    ) {
        if isFull { return }
        guard let term = terms.first else {
            let scale = scale ?? 1
            let rest = parts.constant - scale * constant
            if constant.isZero || !parts.constant.isZero {
                if parts.terms.isEmpty && rest.isZero {
                    return next(&self, scale == 1 ? .none : .sum(scale: scale, rest: []))
                }
                guard isRoot else { return }
                let others = parts.terms + (rest.isZero ? [] : [(rest, formulas.one)])
                next(&self, .sum(scale: scale, rest: others))
            }
            return
        }
        if let number = term.part.variableNumber, bindings[number] == PatternMatcher.unbound, terms.count == 1 {
            return takeRest(number, term.weight, parts, scale ?? 1, constant, &formulas, next)
        }
        for index in parts.terms.indices {
            let (weight, id) = parts.terms[index]
            let ratio = weight / term.weight
            if let scale, ratio != scale {
                // A bare variable may stand for a multiple.
                guard let number = term.part.variableNumber, bindings[number] == PatternMatcher.unbound else {
                    continue
                }
            }
            var left = parts
            left.terms.remove(at: index)
            var states: [[UInt32]] = []
            if term.part.variableNumber != nil, let scale, ratio != scale {
                let multiple = formulas.classSum([(ratio / scale, id)])
                match(term.part, multiple, &formulas) { matcher, _ in states.append(matcher.bindings) }
            } else {
                match(term.part, id, &formulas) { matcher, _ in states.append(matcher.bindings) }
            }
            let saved = bindings
            for state in states {
                bindings = state
                match(terms.dropFirst(), left, scale: scale ?? ratio, constant, isRoot: isRoot, &formulas, next)
                if isFull { break }
            }
            bindings = saved
        }
    }

    /// The last bare variable stands for all that is left.
    private mutating func takeRest(
        _ number: Int, _ weight: Rational, _ parts: SumParts, _ scale: Rational, _ constant: Rational,
        _ formulas: inout FormulaGraph, _ next: Continuation
    ) {
        if !constant.isZero && parts.constant.isZero { return }
        let rest = parts.constant - scale * constant
        let whole = scale * weight
        var terms = parts.terms.map { ($0.0 / whole, $0.1) }
        if !rest.isZero { terms.append((rest / whole, formulas.one)) }
        if terms.isEmpty { return }
        // 2·x stands for terms with even coefficients, −x for negative ones.
        if whole != 1 && !terms.allSatisfy({ $0.0.isInteger && $0.0.signum() > 0 }) { return }
        if whole.denominator != 1, parts.terms.contains(where: { $0.0.denominator != whole.denominator }) { return }
        let value = formulas.classSum(terms)
        bind(number, value, next)
    }

    // MARK: Products

    private mutating func match(
        _ factors: ArraySlice<(exponent: Rational, part: CompiledIdentity.TermPattern)>,
        _ parts: [(Rational, UInt32)], isRoot: Bool, _ formulas: inout FormulaGraph, _ next: Continuation
    ) {
        if isFull { return }
        guard let factor = factors.first else {
            if parts.isEmpty { return next(&self, .none) }
            if isRoot { next(&self, .product(rest: parts)) }
            return
        }
        let bare = factor.part.variableNumber
        if let number = bare, bindings[number] == PatternMatcher.unbound, factors.count == 1 {
            let powers = parts.map { ($0.0 / factor.exponent, $0.1) }
            if factor.exponent != 1 && (parts.isEmpty || !powers.allSatisfy { $0.0.isInteger }) { return }
            return bind(number, formulas.classProduct(powers), next)
        }
        for index in parts.indices {
            let (exponent, id) = parts[index]
            var left = parts
            var value = id
            if exponent == factor.exponent {
                left.remove(at: index)
            } else if let number = bare, bindings[number] == PatternMatcher.unbound {
                let power = exponent / factor.exponent
                guard power.isInteger else { continue }
                value = formulas.classProduct([(power, id)])
                left.remove(at: index)
            } else if exponent.isInteger && factor.exponent.isInteger
                && exponent.signum() == factor.exponent.signum() && factor.exponent.magnitude < exponent.magnitude
            {
                left[index].0 = exponent - factor.exponent
            } else {
                continue
            }
            var states: [[UInt32]] = []
            match(factor.part, value, &formulas) { matcher, _ in states.append(matcher.bindings) }
            let saved = bindings
            for state in states {
                bindings = state
                match(factors.dropFirst(), left, isRoot: isRoot, &formulas, next)
                if isFull { break }
            }
            bindings = saved
        }
    }
}
