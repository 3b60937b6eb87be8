import Arithmetic

/// Lowers the subterms of terms to a target, children before parents, without recursion.
struct TermLowering<Target: LoweringTarget> {
    /// The largest magnitude of an integer exponent that becomes multiplications.
    static var largestExponent: Int { 1 << 20 }

    /// The terms: the arguments of one list, so that equal subterms of different outputs are one node.
    private let expression: Expression
    private let outputs: [Int]
    private let inputNumber: [String: Int]
    /// Which nodes depend on an input.
    private var isOpen: [Bool]
    private var uses: [Int32]
    /// Which nodes are handed over by their only parent: a sum in a sum, a product in a product.
    private var isAbsorbed: [Bool]
    private var values: [Target.Value?]

    /// Lowers `expressions`; the value of each.
    static func lower(
        _ expressions: [Expression], variables: [String], to target: inout Target
    ) throws(CompilationError) -> [Target.Value] {
        guard !expressions.isEmpty else { return [] }
        var lowering = try TermLowering(expressions, variables: variables)
        return try lowering.run(&target)
    }

    private init(_ expressions: [Expression], variables: [String]) throws(CompilationError) {
        var numbers: [String: Int] = [:]
        for (number, name) in variables.enumerated() {
            guard numbers.updateValue(number, forKey: name) == nil else { throw .repeatedVariable(name) }
        }
        inputNumber = numbers
        expression = Expression(.list, expressions)
        let count = expression.nodes.count
        outputs = expression.nodes[count - 1].children.map { Int($0) }
        isOpen = [Bool](repeating: false, count: count)
        uses = [Int32](repeating: 0, count: count)
        isAbsorbed = [Bool](repeating: false, count: count)
        values = [Target.Value?](repeating: nil, count: count)
    }

    private mutating func run(_ target: inout Target) throws(CompilationError) -> [Target.Value] {
        findOpenNodes()
        let needed = countUses()
        if Target.isAssociative { findAbsorbedNodes(needed) }
        for index in 0..<(expression.nodes.count - 1) where needed[index] && !isAbsorbed[index] {
            values[index] = isOpen[index] ? try open(index, &target) : try closed(index, &target)
        }
        return outputs.compactMap { values[$0] }
    }

    private func op(_ index: Int) -> Operator? { Operator(rawValue: expression.nodes[index].label) }

    private func isBinder(_ index: Int) -> Bool {
        switch op(index) {
        case .sum, .product, .continuedFraction: true
        default: false
        }
    }

    // MARK: Analysis

    private mutating func findOpenNodes() {
        for (index, node) in expression.nodes.enumerated() {
            if let payload = expression.payload(of: node) {
                if case .symbol(let name) = payload { isOpen[index] = inputNumber[name] != nil }
            } else if node.children.contains(where: { isOpen[Int($0)] }) {
                // The variable of a binder is not an input of the same name.
                isOpen[index] =
                    !isBinder(index)
                    || expression.subterm(at: index).freeSymbols.contains { inputNumber[$0] != nil }
            }
        }
    }

    /// Which nodes the outputs need, not going below constants; and how often each is used.
    private mutating func countUses() -> [Bool] {
        var needed = [Bool](repeating: false, count: expression.nodes.count)
        for output in outputs {
            needed[output] = true
            uses[output] += 1
        }
        for index in stride(from: expression.nodes.count - 2, through: 0, by: -1)
        where needed[index] && isOpen[index] && !isBinder(index) {
            for child in expression.nodes[index].children {
                needed[Int(child)] = true
                uses[Int(child)] += 1
            }
        }
        return needed
    }

    private mutating func findAbsorbedNodes(_ needed: [Bool]) {
        for index in stride(from: expression.nodes.count - 2, through: 0, by: -1) where needed[index] && isOpen[index] {
            guard let parent = op(index), let isSum = isLinear(index, parent) else { continue }
            for child in expression.nodes[index].children where uses[Int(child)] == 1 && isOpen[Int(child)] {
                let node = Int(child)
                guard let inner = op(node) else { continue }
                switch inner {
                case .add: isAbsorbed[node] = isSum
                case .negate: isAbsorbed[node] = true
                case .multiply, .divide: isAbsorbed[node] = !isSum
                case .power: isAbsorbed[node] = !isSum && exponent(of: node) != nil
                default: break
                }
            }
        }
    }

    /// Whether a node collects sums (true) or products (false); nil when it collects neither.
    private func isLinear(_ index: Int, _ op: Operator) -> Bool? {
        switch op {
        case .add: return true
        // The sign of what it stands in: a sum's when it was absorbed by one, or when it stands alone.
        case .negate: return isAbsorbed[index] ? nil : true
        case .multiply, .divide: return false
        case .power: return exponent(of: index) == nil ? nil : false
        default: return nil
        }
    }

    /// The exponent of a power when it is a nonzero integer of moderate size.
    private func exponent(of index: Int) -> Int? {
        guard let value = numeral(Int(expression.nodes[index].children[1])), let exponent = value.asInt, exponent != 0,
            exponent.magnitude <= TermLowering.largestExponent
        else { return nil }
        return exponent
    }

    private func numeral(_ index: Int) -> Rational? {
        if case .numeral(let value) = expression.payload(of: expression.nodes[index]) { value } else { nil }
    }
}

// MARK: Lowering

extension TermLowering {
    private func value(_ index: UInt32) throws(CompilationError) -> Target.Value {
        guard let value = values[Int(index)] else {
            throw .unsupported(ClosedTermValue.summary(of: expression.subterm(at: Int(index))))
        }
        return value
    }

