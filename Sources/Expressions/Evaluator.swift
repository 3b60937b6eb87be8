import Arithmetic

/// The value of a closed term, proved to the digits stated.
public struct Evaluation: Sendable {
    /// An enclosure of the value.
    public let value: ComplexBall
    /// The exact value, when the term is built from rational numbers by exact operations.
    public let exact: Rational?
    /// The working precision that was needed, in bits.
    public let precision: Int
}

/// Evaluates what a higher target adds to the language, such as `pcf`: a ball for the term op(arguments…) at about
/// `precision` bits. It may be wider; the evaluator then asks again with more.
///
/// Variables that are bound around the term are numerals in the arguments where their values are exact; the evaluator
/// that is passed knows the others. An extension for `derivative` is asked where power series do not suffice; there the
/// evaluator passed knows the point, so the value of a term for ∂f/∂x is what `enclosure(_:precision:)` gives.
public typealias EvaluatorExtension =
    @Sendable (
        _ arguments: [Expression], _ precision: Int, _ evaluator: Evaluator
    ) throws(EvaluationError) -> ComplexBall

/// Rigorous evaluation of closed terms to balls of any requested number of digits.
///
/// The working precision starts a little above what is asked for and doubles until the result is narrow enough, so that
/// cancellation costs time and never correctness.
public struct Evaluator: Sendable {
    /// The largest number of digits that may be asked for.
    public static let largestDigits = 10_000_000

    /// The constants that terms may name.
    public let catalog: ConstantCatalog
    /// Evaluations of operators that this target does not know.
    public var extensions: [Operator: EvaluatorExtension]
    /// Where the values of constants are kept.
    public var constantCache = ConstantCache.standard
    /// The bytes that an evaluation may be expected to take; see `memoryEstimate(of:digits:)`.
    public var memoryLimit = Evaluator.standardMemoryLimit

    /// The values of bound variables.
    var bindings: [String: NodeValue] = [:]
    /// The number of binders around what is evaluated.
    var depth = 0

    /// An evaluator over this catalog.
    public init(
        catalog: ConstantCatalog = .standard, extensions: [Operator: EvaluatorExtension] = [:]
    ) {
        self.catalog = catalog
        self.extensions = extensions
    }

    /// The value of `expression` to at least `digits` significant digits of its larger part; a value that cannot be told
    /// from 0 is returned once it is 0 to three times that many decimal places.
    ///
    /// - Throws: `EvaluationError`; among them `tooLarge` when `digits` is not in 1 ... `largestDigits`, or when the work
    ///   is expected to take more memory than `memoryLimit`.
    public func evaluate(_ expression: Expression, digits: Int) throws(EvaluationError) -> Evaluation {
        guard (1...Evaluator.largestDigits).contains(digits) else {
            throw .tooLarge("digits must be in 1 ... \(Evaluator.largestDigits), not \(digits)")
        }
        try checkDepth(expression)
        try checkMemory(
            Evaluator.memoryEstimate(of: expression, digits: digits), for: "evaluating this to \(digits) digits")
        let target = Int(Double(digits) * 3.3219280948873626) + 4
        let limit = 64 * target + 65_536
        var precision = target + 30
        var reason = "the value is not known to \(digits) digits"
        while precision <= limit {
            do {
                let node = try value(expression, precision: precision)
                let value = node.ball(precision: precision)
                if let exact = node.exact {
                    return Evaluation(value: value, exact: exact, precision: precision)
                }
                let isTiny = value.isFinite && isZeroToPlaces(value, bits: 3 * target)
                if value.isFinite && (value.accuracyBits >= target || isTiny) {
                    return Evaluation(value: value, exact: nil, precision: precision)
                }
            } catch .precisionExhausted(_, let why) {
                reason = why
            }
            precision *= 2
        }
        throw .precisionExhausted(bits: precision / 2, reason: reason)
    }

    /// An enclosure at one working precision, whatever its width; for extensions.
    public func enclosure(_ expression: Expression, precision: Int) throws(EvaluationError) -> ComplexBall {
        try checkDepth(expression)
        return try value(expression, precision: precision).ball(precision: precision)
    }

    private func isZeroToPlaces(_ value: ComplexBall, bits: Int) -> Bool {
        guard value.containsZero else { return false }
        let size = value.absoluteValue(precision: 32).exponentOfMagnitude ?? Int.min
        return size < -bits
    }

    /// One pass over the nodes, children before parents.
    func value(_ expression: Expression, precision: Int) throws(EvaluationError) -> NodeValue {
        let needed = Evaluator.evaluatedNodes(of: expression)
        let values = try values(expression, nodes: needed, precision: precision)
        guard let last = values.last, let root = last else { throw .unsupported("an empty term") }
        return root
    }

