/// Prints a program as C99.
///
/// Short programs are one function of named constants. Long ones are cut into parts of `partSize` instructions that hand
/// values on through one array: a C compiler takes time that grows faster than the length of a function, and spills the
/// values that its registers cannot hold anyway.
struct CSource {
    private let program: StraightLineProgram
    private let name: String
    private let fuses: Bool
    /// The part that each instruction is in.
    private var part: [Int32]
    /// The place in the array of values that later parts read; −1 for others.
    private var slot: [Int32]
    private var slotCount = 0
    private let partCount: Int
    /// The outputs that each register is.
    private var outputsOf: [Int32: [Int]] = [:]

    static func text(
        _ program: StraightLineProgram, name: String, fusesMultiplyAdd: Bool, partSize: Int = 150
    ) -> String {
        let source = CSource(program, name, fusesMultiplyAdd, partSize)
        return source.text()
    }

    private init(_ program: StraightLineProgram, _ name: String, _ fuses: Bool, _ partSize: Int) {
        self.program = program
        self.name = name
        self.fuses = fuses
        let count = program.instructions.count
        part = [Int32](repeating: 0, count: count)
        slot = [Int32](repeating: -1, count: count)
        var work = 0
        for (i, instruction) in program.instructions.enumerated() {
            part[i] = Int32(work / partSize)
            if !instruction.isLeaf { work += 1 }
        }
        partCount = max(1, (work + partSize - 1) / partSize)
        for (i, output) in program.outputs.enumerated() { outputsOf[output, default: []].append(i) }
        assignSlots()
    }

    /// Places for values that cross parts, used again after the last part that reads them.
    private mutating func assignSlots() {
        let instructions = program.instructions
        var lastPart = [Int32](repeating: -1, count: instructions.count)
        for (i, instruction) in instructions.enumerated() {
            instruction.forEachOperand { operand in
                if part[Int(operand)] < part[i] && !instructions[Int(operand)].isLeaf {
                    lastPart[Int(operand)] = part[i]
                }
            }
        }
        // Places of one parity for each part: a compiler that packs neighbouring stores would spend more instructions on
        // the packing than it saves.
        var freeAfter = [[Int32]](repeating: [], count: partCount + 1)
        var free: [[Int32]] = [[], []]
        var next: [Int32] = [0, 1]
        var current: Int32 = 0
        for i in instructions.indices {
            while current < part[i] {
                for place in freeAfter[Int(current)].reversed() { free[Int(place & 1)].append(place) }
                current += 1
            }
            guard lastPart[i] >= 0 else { continue }
            let parity = Int(part[i] & 1)
            if let place = free[parity].popLast() {
                slot[i] = place
            } else {
                slot[i] = next[parity]
                next[parity] += 2
            }
            freeAfter[Int(lastPart[i])].append(slot[i])
        }
        slotCount = Int(max(next[0], next[1]))
    }

    // MARK: Text

    private func text() -> String {
        var lines = ["#include <math.h>", ""]
        if partCount > 1 {
            lines += [
                "#if defined(__GNUC__)", "#define NOT_INLINED __attribute__((noinline))", "#else",
                "#define NOT_INLINED", "#endif", "",
            ]
        }
        var range = 0
        let parameters = "const double *restrict x, double *restrict y"
        for number in 0..<partCount {
            let start = range
            while range < program.instructions.count && part[range] <= Int32(number) { range += 1 }
            if number == partCount - 1 { range = program.instructions.count }
            lines.append(
                partCount == 1
                    ? "void \(name)(\(parameters))"
                    : "static NOT_INLINED void \(name)_\(number)(\(parameters), double *restrict t)")
            lines.append("{")
            for i in start..<range { append(i, number, to: &lines) }
            lines += ["}", ""]
        }
        if partCount > 1 {
            lines += ["void \(name)(\(parameters))", "{", "    double t[\(max(1, slotCount))];"]
            for number in 0..<partCount { lines.append("    \(name)_\(number)(x, y, t);") }
            lines += ["}", ""]
        }
        return lines.joined(separator: "\n")
    }

