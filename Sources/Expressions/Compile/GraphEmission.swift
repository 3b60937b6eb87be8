/// Emits an optimized graph as instructions, depth first: a term of a sum is added as soon as it is computed, so that few
/// values are alive at a time.
///
/// Signs travel with values, and a subtraction takes them up; a change of sign is an instruction only where an output or
/// a function needs it. With fusion, a product that only one sum uses becomes its multiply-add: this saves an addition.
/// A product that several uses share stays a multiplication, as fusing it would repeat it at each.
struct GraphEmission {
    private typealias Term = ArithmeticGraph.Term

    /// A register that holds the value or its negative.
    private struct Signed {
        var register: Int32
        var isNegative: Bool
    }

    /// A node under way: the children before `next` are done.
    private struct Frame {
        let node: Int32
        var next = 0
        var sum: Signed?
    }

    private let graph: ArithmeticGraph
    private let uses: [Int32]
    private let fuses: Bool
    private var values: [Signed?]
    private var builder = ProgramBuilder()

    static func program(
        of graph: ArithmeticGraph, inputs: [String], fusesMultiplyAdd: Bool
    ) -> StraightLineProgram {
        var emission = GraphEmission(graph, fuses: fusesMultiplyAdd)
        var outputs: [Int32] = []
        for output in graph.outputs { outputs.append(emission.output(output)) }
        return emission.builder.program(inputs: inputs, outputs: outputs)
    }

    private init(_ graph: ArithmeticGraph, fuses: Bool) {
        self.graph = graph
        self.fuses = fuses
        uses = graph.useCounts()
        values = [Signed?](repeating: nil, count: graph.count)
    }

    private mutating func output(_ output: ArithmeticGraph.Scaled) -> Int32 {
        var value = emit(output.node)
        if output.coefficient < 0 { value.isNegative.toggle() }
        return positive(value)
    }

    private mutating func positive(_ value: Signed) -> Int32 {
        value.isNegative ? builder.negate(value.register) : value.register
    }

    private mutating func emit(_ root: Int32) -> Signed {
        if let value = values[Int(root)] { return value }
        var stack = [Frame(node: root)]
        while var frame = stack.popLast() {
            if values[Int(frame.node)] != nil { continue }
            let isDone = graph.kinds[Int(frame.node)] == .sum ? addTerms(&frame, &stack) : finish(frame, &stack)
            if isDone, let sum = frame.sum { values[Int(frame.node)] = sum }
        }
        return values[Int(root)] ?? Signed(register: builder.constant(0.0), isNegative: false)
    }

    // MARK: Sums

    /// Adds the terms that are computed; when one is not, puts it on the stack above the sum.
    private mutating func addTerms(_ frame: inout Frame, _ stack: inout [Frame]) -> Bool {
        let terms = graph.terms[Int(frame.node)]
        while frame.next < terms.count {
            let term = terms[frame.next]
            let isFused = fuses && isFusable(term.node) && (frame.sum != nil)
            if isFused {
                if pushMissing(graph.terms[Int(term.node)], frame, &stack) { return false }
                addFused(term, to: &frame)
            } else {
                guard var value = values[Int(term.node)] else {
                    stack.append(frame)
                    stack.append(Frame(node: term.node))
                    return false
                }
                if term.weight < 0 { value.isNegative.toggle() }
                frame.sum = frame.sum.map { added($0, value) } ?? value
            }
            frame.next += 1
        }
        if frame.sum == nil { frame.sum = Signed(register: builder.constant(0.0), isNegative: false) }
        return true
    }

    private mutating func added(_ x: Signed, _ y: Signed) -> Signed {
        if x.isNegative == y.isNegative {
            return Signed(register: builder.add(x.register, y.register), isNegative: x.isNegative)
        }
        let (positive, negative) = x.isNegative ? (y, x) : (x, y)
        return Signed(register: builder.subtract(positive.register, negative.register), isNegative: false)
    }

    private func isFusable(_ node: Int32) -> Bool {
        guard graph.kinds[Int(node)] == .product, uses[Int(node)] == 1 else { return false }
        let factors = graph.terms[Int(node)]
        return !factors.contains { isDivision($0) }
    }

    private mutating func addFused(_ term: Term, to frame: inout Frame) {
        guard let sum = frame.sum else { return }
        var (x, y, isNegative) = factorPair(graph.terms[Int(term.node)])
        if term.weight < 0 { isNegative.toggle() }
        switch (sum.isNegative, isNegative) {
        case (false, false), (true, true):
            let register = builder.fused(.multiplyAdd, x, y, sum.register)
            frame.sum = Signed(register: register, isNegative: sum.isNegative)
        case (false, true):
            frame.sum = Signed(
                register: builder.fused(.negatedMultiplyAdd, x, y, sum.register), isNegative: false)
        case (true, false):
            frame.sum = Signed(register: builder.fused(.multiplySubtract, x, y, sum.register), isNegative: false)
        }
    }

    // MARK: Products and calls

