import Arithmetic

/// The nilpotence screen for recurrences of order r ≤ 4: factorial reduction decided in finite fields.
///
/// With the companion matrices C(n) of u(n) = Σ cᵢ(n) u(n−i), the p-curvature is P = C(p) ⋯ C(1) mod p. If the common
/// factor of all solutions grows like the full power of n!, the characteristic polynomial of P is X^r at all large primes
/// (Grothendieck–Katz; Chudnovsky; André, G-Functions and Geometry, 1989). One-sided like `NilpotenceScreen`: primes
/// that divide `MonicRecurrence.badFactor` prove nothing and are skipped.
public struct RecurrenceScreen: Sendable {
    /// The primes used, in this order, each below 2^15.
    public let primes: [UInt32]

    /// The screen at the given primes.
    public init(primes: [UInt32] = NilpotenceScreen.standardPrimes) { self.primes = primes }

    /// Whether P is nilpotent at every good prime. Cost: about r² p multiplications at the first prime for most.
    public func passes(_ recurrence: MonicRecurrence) -> Bool {
        let bad = recurrence.badFactor
        return primes.allSatisfy { p in
            bad.modulo(UInt(p)) == 0
                || RecurrenceScreen.isNilpotent(recurrence.coefficients.map { $0.modulo(p) }, prime: p)
        }
    }

    /// The same for a recurrence with a leading polynomial P₀, whose product over a period has a power of p in common with
    /// all entries of P when the roots of P₀ are apparent singularities (as in symmetric powers): what is left of P after
    /// dividing by the greatest power of p in common is tested.
    ///
    /// Where P is divisible by p^d, d = `fullOrder`, or by the largest power below 2^31, it passes.
    public func passes(_ recurrence: LinearRecurrence) -> Bool {
        let monic = MonicRecurrence(recurrence)
        let bad = monic.badFactor
        return primes.allSatisfy { p in
            bad.modulo(UInt(p)) == 0 || RecurrenceScreen.isPrimitivePartNilpotent(monic, prime: p)
        }
    }

