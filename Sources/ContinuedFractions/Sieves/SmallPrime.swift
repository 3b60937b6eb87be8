/// Arithmetic modulo a prime below 32, and the residues of integers.
struct SmallPrime: Sendable, Hashable {
    /// The prime.
    let value: Int

    /// x mod p in 0 ..< p.
    @inline(__always)
    func residue(_ x: Int) -> Int {
        let remainder = x % value
        return remainder < 0 ? remainder + value : remainder
    }

    /// x⁻¹ mod p for x not divisible by p.
    func inverse(_ x: Int) -> Int {
        var result = 1
        for _ in 0..<(value - 2) { result = result * x % value }
        return result
    }

    /// p^k, or nil when it does not fit `Int`.
    func power(_ k: Int) -> Int? {
        var result = 1
        for _ in 0..<k {
            let (product, overflow) = result.multipliedReportingOverflow(by: value)
            if overflow { return nil }
            result = product
        }
        return result
    }
}
