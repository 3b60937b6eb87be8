import Arithmetic

/// The values of a polynomial with integer coefficients at 0, 1, 2, …, as doubles rounded once from the exact value.
struct PolynomialValues {
    /// The coefficients, lowest degree first, when no value up to the last argument leaves a machine word.
    private let words: [Int]?
    private let polynomial: Polynomial<Integer>
    /// Whether every value is exact in a double.
    let isExact: Bool

    /// Prepares the arguments 0 … `last`.
    init(_ polynomial: Polynomial<Integer>, last: Int) {
        self.polynomial = polynomial
        let size = polynomial.coefficients.reversed().reduce(0.0) {
            $0 * Double(max(1, last)) + $1.doubleValue.magnitude
        }
        words = size < 0x1p60 ? polynomial.coefficients.map { $0.asInt ?? 0 } : nil
        isExact = size < 0x1p52
    }

    /// The value at n; of relative error at most 2^−53, infinite beyond the doubles.
    @inline(__always)
    func value(at n: Int) -> Double {
        guard let words else { return polynomial.evaluated(at: Integer(n)).doubleValue }
        var value = 0
        for coefficient in words.reversed() { value = value &* n &+ coefficient }
        return Double(value)
    }

    /// The value at n, enclosed.
    @inline(__always)
    func enclosure(at n: Int) -> DoubleBall {
        let value = value(at: n)
        return DoubleBall(value, radius: isExact ? 0 : value.magnitude * DoubleBall.unit)
    }

    /// The values at 0 … `last`.
    func table(through last: Int) -> [Double] { (0...last).map { value(at: $0) } }
}