    private static func isPrimitivePartNilpotent(_ recurrence: MonicRecurrence, prime p: UInt32) -> Bool {
        let r = recurrence.order
        var modulus = UInt64(p)
        var cap = 1
        while cap < recurrence.fullOrder, modulus * UInt64(p) < 1 << 31 {
            modulus *= UInt64(p)
            cap += 1
        }
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 3 * r * r) { buffer in
            guard let state = buffer.baseAddress else { return false }
            // The walk begins away from 0, where formulas have their zeros.
            let residues = recurrence.coefficients.map { $0.modulo(UInt32(modulus)) }
            walk(residues, from: 37, steps: Int(p), modulus: modulus, state)
            var common = 0
            while common < cap, (0..<(r * r)).allSatisfy({ state[$0] % UInt64(p) == 0 }) {
                for i in 0..<(r * r) { state[i] /= UInt64(p) }
                common += 1
            }
            if common == cap { return true }
            for i in 0..<(r * r) { state[i] %= UInt64(p) }
            return isNilpotent(state, r, UInt64(p))
        }
    }

    /// Whether the period product is nilpotent, for c₁ … c_r reduced modulo p, lowest degree first.
    public static func isNilpotent(_ coefficients: [[UInt32]], prime p: UInt32) -> Bool {
        let r = coefficients.count
        let modulus = UInt64(p)
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 3 * r * r) { buffer in
            guard let state = buffer.baseAddress else { return false }
            walk(coefficients, from: 0, steps: Int(p), modulus: modulus, state)
            return isNilpotent(state, r, modulus)
        }
    }

    /// Whether an r × r matrix with room for two more behind it is nilpotent: P⁴ = 0 decides for r ≤ 4.
    private static func isNilpotent(_ state: UnsafeMutablePointer<UInt64>, _ r: Int, _ modulus: UInt64) -> Bool {
        let square = state + r * r
        let fourth = square + r * r
        multiply(state, state, r, modulus, into: square)
        multiply(square, square, r, modulus, into: fourth)
        return (0..<(r * r)).allSatisfy { fourth[$0] == 0 }
    }

    /// min(cap, the least valuation at p of u(kp)) over all solutions u, that is over those with u(−j) = δ(j, i),
    /// 0 ≤ i < r.
    ///
    /// With full factorial reduction it is at least d(k − r + 1) at k ≥ r, d = `fullOrder`, because at most r − 1 periods
    /// are lost to the nilpotent part.
    ///
    /// - Precondition: p^cap < 2^31.
    public static func commonPower(_ recurrence: MonicRecurrence, prime p: UInt32, periods k: Int, cap: Int) -> Int {
        var modulus: UInt64 = 1
        for _ in 0..<cap { modulus *= UInt64(p) }
        precondition(modulus < 1 << 31, "the power of the prime must be below 2^31")
        let r = recurrence.order
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: r * r) { buffer in
            guard let state = buffer.baseAddress else { return 0 }
            walk(
                recurrence.coefficients.map { $0.modulo(UInt32(modulus)) }, from: 0, steps: k * Int(p),
                modulus: modulus,
                state)
            return (0..<r).map { i in
                var value = state[i * r]
                var power = 0
                while power < cap, value % UInt64(p) == 0 {
                    value /= UInt64(p)
                    power += 1
                }
                return power
            }.min() ?? 0
        }
    }

    /// Whether p^d, d = `fullOrder`, divides all solutions at n = rp for every good prime p = 11 … 29 with p^d < 2^31, p²
    /// first: what decides where a symmetry makes the traces of P and P² vanish. For r = 2 this is
    /// `FactorialReductionTest.passes`.
    public static func hasFullCommonPower(_ recurrence: MonicRecurrence) -> Bool {
        let order = recurrence.fullOrder
        let bad = recurrence.badFactor
        for cap in Set([min(order, 2), order]).sorted() where cap > 0 {
            for prime in FactorialReductionTest.primes where bad.modulo(UInt(prime)) != 0 {
                var modulus: UInt64 = 1
                for _ in 0..<cap where modulus < 1 << 31 { modulus *= prime }
                guard modulus < 1 << 31 else { continue }
                let power = commonPower(recurrence, prime: UInt32(prime), periods: recurrence.order, cap: cap)
                if power < cap { return false }
            }
        }
        return true
    }

    /// state[i·r + j] = u(start + steps − j) for the solution with u(start − j) = δ(j, i).
    private static func walk(
        _ coefficients: [[UInt32]], from start: Int, steps: Int, modulus: UInt64, _ state: UnsafeMutablePointer<UInt64>
    ) {
        let r = coefficients.count
        for i in 0..<r {
            for j in 0..<r { state[i * r + j] = i == j ? 1 % modulus : 0 }
        }
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: r) { values in
            for n in (start + 1)...(start + max(1, steps)) {
                let residue = UInt64(n) % modulus
                for k in 0..<r {
                    var value: UInt64 = 0
                    for coefficient in coefficients[k].reversed() {
                        value = (value &* residue &+ UInt64(coefficient)) % modulus
                    }
                    values[k] = value
                }
                for i in 0..<r {
                    let u = state + i &* r
                    var sum: UInt64 = 0
                    for k in stride(from: r &- 1, through: 0, by: -1) {
                        sum = (sum &+ values[k] &* u[k]) % modulus
                        if k > 0 { u[k] = u[k &- 1] }
                    }
                    u[0] = sum
                }
            }
        }
    }

    /// The product, by columns or rows alike, of r × r matrices.
    private static func multiply(
        _ x: UnsafePointer<UInt64>, _ y: UnsafePointer<UInt64>, _ r: Int, _ modulus: UInt64,
        into z: UnsafeMutablePointer<UInt64>
    ) {
        for i in 0..<r {
            for j in 0..<r {
                var sum: UInt64 = 0
                for k in 0..<r { sum = (sum &+ x[i * r + k] &* y[k * r + j]) % modulus }
                z[i * r + j] = sum
            }
        }
    }
}
