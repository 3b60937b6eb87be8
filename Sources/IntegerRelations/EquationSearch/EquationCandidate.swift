/// A term that was computed and may turn out to be a duplicate.
struct EquationCandidate: BitwiseCopyable {
    var value: Double
    /// By x; 0 for terms without x.
    var derivative: Double
    var left: UInt32
    var right: UInt32
    /// The bound of the rounding error, in units of 2^(−53) of the value.
    var error: Float
    var operation: UInt8
}

/// All terms op(a, b) with a and b from two ranges.
struct EquationBlock {
    let operation: EquationOperation
    /// The side of each argument: true for terms with x.
    let leftHasVariable: Bool
    let rightHasVariable: Bool
    let left: Range<Int>
    let right: Range<Int>
    /// Only b ≤ a, for a commutative operation within one weight.
    let isTriangle: Bool

    /// At least the number of candidates.
    var bound: Int { left.count * max(1, right.count) }
}

/// The candidates of one weight, in blocks that can be computed independently of each other.
struct EquationLevelPlan {
    /// A block has at most about this many candidates.
    static let blockSize = 1 << 16

    private(set) var blocks: [EquationBlock] = []

    /// The blocks of weight `weight` for the side with or without x, from complete tables of lower weights.
    init(
        weight: Int, hasVariable: Bool, variables: EquationTermTable, constants: EquationTermTable,
        operations: [EquationOperation]
    ) {
        let own = hasVariable ? variables : constants
        for op in operations {
            let rest = weight - op.weight
            if op.arity == 1 {
                append(op, own.level(rest), hasVariable, 0..<0, false, isTriangle: false)
                continue
            }
            guard rest > 0 else { continue }
            for leftWeight in 1..<rest {
                let rightWeight = rest - leftWeight
                let isTriangle = op.isCommutative && leftWeight == rightWeight
                if !op.isCommutative || leftWeight >= rightWeight {
                    append(
                        op, own.level(leftWeight), hasVariable, own.level(rightWeight), hasVariable,
                        isTriangle: isTriangle)
                }
                guard hasVariable else { continue }
                append(
                    op, variables.level(leftWeight), true, constants.level(rightWeight), false, isTriangle: false)
                if !op.isCommutative {
                    append(
                        op, constants.level(leftWeight), false, variables.level(rightWeight), true, isTriangle: false)
                }
            }
        }
    }

    /// Adds all pairs of two ranges, cut into blocks.
    private mutating func append(
        _ op: EquationOperation, _ left: Range<Int>, _ leftHasVariable: Bool, _ right: Range<Int>,
        _ rightHasVariable: Bool, isTriangle: Bool
    ) {
        guard !left.isEmpty, op.arity == 1 || !right.isEmpty else { return }
        let size = EquationLevelPlan.blockSize
        var rightStart = right.lowerBound
        repeat {
            let rightPart = rightStart..<min(right.upperBound, rightStart + size)
            let rows = max(1, size / max(1, rightPart.count))
            for leftStart in stride(from: left.lowerBound, to: left.upperBound, by: rows) {
                let leftPart = leftStart..<min(left.upperBound, leftStart + rows)
                if isTriangle && leftPart.upperBound <= rightPart.lowerBound { continue }
                blocks.append(
                    EquationBlock(
                        operation: op, leftHasVariable: leftHasVariable, rightHasVariable: rightHasVariable,
                        left: leftPart, right: rightPart, isTriangle: isTriangle))
            }
            rightStart += size
        } while rightStart < right.upperBound
    }
}
