/// Trace and determinant of the p-curvature as polynomials in X = nᵖ − n, by power series.
///
/// At n = ε, X = εᵖ − ε, so modulo ε^L with L ≤ p the series of T in ε is T(−ε): p products of matrices of truncated
/// series give it, without polynomials of degree p.
enum PCurvatureSeries {
    /// The invariant for coefficients modulo p, lowest degree first, b not 0.
    static func invariant(a: [UInt32], b: [UInt32], prime p: UInt32) -> PCurvatureInvariant.Value {
        let lengthA = max(1, a.count)
        let lengthB = b.count
        // Degrees in X, and one more.
        let lengthT = max(lengthA - 1, (lengthB - 1) / 2) + 1
        let field = ByteField(p)
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: lengthA + 2 * lengthB + 5 * lengthT + lengthB) {
            buffer in
            guard let base = buffer.baseAddress else { return .ramified }
            buffer.initialize(repeating: 0)
            let (taylorA, taylorB) = (base, base + lengthA)
            let norm = taylorB + lengthB
            let scratch = norm + lengthB
            let rows = scratch + max(lengthT, lengthB)
            for i in 0..<a.count { taylorA[i] = a[i] }
            for i in 0..<lengthB { taylorB[i] = b[i] }
            norm[0] = 1
            // Rows (y, x) of the product: (x, y) ← (x a + y b, x).
            let (x0, y0, x1, y1) = (rows, rows + lengthT, rows + 2 * lengthT, rows + 3 * lengthT)
            x0[0] = 1
            y1[0] = 1
            for _ in 0..<p {
                field.shiftByOne(taylorA, lengthA)
                field.shiftByOne(taylorB, lengthB)
                field.advance(x0, y0, taylorA, lengthA, taylorB, lengthB, scratch, lengthT)
                field.advance(x1, y1, taylorA, lengthA, taylorB, lengthB, scratch, lengthT)
                field.multiply(norm, by: taylorB, lengthB, scratch)
            }
            var trace = (0..<lengthT).map { field.reduce(x0[$0] &+ y1[$0]) }
            var determinant = (0..<lengthB).map { norm[$0] }
            // In X = −ε.
            for i in stride(from: 1, to: lengthT, by: 2) { trace[i] = field.negate(trace[i]) }
            for i in stride(from: 1, to: lengthB, by: 2) { determinant[i] = field.negate(determinant[i]) }
            return field.quotient(squareOf: trace, by: determinant.map { field.negate($0) })
        }
    }
}

/// Arithmetic modulo a prime below 2⁸ on single numbers and short series.
private struct ByteField {
    let p: UInt32
    /// ⌈2³²/p⌉: for v < 2²⁴ the quotient by p is the high word of v times it.
    private let reciprocal: UInt64

    init(_ p: UInt32) {
        self.p = p
        reciprocal = (1 << 32) / UInt64(p) + 1
    }

    @inline(__always)
    func reduce(_ v: UInt32) -> UInt32 {
        v &- UInt32(truncatingIfNeeded: (UInt64(v) &* reciprocal) >> 32) &* p
    }

    @inline(__always)
    func negate(_ x: UInt32) -> UInt32 { x == 0 ? 0 : p - x }

    /// c(n) → c(n + 1).
    @inline(__always)
    func shiftByOne(_ c: UnsafeMutablePointer<UInt32>, _ count: Int) {
        var start = 0
        while start < count &- 1 {
            var i = count &- 2
            while i >= start {
                let sum = c[i] &+ c[i &+ 1]
                c[i] = min(sum, sum &- p)
                i &-= 1
            }
            start &+= 1
        }
    }

