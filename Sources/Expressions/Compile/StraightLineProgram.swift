/// A program over doubles without branches: instruction i writes register i and reads registers before it.
///
/// Inputs and constants are instructions, too, so a register is named by one number. The value is immutable and may be
/// sent between threads.
public struct StraightLineProgram: Sendable, Hashable {
    /// What an instruction does with the registers a, b, c it names.
    public enum Operation: UInt8, Sendable, Hashable, CaseIterable {
        /// The constant number a of `constants`.
        case constant
        /// The input number a.
        case input
        /// a + b.
        case add
        /// a − b.
        case subtract
        /// a · b.
        case multiply
        /// a / b.
        case divide
        /// −a.
        case negate
        /// a·b + c, rounded once.
        case multiplyAdd
        /// a·b − c, rounded once.
        case multiplySubtract
        /// c − a·b, rounded once.
        case negatedMultiplyAdd
        /// −a·b − c, rounded once.
        case negatedMultiplySubtract
        /// The square root of a, correctly rounded; not a number for a < 0.
        case squareRoot
        /// A function of the C library at a, or at a and b.
        case call
    }

    /// One instruction; operands that its operation does not have are 0.
    public struct Instruction: Sendable, Hashable {
        /// What it does.
        public let operation: Operation
        /// The function that a `call` calls.
        public let function: RealFunction?
        /// The first operand: a register, or the number of a constant or an input.
        public let a: Int32
        /// The second operand.
        public let b: Int32
        /// The third operand.
        public let c: Int32

        init(_ operation: Operation, _ a: Int32, _ b: Int32 = 0, _ c: Int32 = 0, function: RealFunction? = nil) {
            self.operation = operation
            self.function = function
            self.a = a
            self.b = b
            self.c = c
        }

        /// The number of registers that it reads.
        public var operandCount: Int {
            switch operation {
            case .constant, .input: 0
            case .negate, .squareRoot: 1
            case .add, .subtract, .multiply, .divide: 2
            case .multiplyAdd, .multiplySubtract, .negatedMultiplyAdd, .negatedMultiplySubtract: 3
            case .call: function?.arity ?? 0
            }
        }

        /// Runs `body` on each register that it reads.
        @inline(__always)
        func forEachOperand(_ body: (Int32) -> Void) {
            let count = operandCount
            if count > 0 { body(a) }
            if count > 1 { body(b) }
            if count > 2 { body(c) }
        }
    }

    /// The names of the inputs, in order.
    public let inputs: [String]
    /// The constants.
    public let constants: [Double]
    /// The instructions, in an order in which they can be done.
    public let instructions: [Instruction]
    /// The register of each output.
    public let outputs: [Int32]

    init(inputs: [String], constants: [Double], instructions: [Instruction], outputs: [Int32]) {
        self.inputs = inputs
        self.constants = constants
        self.instructions = instructions
        self.outputs = outputs
    }
}
