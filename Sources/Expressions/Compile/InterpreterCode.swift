/// A program laid out for the interpreter: instructions of one operation that do not wait for each other stand together
/// and run in one tight loop, so that choosing the operation costs nothing where programs are wide.
///
/// Instructions are ordered by their depth and operation. The workspace holds the inputs, the constants and then the
/// results, in this order.
struct InterpreterCode: Sendable {
    /// The places that an instruction reads.
    struct Operands: Sendable {
        let a: Int32
        let b: Int32
        let c: Int32
    }

    /// Consecutive instructions with one operation.
    struct Run: Sendable {
        let operation: StraightLineProgram.Operation
        let function: RealFunction
        let end: Int
    }

    let inputCount: Int
    let constants: [Double]
    let operands: [Operands]
    let runs: [Run]
    let outputs: [Int32]

    /// The elements of a workspace.
    var workspaceCount: Int { inputCount + constants.count + operands.count }

    init(_ program: StraightLineProgram) {
        let instructions = program.instructions
        var depth = [Int32](repeating: 0, count: instructions.count)
        var order: [Int] = []
        order.reserveCapacity(instructions.count)
        for (i, instruction) in instructions.enumerated() where !instruction.isLeaf {
            var deepest: Int32 = 0
            instruction.forEachOperand { deepest = max(deepest, depth[Int($0)]) }
            depth[i] = deepest + 1
            order.append(i)
        }
        func key(_ i: Int) -> (Int32, UInt8, UInt8) {
            (depth[i], instructions[i].operation.rawValue, instructions[i].function?.rawValue ?? 0)
        }
        order.sort { (x, y) in
            let (left, right) = (key(x), key(y))
            return left == right ? x < y : left < right
        }
        var place = [Int32](repeating: 0, count: instructions.count)
        let firstConstant = Int32(program.inputs.count)
        for (i, instruction) in instructions.enumerated() where instruction.isLeaf {
            place[i] = instruction.operation == .input ? instruction.a : firstConstant + instruction.a
        }
        var next = firstConstant + Int32(program.constants.count)
        for i in order {
            place[i] = next
            next += 1
        }
        var runs: [Run] = []
        var operands: [Operands] = []
        operands.reserveCapacity(order.count)
        for (position, i) in order.enumerated() {
            let instruction = instructions[i]
            let count = instruction.operandCount
            operands.append(
                Operands(
                    a: place[Int(instruction.a)], b: count > 1 ? place[Int(instruction.b)] : 0,
                    c: count > 2 ? place[Int(instruction.c)] : 0))
            // Neighbours of one depth do not depend on each other; others may, and run in order all the same.
            if let last = runs.last, last.operation == instruction.operation,
                last.function == instruction.function ?? .absoluteValue
            {
                runs.removeLast()
            }
            runs.append(
                Run(
                    operation: instruction.operation, function: instruction.function ?? .absoluteValue,
                    end: position + 1))
        }
        inputCount = program.inputs.count
        constants = program.constants
        self.operands = operands
        self.runs = runs
        outputs = program.outputs.map { place[Int($0)] }
    }

    /// Runs the program; `r` has room for `workspaceCount` elements.
    func run(
        _ inputs: UnsafePointer<Double>?, into results: UnsafeMutablePointer<Double>?,
        workspace r: UnsafeMutablePointer<Double>
    ) {
        if let inputs { for i in 0..<inputCount { r[i] = inputs[i] } }
        for i in constants.indices { r[inputCount &+ i] = constants[i] }
        operands.withUnsafeBufferPointer { operands in
            guard let operands = operands.baseAddress else { return }
            let target = r + (inputCount &+ constants.count)
            var start = 0
            for run in runs {
                InterpreterCode.execute(run, from: start, operands, r, target)
                start = run.end
            }
        }
        if let results { for i in outputs.indices { results[i] = r[Int(outputs[i])] } }
    }

    private static func execute(
        _ run: Run, from start: Int, _ operands: UnsafePointer<Operands>, _ r: UnsafeMutablePointer<Double>,
        _ target: UnsafeMutablePointer<Double>
    ) {
        @inline(__always)
        func each(_ operation: (_ a: Double, _ step: Operands) -> Double) {
            var i = start
            while i < run.end {
                let step = operands[i]
                target[i] = operation(r[Int(step.a)], step)
                i &+= 1
            }
        }
        switch run.operation {
        case .constant, .input: break
        case .add: each { $0 + r[Int($1.b)] }
        case .subtract: each { $0 - r[Int($1.b)] }
        case .multiply: each { $0 * r[Int($1.b)] }
        case .divide: each { $0 / r[Int($1.b)] }
        case .negate: each { (a, _) in -a }
        case .multiplyAdd: each { r[Int($1.c)].addingProduct($0, r[Int($1.b)]) }
        case .multiplySubtract: each { (-r[Int($1.c)]).addingProduct($0, r[Int($1.b)]) }
        case .negatedMultiplyAdd: each { r[Int($1.c)].addingProduct(-$0, r[Int($1.b)]) }
        case .negatedMultiplySubtract: each { (-r[Int($1.c)]).addingProduct(-$0, r[Int($1.b)]) }
        case .squareRoot: each { (a, _) in a.squareRoot() }
        case .call: each { run.function($0, r[Int($1.b)]) }
        }
    }
}
