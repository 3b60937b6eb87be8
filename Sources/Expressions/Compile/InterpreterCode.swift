/// A program laid out for the interpreter: registers are used again as soon as their value is dead, so that few are in
/// the cache; constants are loaded first, once a run.
struct InterpreterCode: Sendable {
    /// One step; operands are places in the buffer.
    struct Step: Sendable {
        let operation: StraightLineProgram.Operation
        let function: RealFunction
        let target: Int32
        let a: Int32
        let b: Int32
        let c: Int32
    }

    let constants: [Double]
    let steps: [Step]
    let outputs: [Int32]
    let registerCount: Int

    init(_ program: StraightLineProgram) {
        var lastUse = [Int](repeating: -1, count: program.instructions.count)
        for (i, instruction) in program.instructions.enumerated() {
            instruction.forEachOperand { lastUse[Int($0)] = i }
        }
        for output in program.outputs { lastUse[Int(output)] = Int.max }
        // Places 0 … are the constants.
        var next = Int32(program.constants.count)
        var free: [Int32] = []
        var place = [Int32](repeating: 0, count: program.instructions.count)
        var steps: [Step] = []
        steps.reserveCapacity(program.instructions.count)
        for (i, instruction) in program.instructions.enumerated() {
            if instruction.operation == .constant {
                place[i] = instruction.a
                continue
            }
            var operands: (Int32, Int32, Int32) = (instruction.a, 0, 0)
            if instruction.operation != .input {
                let count = instruction.operandCount
                operands.0 = place[Int(instruction.a)]
                if count > 1 { operands.1 = place[Int(instruction.b)] }
                if count > 2 { operands.2 = place[Int(instruction.c)] }
            }
            var released: [Int32] = []
            instruction.forEachOperand { operand in
                if lastUse[Int(operand)] == i && program.instructions[Int(operand)].operation != .constant {
                    lastUse[Int(operand)] = -1
                    released.append(place[Int(operand)])
                }
            }
            free += released
            if let reused = free.popLast() {
                place[i] = reused
            } else {
                place[i] = next
                next += 1
            }
            if lastUse[i] == -1 { free.append(place[i]) }
            steps.append(
                Step(
                    operation: instruction.operation, function: instruction.function ?? .absoluteValue,
                    target: place[i], a: operands.0, b: operands.1, c: operands.2))
        }
        constants = program.constants
        self.steps = steps
        outputs = program.outputs.map { place[Int($0)] }
        registerCount = Int(next)
    }

    func run(_ inputs: UnsafeBufferPointer<Double>, into results: UnsafeMutableBufferPointer<Double>) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, registerCount)) { buffer in
            guard let r = buffer.baseAddress else { return }
            for i in constants.indices { r[i] = constants[i] }
            for step in steps {
                let a = Int(step.a)
                let b = Int(step.b)
                let c = Int(step.c)
                let value: Double =
                    switch step.operation {
                    case .constant: constants[a]
                    case .input: inputs[a]
                    case .add: r[a] + r[b]
                    case .subtract: r[a] - r[b]
                    case .multiply: r[a] * r[b]
                    case .divide: r[a] / r[b]
                    case .negate: -r[a]
                    case .multiplyAdd: r[c].addingProduct(r[a], r[b])
                    case .multiplySubtract: (-r[c]).addingProduct(r[a], r[b])
                    case .negatedMultiplyAdd: r[c].addingProduct(-r[a], r[b])
                    case .negatedMultiplySubtract: (-r[c]).addingProduct(-r[a], r[b])
                    case .squareRoot: r[a].squareRoot()
                    case .call: step.function(r[a], r[b])
                    }
                r[Int(step.target)] = value
            }
            for i in outputs.indices { results[i] = r[Int(outputs[i])] }
        }
    }
}