    /// (x, y) ← (x a + y b, x) modulo ε^length.
    @inline(__always)
    func advance(
        _ x: UnsafeMutablePointer<UInt32>, _ y: UnsafeMutablePointer<UInt32>, _ a: UnsafeMutablePointer<UInt32>,
        _ countA: Int, _ b: UnsafeMutablePointer<UInt32>, _ countB: Int, _ scratch: UnsafeMutablePointer<UInt32>,
        _ length: Int
    ) {
        var k = 0
        while k < length {
            // At most 2 · 49 products below 2¹⁶.
            var sum: UInt32 = 0
            var i = 0
            let endA = min(k, countA &- 1)
            while i <= endA {
                sum = sum &+ a[i] &* x[k &- i]
                i &+= 1
            }
            i = 0
            let endB = min(k, countB &- 1)
            while i <= endB {
                sum = sum &+ b[i] &* y[k &- i]
                i &+= 1
            }
            scratch[k] = reduce(sum)
            k &+= 1
        }
        k = 0
        while k < length {
            y[k] = x[k]
            x[k] = scratch[k]
            k &+= 1
        }
    }

    /// x ← x b modulo ε^count.
    @inline(__always)
    func multiply(
        _ x: UnsafeMutablePointer<UInt32>, by b: UnsafeMutablePointer<UInt32>, _ count: Int,
        _ scratch: UnsafeMutablePointer<UInt32>
    ) {
        // From the top down, in place.
        var k = count &- 1
        while k >= 0 {
            var sum: UInt32 = 0
            var i = 0
            while i <= k {
                sum = sum &+ b[i] &* x[k &- i]
                i &+= 1
            }
            x[k] = reduce(sum)
            k &-= 1
        }
    }

    /// T²/D in lowest terms with monic denominator.
    func quotient(squareOf trace: [UInt32], by determinant: [UInt32]) -> PCurvatureInvariant.Value {
        var above = product(trace, trace)
        var below = trimmed(determinant)
        if above.isEmpty { return .function(numerator: [], denominator: [1]) }
        // The power of X first: that is all when b has rational roots.
        var order = 0
        while order < min(above.count, below.count), above[order] == 0, below[order] == 0 { order += 1 }
        if order > 0 {
            above.removeFirst(order)
            below.removeFirst(order)
        }
        let isMonomial = !below.dropLast().contains { $0 != 0 }
        if below.count > 1 && !isMonomial {
            let common = gcd(above, below)
            if common.count > 1 {
                above = divided(above, by: common).quotient
                below = divided(below, by: common).quotient
            }
        }
        let inverse = inverse(below[below.count - 1])
        return .function(
            numerator: above.map { UInt16(truncatingIfNeeded: reduce($0 * inverse)) },
            denominator: below.map { UInt16(truncatingIfNeeded: reduce($0 * inverse)) })
    }

    private func trimmed(_ c: [UInt32]) -> [UInt32] {
        var result = c
        while result.last == 0 { result.removeLast() }
        return result
    }

    private func product(_ x: [UInt32], _ y: [UInt32]) -> [UInt32] {
        var result = [UInt32](repeating: 0, count: x.count + y.count - 1)
        for (i, u) in x.enumerated() where u != 0 {
            for (j, v) in y.enumerated() { result[i + j] = reduce(result[i + j] + u * v) }
        }
        return trimmed(result)
    }

    private func inverse(_ x: UInt32) -> UInt32 {
        var power: UInt32 = 1
        var base = x
        var exponent = p - 2
        while exponent > 0 {
            if exponent & 1 == 1 { power = reduce(power * base) }
            base = reduce(base * base)
            exponent >>= 1
        }
        return power
    }

    private func divided(_ x: [UInt32], by y: [UInt32]) -> (quotient: [UInt32], remainder: [UInt32]) {
        guard x.count >= y.count else { return ([], x) }
        let unit = inverse(y[y.count - 1])
        var rest = x
        var quotient = [UInt32](repeating: 0, count: x.count - y.count + 1)
        for i in stride(from: quotient.count - 1, through: 0, by: -1) {
            let q = reduce(rest[i + y.count - 1] * unit)
            quotient[i] = q
            for j in 0..<y.count { rest[i + j] = reduce(rest[i + j] + (p - q) * y[j]) }
        }
        return (quotient, trimmed(rest))
    }

    private func gcd(_ x: [UInt32], _ y: [UInt32]) -> [UInt32] {
        var (x, y) = (x, y)
        while !y.isEmpty { (x, y) = (y, divided(x, by: y).remainder) }
        return x
    }
}