    /// Whether any child lacks a value; the first such is put on the stack above the frame.
    private mutating func pushMissing(_ children: [Term], _ frame: Frame, _ stack: inout [Frame]) -> Bool {
        for child in children {
            let node = isDivision(child) ? graph.terms[Int(child.node)][0].node : child.node
            if values[Int(node)] == nil {
                stack.append(frame)
                stack.append(Frame(node: node))
                return true
            }
        }
        return false
    }

    private mutating func finish(_ frame: Frame, _ stack: inout [Frame]) -> Bool {
        let node = Int(frame.node)
        let children = graph.terms[node]
        if pushMissing(children, frame, &stack) { return false }
        values[node] = value(node, children)
        return true
    }

    private mutating func value(_ node: Int, _ children: [Term]) -> Signed {
        let payload = graph.payloads[node]
        switch graph.kinds[node] {
        case .unit: return Signed(register: builder.constant(1.0), isNegative: false)
        case .constant:
            return Signed(
                register: builder.constant(BinaryRounding.nearestDouble(graph.coefficients[payload])),
                isNegative: false)
        case .input: return Signed(register: builder.input(Int(payload)), isNegative: false)
        case .reciprocal:
            let divisor = child(children[0])
            return Signed(
                register: builder.divide(builder.constant(1.0), divisor.register), isNegative: divisor.isNegative)
        case .squareRoot:
            return Signed(register: builder.squareRoot(positive(child(children[0]))), isNegative: false)
        case .call:
            let function = RealFunction(rawValue: UInt8(payload)) ?? .absoluteValue
            let arguments = children.map { positive(child($0)) }
            return Signed(register: builder.call(function, arguments), isNegative: false)
        case .product: return product(children)
        case .sum: return Signed(register: builder.constant(0.0), isNegative: false)
        }
    }

    private func child(_ term: Term) -> Signed {
        values[Int(term.node)] ?? Signed(register: 0, isNegative: false)
    }

    /// A reciprocal that only one product uses is a division there.
    private func isDivision(_ factor: Term) -> Bool {
        graph.kinds[Int(factor.node)] == .reciprocal && uses[Int(factor.node)] == 1 && factor.weight == 1
    }

    private mutating func product(_ factors: [Term]) -> Signed {
        let multiplied = factors.filter { !isDivision($0) }
        var numerator: Signed
        if multiplied.isEmpty {
            numerator = Signed(register: builder.constant(1.0), isNegative: false)
        } else if multiplied.count == 1 && multiplied[0].weight == 1 {
            numerator = child(multiplied[0])
        } else {
            numerator = monomial(multiplied)
        }
        for factor in factors where isDivision(factor) {
            let divisor = child(graph.terms[Int(factor.node)][0])
            numerator = Signed(
                register: builder.divide(numerator.register, divisor.register),
                isNegative: numerator.isNegative != divisor.isNegative)
        }
        return numerator
    }

    /// Π of at least two factors, or of one to an exponent above 1.
    private mutating func monomial(_ factors: [Term]) -> Signed {
        let common = factors.reduce(0) { ArithmeticGraph.greatestCommonDivisor($0, Int($1.weight)) }
        if factors.count > 1 && common > 1 {
            // x⁴y² = (x²y)².
            let root = monomial(factors.map { Term(node: $0.node, weight: $0.weight / Int32(common)) })
            return Signed(
                register: builder.power(root.register, common), isNegative: root.isNegative && common % 2 == 1)
        }
        if factors.count == 1 {
            let base = child(factors[0])
            return Signed(
                register: builder.power(base.register, common), isNegative: base.isNegative && common % 2 == 1)
        }
        let (x, y, isNegative) = factorPair(factors)
        return Signed(register: builder.multiply(x, y), isNegative: isNegative)
    }

    /// Two registers whose product is that of the factors, and its sign.
    private mutating func factorPair(_ factors: [Term]) -> (Int32, Int32, isNegative: Bool) {
        if factors.count == 1 {
            let base = child(factors[0])
            let exponent = Int(factors[0].weight)
            let isNegative = base.isNegative && exponent % 2 == 1
            if exponent == 1 { return (base.register, builder.constant(1.0), isNegative) }
            let half = builder.power(base.register, exponent - exponent / 2)
            return (half, exponent == 2 ? base.register : builder.power(base.register, exponent / 2), isNegative)
        }
        var isNegative = false
        var partial: Int32?
        var last: Int32 = 0
        for (i, factor) in factors.enumerated() {
            let base = child(factor)
            if base.isNegative && factor.weight % 2 == 1 { isNegative.toggle() }
            last = factor.weight == 1 ? base.register : builder.power(base.register, Int(factor.weight))
            if i < factors.count - 1 { partial = partial.map { builder.multiply($0, last) } ?? last }
        }
        return (partial ?? last, last, isNegative)
    }
}

extension ArithmeticGraph {
    static func greatestCommonDivisor(_ x: Int, _ y: Int) -> Int {
        var (x, y) = (x, y)
        while y != 0 { (x, y) = (y, x % y) }
        return x
    }
}
