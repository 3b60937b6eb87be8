import Foundation

/// Computes the terms of a block with their derivatives by x, and leaves out what cannot be told from rounding.
struct EquationGenerator: @unchecked Sendable {
    /// A sum, difference or logarithm that is smaller than this part of its larger argument has lost digits: it is not a
    /// term.
    private static let smallestRatio = 0x1p-7
    /// Bounds of |x f′(x) / f(x)|: below, f hardly depends on x (or does not, and only rounding says it does); above,
    /// its value is not known.
    private static let smallestElasticity = 0x1p-20
    private static let largestElasticity = 0x1p20

    let variables: EquationTermTable
    let constants: EquationTermTable
    let pruning: EquationPruning
    /// |x|.
    let targetMagnitude: Double

    /// Writes the terms of `block` to `output` and returns how many there are; `output` has room for `block.bound`.
    func generate(_ block: EquationBlock, _ output: UnsafeMutablePointer<EquationCandidate>) -> Int {
        switch block.operation {
        case .constant, .variable: 0
        case .negate: unary(block, output, { -$0 }, { _, da, _ in -da })
        case .reciprocal: unary(block, output, { 1 / $0 }, { a, da, v in -da * v * v })
        case .square: unary(block, output, { $0 * $0 }, { a, da, v in 2 * a * da })
        case .squareRoot: unary(block, output, { $0.squareRoot() }, { a, da, v in da / (2 * v) })
        case .exp: unary(block, output, { Foundation.exp($0) }, { a, da, v in v * da })
        case .log:
            unary(block, output, { Self.screened(Foundation.log($0), 1) }, { a, da, v in da / a })
        case .sinPi:
            unary(
                block, output, { Self.screened(Self.sinPi($0), 1) },
                { a, da, v in Double.pi * Self.cosPi(a) * da })
        case .cosPi:
            unary(
                block, output, { Self.screened(Self.cosPi($0), 1) },
                { a, da, v in -Double.pi * Self.sinPi(a) * da })
        case .tanPi:
            unary(
                block, output, { Self.screened(Self.tanPi($0), 1) },
                { a, da, v in Double.pi * (1 + v * v) * da })
        case .add:
            binary(
                block, output, { a, b in Self.screened(a + b, max(a.magnitude, b.magnitude)) },
                { a, da, b, db, v in da + db })
        case .subtract:
            binary(
                block, output, { a, b in Self.screened(a - b, max(a.magnitude, b.magnitude)) },
                { a, da, b, db, v in da - db })
        case .multiply: binary(block, output, { $0 * $1 }, { a, da, b, db, v in da * b + a * db })
        case .divide: binary(block, output, { $0 / $1 }, { a, da, b, db, v in (da - v * db) / b })
        case .power: binary(block, output, Self.power, Self.powerDerivative)
        case .root:
            binary(
                block, output, { a, b in a > 0 ? Self.power(a, 1 / b) : .nan },
                { a, da, b, db, v in v * (da / (a * b) - (db == 0 ? 0 : db * Foundation.log(a) / (b * b))) })
        case .logBase:
            binary(
                block, output, { a, b in Self.logBase(a, b) },
                { a, da, b, db, v in (db / b - v * da / a) / Foundation.log(a) })
        }
    }

    // MARK: - Loops

    @inline(__always)
    private func unary(
        _ block: EquationBlock, _ output: UnsafeMutablePointer<EquationCandidate>, _ value: (Double) -> Double,
        _ derivative: (_ a: Double, _ da: Double, _ v: Double) -> Double
    ) -> Int {
        let table = block.leftHasVariable ? variables : constants
        let (values, derivatives, operations) = (table.values, table.derivatives, table.operations)
        let excluded = pruning.excludedLeft(block.operation)
        let flag = block.leftHasVariable ? EquationTermTable.variableFlag : 0
        var count = 0
        for i in block.left where !excluded.contains(operations[i]) {
            let v = value(values[i])
            guard Self.isInRange(v) else { continue }
            var d = 0.0
            if block.leftHasVariable {
                d = derivative(values[i], derivatives[i], v)
                guard isSensitive(d, v) else { continue }
            }
            output[count] = EquationCandidate(
                value: v, derivative: d, left: UInt32(truncatingIfNeeded: i) | flag, right: 0,
                operation: block.operation.rawValue)
            count &+= 1
        }
        return count
    }

