/// The symbols of which the terms of an `EquationSearch` are built.
///
/// The weight of a term is the sum of the weights of its symbols. The standard weights are those of R. Munafo's RIES
/// (manual, "Symbols and weights"), so that complexities can be compared.
public enum EquationOperation: UInt8, CaseIterable, Sendable, Hashable {
    /// A number of the alphabet: an integer or a named constant.
    case constant
    /// The number that is looked for, x.
    case variable
    /// −a.
    case negate
    /// 1/a.
    case reciprocal
    /// a².
    case square
    /// √a, a > 0.
    case squareRoot
    /// e^a.
    case exp
    /// ln a, a > 0.
    case log
    /// sin πa.
    case sinPi
    /// cos πa.
    case cosPi
    /// tan πa.
    case tanPi
    /// a + b.
    case add
    /// a − b.
    case subtract
    /// a b.
    case multiply
    /// a/b.
    case divide
    /// a^b, where a > 0, or a < 0 and b is an integer.
    case power
    /// a^(1/b), a > 0.
    case root
    /// log_a b = ln b / ln a, a > 0, a ≠ 1, b > 0.
    case logBase

    /// The number of arguments.
    public var arity: Int {
        switch self {
        case .constant, .variable: 0
        case .negate, .reciprocal, .square, .squareRoot, .exp, .log, .sinPi, .cosPi, .tanPi: 1
        case .add, .subtract, .multiply, .divide, .power, .root, .logBase: 2
        }
    }

    /// Whether op(a, b) = op(b, a).
    public var isCommutative: Bool { self == .add || self == .multiply }

    /// The standard weight; that of a constant is its own.
    public var weight: Int {
        switch self {
        case .constant: 0
        case .variable: 15
        case .negate, .reciprocal: 7
        case .square, .squareRoot: 9
        case .exp, .log, .sinPi, .cosPi: 13
        case .tanPi: 16
        case .add, .multiply: 4
        case .subtract, .divide: 5
        case .power: 6
        case .root: 7
        case .logBase: 9
        }
    }

    /// The operations of a set as bits.
    struct Mask {
        var bits: UInt32 = 0

        init(_ operations: [EquationOperation] = []) { for op in operations { insert(op) } }

        mutating func insert(_ op: EquationOperation) { bits |= 1 << UInt32(op.rawValue) }

        @inline(__always)
        func contains(_ raw: UInt8) -> Bool { bits >> UInt32(raw) & 1 != 0 }
    }
}

/// Which arguments an operation need not be applied to, because the value has a term of the same or a lower weight.
struct EquationPruning {
    /// By raw value of the operation: arguments left out on the left (or alone) and on the right.
    private var left: [EquationOperation.Mask]
    private var right: [EquationOperation.Mask]

    /// op over `argument` equals a term that needs `instead`, whose weight is not larger.
    private struct Rule {
        let op: EquationOperation
        let argument: EquationOperation
        let instead: [EquationOperation]
    }

    /// Rules for the only or the left argument.
    private static let leftRules: [Rule] = [
        Rule(op: .negate, argument: .negate, instead: []),
        Rule(op: .negate, argument: .subtract, instead: []),
        Rule(op: .reciprocal, argument: .reciprocal, instead: []),
        Rule(op: .reciprocal, argument: .divide, instead: []),
        Rule(op: .reciprocal, argument: .negate, instead: []),
        Rule(op: .square, argument: .negate, instead: []),
        Rule(op: .square, argument: .squareRoot, instead: []),
        Rule(op: .square, argument: .reciprocal, instead: []),
        Rule(op: .squareRoot, argument: .reciprocal, instead: []),
        Rule(op: .exp, argument: .log, instead: []),
        Rule(op: .log, argument: .exp, instead: []),
        Rule(op: .log, argument: .reciprocal, instead: [.negate]),
        Rule(op: .add, argument: .negate, instead: [.subtract]),
        // (a − b) − c = a − (b + c), and so for quotients.
        Rule(op: .subtract, argument: .subtract, instead: [.add]),
        Rule(op: .subtract, argument: .negate, instead: [.add]),
        Rule(op: .multiply, argument: .negate, instead: []),
        Rule(op: .multiply, argument: .reciprocal, instead: [.divide]),
        Rule(op: .divide, argument: .divide, instead: [.multiply]),
        Rule(op: .divide, argument: .negate, instead: []),
        Rule(op: .divide, argument: .reciprocal, instead: [.multiply]),
    ]

    /// Rules for the right argument. Chains of sums and products are built by adding single terms on the right to the
    /// heaviest one, so a right argument that is a sum is left out.
    private static let rightRules: [Rule] = [
        Rule(op: .add, argument: .add, instead: []),
        Rule(op: .add, argument: .subtract, instead: []),
        Rule(op: .add, argument: .negate, instead: [.subtract]),
        Rule(op: .subtract, argument: .subtract, instead: [.add]),
        Rule(op: .subtract, argument: .negate, instead: [.add]),
        Rule(op: .multiply, argument: .multiply, instead: []),
        Rule(op: .multiply, argument: .divide, instead: []),
        Rule(op: .multiply, argument: .reciprocal, instead: [.divide]),
        Rule(op: .multiply, argument: .negate, instead: []),
        Rule(op: .divide, argument: .divide, instead: [.multiply]),
        Rule(op: .divide, argument: .reciprocal, instead: [.multiply]),
        Rule(op: .divide, argument: .negate, instead: []),
        Rule(op: .power, argument: .negate, instead: [.reciprocal]),
        Rule(op: .power, argument: .reciprocal, instead: [.root]),
        Rule(op: .root, argument: .reciprocal, instead: [.power]),
        Rule(op: .root, argument: .negate, instead: [.reciprocal]),
    ]

    /// The rules that hold when only `operations` may be used.
    init(operations: Set<EquationOperation>) {
        let none = [EquationOperation.Mask](repeating: .init(), count: EquationOperation.allCases.count)
        (left, right) = (none, none)
        for rule in EquationPruning.leftRules where rule.instead.allSatisfy(operations.contains) {
            left[Int(rule.op.rawValue)].insert(rule.argument)
        }
        for rule in EquationPruning.rightRules where rule.instead.allSatisfy(operations.contains) {
            right[Int(rule.op.rawValue)].insert(rule.argument)
        }
    }

    func excludedLeft(_ op: EquationOperation) -> EquationOperation.Mask { left[Int(op.rawValue)] }
    func excludedRight(_ op: EquationOperation) -> EquationOperation.Mask { right[Int(op.rawValue)] }
}
