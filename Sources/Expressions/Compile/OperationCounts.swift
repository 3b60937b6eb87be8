/// How many operations of each kind a program does.
public struct OperationCounts: Sendable, Hashable {
    /// Additions and subtractions.
    public var additions = 0
    /// Multiplications.
    public var multiplications = 0
    /// Fused multiply-adds of all signs.
    public var fusedMultiplyAdds = 0
    /// Divisions.
    public var divisions = 0
    /// Changes of sign.
    public var negations = 0
    /// Square roots.
    public var squareRoots = 0
    /// Calls of functions of the C library.
    public var calls = 0

    /// Additions and multiplications, a fused multiply-add counting as two: the measure in which programs with and
    /// without it compare.
    public var additionsAndMultiplications: Int { additions + multiplications + 2 * fusedMultiplyAdds }
}

/// Cycles of operations on doubles on x86-64 processors of the last ten years with FMA3 (about those of AMD Zen 2 to 4
/// and of Intel since Skylake): for estimates only. The latency is from operands to result; the reciprocal throughput is
/// the cost when many independent operations overlap. Functions are typical of a C library and vary with the argument.
enum CycleTable {
    static func latency(of instruction: StraightLineProgram.Instruction) -> Double {
        switch instruction.operation {
        case .constant, .input: 0
        case .add, .subtract: 3
        case .multiply: 3
        case .multiplyAdd, .multiplySubtract, .negatedMultiplyAdd, .negatedMultiplySubtract: 4
        case .divide: 13
        case .squareRoot: 18
        case .negate: 1
        case .call: call(instruction.function)
        }
    }

    static func reciprocalThroughput(of instruction: StraightLineProgram.Instruction) -> Double {
        switch instruction.operation {
        case .constant, .input: 0
        case .add, .subtract, .multiply, .multiplyAdd, .multiplySubtract, .negatedMultiplyAdd,
            .negatedMultiplySubtract, .negate:
            0.5
        case .divide: 4.5
        case .squareRoot: 7
        case .call: call(instruction.function)
        }
    }

    private static func call(_ function: RealFunction?) -> Double {
        switch function {
        case .absoluteValue: 1
        case .exp, .log: 15
        case .sin, .cos: 25
        case .gamma, .logGamma: 120
        default: 50
        }
    }
}

extension StraightLineProgram {
    /// How many operations of each kind the program does.
    public var counts: OperationCounts {
        var counts = OperationCounts()
        for instruction in instructions {
            switch instruction.operation {
            case .constant, .input: break
            case .add, .subtract: counts.additions += 1
            case .multiply: counts.multiplications += 1
            case .divide: counts.divisions += 1
            case .negate: counts.negations += 1
            case .multiplyAdd, .multiplySubtract, .negatedMultiplyAdd, .negatedMultiplySubtract:
                counts.fusedMultiplyAdds += 1
            case .squareRoot: counts.squareRoots += 1
            case .call: counts.calls += 1
            }
        }
        return counts
    }

    /// An estimate of the cycles of one run on an x86-64 core with FMA: the larger of the longest chain of latencies and
    /// the sum of the reciprocal throughputs. Loads, stores and instruction fetch are not counted, and they bound
    /// programs of thousands of instructions. Cost: linear.
    public var estimatedCycles: Double {
        var ready = [Double](repeating: 0, count: instructions.count)
        var work = 0.0
        for (register, instruction) in instructions.enumerated() {
            var start = 0.0
            instruction.forEachOperand { start = max(start, ready[Int($0)]) }
            ready[register] = start + CycleTable.latency(of: instruction)
            work += CycleTable.reciprocalThroughput(of: instruction)
        }
        return max(work, outputs.reduce(0) { max($0, ready[Int($1)]) })
    }
}