    /// The values of the chosen nodes; the children of a chosen node that is not lazy are chosen, too.
    func values(
        _ expression: Expression, nodes chosen: [Bool], precision: Int
    ) throws(EvaluationError) -> [NodeValue?] {
        var values: [NodeValue?] = Array(repeating: nil, count: expression.nodes.count)
        for (index, node) in expression.nodes.enumerated() where chosen[index] {
            if let payload = expression.payload(of: node) {
                values[index] = try leaf(payload, precision: precision)
                continue
            }
            guard let op = Operator(rawValue: node.label) else {
                throw .unsupported("a term with an unknown head")
            }
            if Evaluator.isLazy(op) {
                let arguments = node.children.map { expression.subterm(at: Int($0)) }
                values[index] = try lazy(op, arguments, precision: precision)
                continue
            }
            let arguments = node.children.compactMap { values[Int($0)] }
            values[index] = try FunctionEvaluation.apply(op, arguments, precision: precision)
        }
        return values
    }

    /// Whether the arguments of an operator are not evaluated before it: binders and what goes with them.
    static func isLazy(_ op: Operator) -> Bool {
        switch op {
        case .continuedFraction, .sum, .product, .derivative, .integral, .lambda, .apply, .substitute: true
        default: false
        }
    }

    /// The nodes that are evaluated: those the root needs, not going below a lazy operator.
    static func evaluatedNodes(of expression: Expression) -> [Bool] {
        var needed = [Bool](repeating: false, count: expression.nodes.count)
        guard !needed.isEmpty else { return needed }
        needed[needed.count - 1] = true
        for index in stride(from: needed.count - 1, through: 0, by: -1) where needed[index] {
            let node = expression.nodes[index]
            if let op = Operator(rawValue: node.label), isLazy(op) { continue }
            for child in node.children { needed[Int(child)] = true }
        }
        return needed
    }

    private func leaf(_ payload: Expression.Payload, precision: Int) throws(EvaluationError) -> NodeValue {
        switch payload {
        case .numeral(let value): return .exact(value)
        case .text(let text): throw .unsupported("the text \"\(text)\" has no value")
        case .symbol(let name) where bindings[name] != nil: return bindings[name] ?? .exact(0)
        case .symbol("infinity"): throw .domain("infinity is not a number; it can only bound a sum or a product")
        case .symbol("i"): return .ball(.i)
        case .symbol(let name):
            return try constant(name, precision: precision)
        }
    }

    /// The value of a constant, kept in `constantCache`.
    private func constant(_ name: String, precision: Int) throws(EvaluationError) -> NodeValue {
        if let value = PrimitiveConstants.value(name, precision: precision, constantCache) { return value }
        guard let constant = catalog.constant(named: name) else { throw .unknownSymbol(name) }
        if let value = PrimitiveConstants.value(constant.name, precision: precision, constantCache) { return value }
        var closed = self
        closed.bindings = [:]
        let key = ConstantCache.Key(name: constant.name, definition: constant.definition)
        return try constantCache.value(key, precision: precision) { bits throws(EvaluationError) in
            try closed.value(constant.definition, precision: bits + 16)
        }
    }
}

/// A value on the way: exact as long as the operations are.
enum NodeValue: Sendable {
    case exact(Rational)
    case ball(ComplexBall)
    case list([NodeValue])

    var exact: Rational? { if case .exact(let value) = self { value } else { nil } }

    func ball(precision: Int) -> ComplexBall {
        switch self {
        case .exact(let value): ComplexBall(Ball(value, precision: precision))
        case .ball(let ball): ball
        case .list: ComplexBall(Ball(Double.nan))
        }
    }
}

/// The constants that Arb computes directly.
enum PrimitiveConstants {
    static func value(_ name: String, precision: Int, _ cache: ConstantCache) -> NodeValue? {
        guard let compute = functions[name] else { return nil }
        return cache.value(ConstantCache.Key(name: name, definition: nil), precision: precision) {
            .ball(ComplexBall(compute($0)))
        }
    }

    private static let functions: [String: @Sendable (_ precision: Int) -> Ball] = [
        "pi": { Ball.pi(precision: $0) }, "e": { Ball.e(precision: $0) },
        "euler_gamma": { Ball.eulerGamma(precision: $0) }, "catalan": { Ball.catalan(precision: $0) },
        "khinchin": { Ball.khinchin(precision: $0) }, "glaisher": { Ball.glaisher(precision: $0) },
        "ln2": { Ball.log2(precision: $0) }, "ln10": { Ball.log10(precision: $0) },
        "zeta3": { Ball.apery(precision: $0) },
    ]
}
