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

    /// ∏_{n=first}^{last} of the values, exactly; 1 for an empty range.
    ///
    /// Factors are collected in machine words as long as they fit. Cost: O(M(s) log n) for s bits.
    func product(from first: Int, through last: Int) -> Integer {
        if last - first >= 48 {
            let middle = first + (last - first) / 2
            return product(from: first, through: middle) * product(from: middle + 1, through: last)
        }
        var product: Integer = 1
        guard let words else {
            for n in first..<max(first, last + 1) { product *= polynomial.evaluated(at: n) }
            return product
        }
        return words.withUnsafeBufferPointer { words in
            var collected = 1
            for n in first..<max(first, last + 1) {
                var value = 0
                for coefficient in words.reversed() { value = value &* n &+ coefficient }
                let (next, overflow) = collected.multipliedReportingOverflow(by: value)
                if overflow {
                    product.multiply(by: collected)
                    collected = value
                } else {
                    collected = next
                }
            }
            product.multiply(by: collected)
            return product
        }
    }
}