    @inline(__always)
    private func binary(
        _ block: EquationBlock, _ output: UnsafeMutablePointer<EquationCandidate>,
        _ value: (Double, Double) -> Double,
        _ derivative: (_ a: Double, _ da: Double, _ b: Double, _ db: Double, _ v: Double) -> Double
    ) -> Int {
        let leftTable = block.leftHasVariable ? variables : constants
        let rightTable = block.rightHasVariable ? variables : constants
        let (rightValues, rightOperations) = (rightTable.values, rightTable.operations)
        let excludedLeft = pruning.excludedLeft(block.operation)
        let excludedRight = pruning.excludedRight(block.operation)
        let leftFlag = block.leftHasVariable ? EquationTermTable.variableFlag : 0
        let rightFlag = block.rightHasVariable ? EquationTermTable.variableFlag : 0
        let hasVariable = block.leftHasVariable || block.rightHasVariable
        // Terms without x have the derivative 0, read from one place.
        let rightDerivatives = rightTable.derivatives
        var count = 0
        for i in block.left where !excludedLeft.contains(leftTable.operations[i]) {
            let a = leftTable.values[i]
            let da = block.leftHasVariable ? leftTable.derivatives[i] : 0
            let end = block.isTriangle ? min(i + 1, block.right.upperBound) : block.right.upperBound
            var j = block.right.lowerBound
            while j < end {
                defer { j &+= 1 }
                if excludedRight.contains(rightOperations[j]) { continue }
                let b = rightValues[j]
                let v = value(a, b)
                guard Self.isInRange(v) else { continue }
                var d = 0.0
                if hasVariable {
                    d = derivative(a, da, b, block.rightHasVariable ? rightDerivatives[j] : 0, v)
                    guard isSensitive(d, v) else { continue }
                }
                output[count] = EquationCandidate(
                    value: v, derivative: d, left: UInt32(truncatingIfNeeded: i) | leftFlag,
                    right: UInt32(truncatingIfNeeded: j) | rightFlag, operation: block.operation.rawValue)
                count &+= 1
            }
        }
        return count
    }

    // MARK: - Screens

    @inline(__always)
    private static func isInRange(_ v: Double) -> Bool {
        v.magnitude >= EquationOrder.smallestMagnitude && v.magnitude <= EquationOrder.largestMagnitude
    }

    /// Whether the value tells something of x.
    @inline(__always)
    private func isSensitive(_ d: Double, _ v: Double) -> Bool {
        let change = d.magnitude * targetMagnitude
        return change >= Self.smallestElasticity * v.magnitude && change <= Self.largestElasticity * v.magnitude
    }

    @inline(__always)
    private static func screened(_ v: Double, _ size: Double) -> Double {
        v.magnitude >= smallestRatio * size ? v : .nan
    }

    // MARK: - Functions

    /// a modulo 2 in −1 … 1, exact; not a number when |a| is too large for the value to be known.
    @inline(__always)
    private static func reduced(_ a: Double) -> Double {
        a.magnitude < 1024 ? a - 2 * (a / 2).rounded() : .nan
    }

    @inline(__always)
    private static func sinPi(_ a: Double) -> Double { Foundation.sin(Double.pi * reduced(a)) }

    @inline(__always)
    private static func cosPi(_ a: Double) -> Double { Foundation.cos(Double.pi * reduced(a)) }

    @inline(__always)
    private static func tanPi(_ a: Double) -> Double {
        let v = Foundation.tan(Double.pi * reduced(a))
        return v.magnitude <= 1 / smallestRatio ? v : .nan
    }

    @inline(__always)
    private static func power(_ a: Double, _ b: Double) -> Double {
        guard a > 0 || b == b.rounded() && b.magnitude <= 64 else { return .nan }
        return Foundation.pow(a, b)
    }

    @inline(__always)
    private static func powerDerivative(_ a: Double, _ da: Double, _ b: Double, _ db: Double, _ v: Double) -> Double {
        // d(a^b) = a^b (b a′/a + b′ ln a); an exponent with x needs a > 0.
        if db == 0 { return v * b * da / a }
        return v * (b * da / a + db * Foundation.log(a))
    }

    @inline(__always)
    private static func logBase(_ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0 else { return .nan }
        return screened(Foundation.log(b), 1) / screened(Foundation.log(a), 1)
    }
}
