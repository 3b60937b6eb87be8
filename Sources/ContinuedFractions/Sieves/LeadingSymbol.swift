/// Which primes prove nothing about factorial reduction, from the leading coefficients A of a and B of b alone.
public enum LeadingSymbol {
    /// Whether p divides B, or, when deg b = 2 deg a, the discriminant A² + 4B ≠ 0.
    ///
    /// - Parameters:
    ///   - prime: p ≥ 2.
    ///   - leadA: A ≠ 0.
    ///   - leadB: B ≠ 0.
    ///   - balanced: whether deg b = 2 deg a.
    @inlinable
    public static func isBad(prime: Int, leadA: Int, leadB: Int, balanced: Bool) -> Bool {
        let b = leadB % prime
        if b == 0 { return true }
        guard balanced else { return false }
        let a = leadA % prime
        if (a * a + 4 * b) % prime != 0 { return false }
        return !hasZeroDiscriminant(leadA: leadA, leadB: leadB)
    }

    /// Whether A² + 4B = 0, exactly.
    @inlinable
    public static func hasZeroDiscriminant(leadA: Int, leadB: Int) -> Bool {
        Int128(leadA) * Int128(leadA) == -4 * Int128(leadB)
    }
}