    private func closed(_ index: Int, _ target: inout Target) throws(CompilationError) -> Target.Value {
        if let numeral = numeral(index) { return target.constant(numeral) }
        return target.constant(try ClosedTermValue.rational(expression.subterm(at: index)))
    }

    private func open(_ index: Int, _ target: inout Target) throws(CompilationError) -> Target.Value {
        let node = expression.nodes[index]
        if case .symbol(let name) = expression.payload(of: node), let number = inputNumber[name] {
            return target.input(number)
        }
        guard let op = op(index) else { throw .unsupported("a term with an unknown head") }
        switch op {
        case .add: return try sum(index, &target)
        case .negate:
            let child = Int(node.children[0])
            return isAbsorbed[child] ? try sum(index, &target) : target.negated(try value(node.children[0]))
        case .multiply, .divide: return try product(index, &target)
        case .power:
            return exponent(of: index) == nil ? try power(node.children, &target) : try product(index, &target)
        default: return try call(op, node.children, &target)
        }
    }

    /// The sum at `index`, with the sums inside that only it uses.
    private func sum(_ index: Int, _ target: inout Target) throws(CompilationError) -> Target.Value {
        var addends: [Target.Value] = []
        var signs: [Bool] = []
        var stack: [(node: Int, isNegative: Bool)] = [(index, false)]
        while let (node, isNegative) = stack.popLast() {
            let inner = op(node)
            if node == index || isAbsorbed[node], inner == .add || inner == .negate {
                for child in expression.nodes[node].children.reversed() {
                    stack.append((Int(child), isNegative != (inner == .negate)))
                }
            } else if !Target.isAssociative, inner == .negate, isOpen[node] {
                // x + (−y) = x − y, bit for bit.
                addends.append(try value(expression.nodes[node].children[0]))
                signs.append(!isNegative)
            } else {
                addends.append(try value(UInt32(node)))
                signs.append(isNegative)
            }
        }
        return target.sum(addends, signs: signs)
    }

    /// The product at `index`, with the products, quotients and powers inside that only it uses.
    private func product(_ index: Int, _ target: inout Target) throws(CompilationError) -> Target.Value {
        var factors: [Target.Value] = []
        var exponents: [Int] = []
        var isNegative = false
        var stack: [(node: Int, exponent: Int)] = [(index, 1)]
        while let (node, exponent) = stack.popLast() {
            guard node == index || isAbsorbed[node] else {
                factors.append(try value(UInt32(node)))
                exponents.append(exponent)
                continue
            }
            let children = expression.nodes[node].children.map { Int($0) }
            switch op(node) {
            case .multiply: for child in children.reversed() { stack.append((child, exponent)) }
            case .divide: stack += [(children[1], -exponent), (children[0], exponent)]
            case .negate:
                isNegative = isNegative != (exponent % 2 != 0)
                stack.append((children[0], exponent))
            default:
                // Exponents of nested powers multiply; one that grows too large ends the descent.
                let (combined, overflow) = exponent.multipliedReportingOverflow(by: self.exponent(of: node) ?? 1)
                if overflow || combined.magnitude > TermLowering.largestExponent {
                    throw .unsupported("an exponent beyond \(TermLowering.largestExponent)")
                }
                stack.append((children[0], combined))
            }
        }
        let result = target.product(factors, exponents: exponents)
        return isNegative ? target.negated(result) : result
    }

    private func power(_ children: [UInt32], _ target: inout Target) throws(CompilationError) -> Target.Value {
        let base = try value(children[0])
        if let exponent = numeral(Int(children[1])) {
            if exponent.isZero { return target.constant(1) }
            if let twice = (exponent * 2).asInt, twice.magnitude <= TermLowering.largestExponent {
                let root = target.squareRoot(base)
                return twice == 1 ? root : target.product([root], exponents: [twice])
            }
        }
        return target.call(.power, [base, try value(children[1])])
    }

    private func call(
        _ op: Operator, _ children: [UInt32], _ target: inout Target
    ) throws(CompilationError) -> Target.Value {
        func reciprocal(_ function: RealFunction) throws(CompilationError) -> Target.Value {
            let argument = try value(children[0])
            return target.product([target.call(function, [argument])], exponents: [-1])
        }
        switch op {
        case .squareRoot: return target.squareRoot(try value(children[0]))
        case .root:
            guard let degree = numeral(Int(children[1])), let exponent = degree.reciprocal else { break }
            let base = try value(children[0])
            return exponent == Rational(1, 2)
                ? target.squareRoot(base) : target.call(.power, [base, target.constant(exponent)])
        case .log where children.count == 2:
            let logarithms = [target.call(.log, [try value(children[0])]), target.call(.log, [try value(children[1])])]
            return target.product(logarithms, exponents: [1, -1])
        case .cot: return try reciprocal(.tan)
        case .secant: return try reciprocal(.cos)
        case .cosecant: return try reciprocal(.sin)
        case .coth: return try reciprocal(.tanh)
        case .hyperbolicSecant: return try reciprocal(.cosh)
        case .hyperbolicCosecant: return try reciprocal(.sinh)
        case .factorial:
            let argument = target.sum([try value(children[0]), target.constant(1)], signs: [false, false])
            return target.call(.gamma, [argument])
        // Variables are real.
        case .realPart, .conjugate: return try value(children[0])
        case .imaginaryPart: return target.constant(0)
        default:
            if let function = RealFunction(op) {
                return target.call(function, [try value(children[0])])
            }
        }
        throw .unsupported(op.name ?? "\(op)")
    }
}
