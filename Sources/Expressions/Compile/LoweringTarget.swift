import Arithmetic

/// What a term is lowered to: the optimizer's graph, or instructions in the order of the term.
protocol LoweringTarget {
    associatedtype Value

    /// Whether nested sums and products are handed over as one.
    static var isAssociative: Bool { get }

    mutating func constant(_ value: Rational) -> Value
    mutating func input(_ number: Int) -> Value
    /// Σ ±values, `signs` telling which are subtracted.
    mutating func sum(_ values: [Value], signs: [Bool]) -> Value
    mutating func negated(_ value: Value) -> Value
    /// Π values to exponents of magnitude at most `TermLowering.largestExponent`, none 0.
    mutating func product(_ values: [Value], exponents: [Int]) -> Value
    mutating func squareRoot(_ value: Value) -> Value
    mutating func call(_ function: RealFunction, _ arguments: [Value]) -> Value
}

extension ArithmeticGraph {
    static var isAssociative: Bool { true }
}
