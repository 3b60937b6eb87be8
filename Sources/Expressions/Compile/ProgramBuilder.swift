import Arithmetic

/// Instructions under construction, hash-consed up to the order of commuting operands.
struct ProgramBuilder {
    typealias Instruction = StraightLineProgram.Instruction

    private(set) var instructions: [Instruction] = []
    private(set) var constants: [Double] = []
    private var registers: [Instruction: Int32] = [:]
    private var constantNumbers: [UInt64: Int32] = [:]
    private let powerTree = AdditionChain()

    mutating func add(_ instruction: Instruction) -> Int32 {
        if let known = registers[instruction] { return known }
        let register = Int32(instructions.count)
        instructions.append(instruction)
        registers[instruction] = register
        return register
    }

    mutating func constant(_ value: Double) -> Int32 {
        if let number = constantNumbers[value.bitPattern] { return add(Instruction(.constant, number)) }
        let number = Int32(constants.count)
        constants.append(value)
        constantNumbers[value.bitPattern] = number
        return add(Instruction(.constant, number))
    }

    mutating func add(_ x: Int32, _ y: Int32) -> Int32 { add(Instruction(.add, min(x, y), max(x, y))) }

    mutating func subtract(_ x: Int32, _ y: Int32) -> Int32 { add(Instruction(.subtract, x, y)) }

    mutating func multiply(_ x: Int32, _ y: Int32) -> Int32 { add(Instruction(.multiply, min(x, y), max(x, y))) }

    mutating func divide(_ x: Int32, _ y: Int32) -> Int32 { add(Instruction(.divide, x, y)) }

    mutating func negate(_ x: Int32) -> Int32 { add(Instruction(.negate, x)) }

    mutating func fused(_ operation: StraightLineProgram.Operation, _ x: Int32, _ y: Int32, _ z: Int32) -> Int32 {
        add(Instruction(operation, min(x, y), max(x, y), z))
    }

    /// xᵏ for k ≥ 1 by an addition chain; powers of one base share their chains.
    mutating func power(_ x: Int32, _ exponent: Int) -> Int32 {
        var registers: [Int: Int32] = [1: x]
        for step in powerTree.steps(to: exponent) {
            registers[step.sum] = multiply(registers[step.left] ?? x, registers[step.right] ?? x)
        }
        return registers[exponent] ?? x
    }

    func program(inputs: [String], outputs: [Int32]) -> StraightLineProgram {
        StraightLineProgram(inputs: inputs, constants: constants, instructions: instructions, outputs: outputs)
    }
}

/// Lowering in the order of the term.
extension ProgramBuilder: LoweringTarget {
    typealias Value = Int32

    static var isAssociative: Bool { false }

    mutating func constant(_ value: Rational) -> Int32 { constant(BinaryRounding.nearestDouble(value)) }

    mutating func input(_ number: Int) -> Int32 { add(Instruction(.input, Int32(number))) }

    mutating func sum(_ values: [Int32], signs: [Bool]) -> Int32 {
        var result: Int32?
        for (value, isNegative) in zip(values, signs) {
            if let left = result {
                result = isNegative ? subtract(left, value) : add(left, value)
            } else {
                result = isNegative ? negate(value) : value
            }
        }
        return result ?? constant(0.0)
    }

    mutating func negated(_ value: Int32) -> Int32 { negate(value) }

    mutating func product(_ values: [Int32], exponents: [Int]) -> Int32 {
        var result: Int32?
        for (value, exponent) in zip(values, exponents) {
            let factor = power(value, Int(exponent.magnitude))
            switch (result, exponent < 0) {
            case (nil, false): result = factor
            case (nil, true): result = divide(constant(1.0), factor)
            case (let left?, false): result = multiply(left, factor)
            case (let left?, true): result = divide(left, factor)
            }
        }
        return result ?? constant(1.0)
    }

    mutating func squareRoot(_ value: Int32) -> Int32 { add(Instruction(.squareRoot, value)) }

    mutating func call(_ function: RealFunction, _ arguments: [Int32]) -> Int32 {
        add(Instruction(.call, arguments[0], arguments.count > 1 ? arguments[1] : 0, function: function))
    }
}