    private func append(_ i: Int, _ number: Int, to lines: inout [String]) {
        let instruction = program.instructions[i]
        let outputs = outputsOf[Int32(i)] ?? []
        if instruction.isLeaf {
            for output in outputs { lines.append("    y[\(output)] = \(operand(Int32(i), number));") }
            return
        }
        lines.append("    const double r\(i) = \(expression(instruction, number));")
        if slot[i] >= 0 { lines.append("    t[\(slot[i])] = r\(i);") }
        for output in outputs { lines.append("    y[\(output)] = r\(i);") }
    }

    private func operand(_ register: Int32, _ number: Int) -> String {
        let instruction = program.instructions[Int(register)]
        switch instruction.operation {
        case .constant: return CSource.literal(program.constants[Int(instruction.a)])
        case .input: return "x[\(instruction.a)]"
        default: return part[Int(register)] < Int32(number) ? "t[\(slot[Int(register)])]" : "r\(register)"
        }
    }

    private func expression(_ instruction: StraightLineProgram.Instruction, _ number: Int) -> String {
        func text(_ register: Int32) -> String { operand(register, number) }
        let a = instruction.operandCount > 0 ? text(instruction.a) : ""
        let b = instruction.operandCount > 1 ? text(instruction.b) : ""
        let c = instruction.operandCount > 2 ? text(instruction.c) : ""
        switch instruction.operation {
        case .constant, .input: return a
        case .add: return "\(a) + \(b)"
        case .subtract: return "\(a) - \(b)"
        case .multiply: return "\(a) * \(b)"
        case .divide: return "\(a) / \(b)"
        case .negate: return "-\(a)"
        case .multiplyAdd: return fuses ? "fma(\(a), \(b), \(c))" : "\(a) * \(b) + \(c)"
        case .multiplySubtract: return fuses ? "fma(\(a), \(b), -\(c))" : "\(a) * \(b) - \(c)"
        case .negatedMultiplyAdd: return fuses ? "fma(-\(a), \(b), \(c))" : "\(c) - \(a) * \(b)"
        case .negatedMultiplySubtract: return fuses ? "fma(-\(a), \(b), -\(c))" : "-(\(a) * \(b)) - \(c)"
        case .squareRoot: return "sqrt(\(a))"
        case .call:
            let function = instruction.function?.cName ?? "fabs"
            return instruction.operandCount == 2 ? "\(function)(\(a), \(b))" : "\(function)(\(a))"
        }
    }

    /// A double as a C literal that reads back to the same bits; negative ones in parentheses.
    static func literal(_ value: Double) -> String {
        if value.isNaN { return "NAN" }
        if value.isInfinite { return value < 0 ? "(-HUGE_VAL)" : "HUGE_VAL" }
        // The shortest decimal that is nearest to no other double.
        let text = "\(value)"
        return value.sign == .minus ? "(\(text))" : text
    }
}

extension StraightLineProgram.Instruction {
    /// Whether it only names an input or a constant.
    var isLeaf: Bool { operation == .constant || operation == .input }
}

extension StraightLineProgram {
    /// C99 source of `void functionName(const double *x, double *y)`, which reads the inputs from `x` and writes the
    /// outputs to `y`.
    ///
    /// - Parameters:
    ///   - fusesMultiplyAdd: whether fused multiply-adds are printed as `fma`; otherwise as a product and a sum, which
    ///     the C compiler rounds or fuses as it is told.
    /// - Throws: `CompilationError.invalidFunctionName`.
    public func cSource(
        functionName: String, fusesMultiplyAdd: Bool = true, partSize: Int = 150
    ) throws(CompilationError) -> String {
        let isIdentifier =
            functionName.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            } && functionName.utf8.first.map { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true
        guard isIdentifier else { throw .invalidFunctionName(functionName) }
        return CSource.text(self, name: functionName, fusesMultiplyAdd: fusesMultiplyAdd, partSize: partSize)
    }
}
