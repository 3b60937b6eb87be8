import Foundation

/// Computes the terms of a block with their derivatives by x and bounds of their rounding errors.
///
/// A term's error bound e means that its value is right to e · 2^(−53) of itself, to first order, at the double that
/// stands for x: every operation carries the bounds of its arguments on by its partial derivatives and adds 1 or 2 for
/// its own rounding. Terms with more than `largestError` are left out, so what the search leaves out by rounding is
/// known, and how wide it must look to miss nothing else.
struct EquationGenerator: @unchecked Sendable {
    /// Terms that are known worse than to 2^(−41) of their value are left out.
    static let largestError: Float = 4096
    /// Bounds of |x f′(x) / f(x)|: below, f hardly depends on x, or does not and only rounding says it does; above, the
    /// value is not known.
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
        case .negate: unary(block, output, { -$0 }, { _, da, _ in -da }, { _, ea, _ in ea })
        case .reciprocal: unary(block, output, { 1 / $0 }, { _, da, v in -da * v * v }, { _, ea, _ in ea + 1 })
        case .square: unary(block, output, { $0 * $0 }, { a, da, _ in 2 * a * da }, { _, ea, _ in 2 * ea + 1 })
        case .squareRoot:
            unary(block, output, { $0.squareRoot() }, { _, da, v in da / (2 * v) }, { _, ea, _ in ea / 2 + 1 })
        case .exp:
            unary(block, output, { Foundation.exp($0) }, { _, da, v in v * da }, { a, ea, _ in a.magnitude * ea + 2 })
        case .log:
            unary(block, output, { Foundation.log($0) }, { a, da, _ in da / a }, { _, ea, v in ea / v.magnitude + 2 })
        case .sinPi:
            unary(
                block, output, { Foundation.sin(Self.angle($0)) },
                { a, da, _ in Double.pi * Foundation.cos(Self.angle(a)) * da }, Self.angleError)
        case .cosPi:
            unary(
                block, output, { Foundation.cos(Self.angle($0)) },
                { a, da, _ in -Double.pi * Foundation.sin(Self.angle(a)) * da }, Self.angleError)
        case .tanPi:
            unary(
                block, output, { Foundation.tan(Self.angle($0)) }, { _, da, v in Double.pi * (1 + v * v) * da },
                { a, ea, v in Double.pi * (a.magnitude * ea + 2) * (1 + v * v) / v.magnitude + 2 })
        case .add:
            binary(
                block, output, { $0 + $1 }, { _, da, _, db, _ in da + db },
                { a, ea, b, eb, v in (a.magnitude * ea + b.magnitude * eb) / v.magnitude + 1 })
        case .subtract:
            binary(
                block, output, { $0 - $1 }, { _, da, _, db, _ in da - db },
                { a, ea, b, eb, v in (a.magnitude * ea + b.magnitude * eb) / v.magnitude + 1 })
        case .multiply:
            binary(
                block, output, { $0 * $1 }, { a, da, b, db, _ in da * b + a * db },
                { _, ea, _, eb, _ in ea + eb + 1 })
        case .divide:
            binary(
                block, output, { $0 / $1 }, { _, da, b, db, v in (da - v * db) / b },
                { _, ea, _, eb, _ in ea + eb + 1 })
        case .power:
            binary(
                block, output, Self.power, Self.powerDerivative,
                { _, ea, b, eb, v in b.magnitude * ea + Self.logBound(v) * eb + 2 })
        case .root:
            binary(
                block, output, { a, b in a > 0 ? Foundation.pow(a, 1 / b) : .nan },
                { a, da, b, db, v in v * (da / (a * b) - (db == 0 ? 0 : db * Foundation.log(a) / (b * b))) },
                { _, ea, b, eb, v in ea / b.magnitude + Self.logBound(v) * (eb + 1) + 2 })
        case .logBase:
            binary(
                block, output, { a, b in a > 0 && b > 0 ? Foundation.log(b) / Foundation.log(a) : .nan },
                { a, da, b, db, v in (db / b - v * da / a) / Foundation.log(a) },
                { a, ea, _, eb, v in
                    let log = Foundation.log(a).magnitude
                    return ea / log + eb / (log * v.magnitude) + 5
                })
        }
    }

    // MARK: - Loops

    @inline(__always)
    private func unary(
        _ block: EquationBlock, _ output: UnsafeMutablePointer<EquationCandidate>, _ value: (Double) -> Double,
        _ derivative: (_ a: Double, _ da: Double, _ v: Double) -> Double,
        _ error: (_ a: Double, _ ea: Double, _ v: Double) -> Double
    ) -> Int {
        let table = block.leftHasVariable ? variables : constants
        let (values, derivatives, operations) = (table.values, table.derivatives, table.operations)
        let errors = table.errors
        let excluded = pruning.excludedLeft(block.operation)
        let flag = block.leftHasVariable ? EquationTermTable.variableFlag : 0
        var count = 0
        for i in block.left where !excluded.contains(operations[i]) {
            let v = value(values[i])
            guard Self.isInRange(v) else { continue }
            let e = Float(error(values[i], Double(errors[i]), v))
            guard e <= Self.largestError else { continue }
            var d = 0.0
            if block.leftHasVariable {
                d = derivative(values[i], derivatives[i], v)
                guard isSensitive(d, v) else { continue }
            }
            output[count] = EquationCandidate(
                value: v, derivative: d, left: UInt32(truncatingIfNeeded: i) | flag, right: 0, error: e,
                operation: block.operation.rawValue)
            count &+= 1
        }
        return count
    }

    @inline(__always)
    private func binary(
        _ block: EquationBlock, _ output: UnsafeMutablePointer<EquationCandidate>,
        _ value: (Double, Double) -> Double,
        _ derivative: (_ a: Double, _ da: Double, _ b: Double, _ db: Double, _ v: Double) -> Double,
        _ error: (_ a: Double, _ ea: Double, _ b: Double, _ eb: Double, _ v: Double) -> Double
    ) -> Int {
        let leftTable = block.leftHasVariable ? variables : constants
        let rightTable = block.rightHasVariable ? variables : constants
        let (rightValues, rightOperations) = (rightTable.values, rightTable.operations)
        let (rightDerivatives, rightErrors) = (rightTable.derivatives, rightTable.errors)
        let excludedLeft = pruning.excludedLeft(block.operation)
        let excludedRight = pruning.excludedRight(block.operation)
        let leftFlag = block.leftHasVariable ? EquationTermTable.variableFlag : 0
        let rightFlag = block.rightHasVariable ? EquationTermTable.variableFlag : 0
        let hasVariable = block.leftHasVariable || block.rightHasVariable
        var count = 0
        for i in block.left where !excludedLeft.contains(leftTable.operations[i]) {
            let (a, ea) = (leftTable.values[i], Double(leftTable.errors[i]))
            let da = block.leftHasVariable ? leftTable.derivatives[i] : 0
            let end = block.isTriangle ? min(i + 1, block.right.upperBound) : block.right.upperBound
            var j = block.right.lowerBound
            while j < end {
                defer { j &+= 1 }
                if excludedRight.contains(rightOperations[j]) { continue }
                let b = rightValues[j]
                let v = value(a, b)
                guard Self.isInRange(v) else { continue }
                let e = Float(error(a, ea, b, Double(rightErrors[j]), v))
                guard e <= Self.largestError else { continue }
                var d = 0.0
                if hasVariable {
                    d = derivative(a, da, b, block.rightHasVariable ? rightDerivatives[j] : 0, v)
                    guard isSensitive(d, v) else { continue }
                }
                output[count] = EquationCandidate(
                    value: v, derivative: d, left: UInt32(truncatingIfNeeded: i) | leftFlag,
                    right: UInt32(truncatingIfNeeded: j) | rightFlag, error: e, operation: block.operation.rawValue)
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

    // MARK: - Functions

    /// πa with a reduced modulo 2, which is exact, to −1 … 1.
    @inline(__always)
    private static func angle(_ a: Double) -> Double { Double.pi * (a - 2 * (a / 2).rounded()) }

    /// The error of a sine or cosine v of πa: that of the angle, with 2 for its own rounding.
    @inline(__always)
    private static func angleError(_ a: Double, _ ea: Double, _ v: Double) -> Double {
        Double.pi * (a.magnitude * ea + 2) / v.magnitude + 2
    }

    /// At least |ln v|, from the exponent alone.
    @inline(__always)
    private static func logBound(_ v: Double) -> Double {
        let exponent = Int(v.magnitude.bitPattern &>> 52) &- 1023
        return 0.6931471805599454 * (Double(exponent).magnitude + 1)
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
}
