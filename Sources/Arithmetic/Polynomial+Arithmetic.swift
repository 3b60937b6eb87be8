extension Polynomial {
    /// p + q.
    @inlinable
    public static func + (p: consuming Polynomial, q: Polynomial) -> Polynomial {
        p += q
        return p
    }

    /// p − q.
    @inlinable
    public static func - (p: consuming Polynomial, q: Polynomial) -> Polynomial {
        p -= q
        return p
    }

    /// −p.
    @inlinable
    public static prefix func - (p: consuming Polynomial) -> Polynomial {
        Polynomial(p.storage.map { -$0 })
    }

    /// p · q; the product of the numbers of coefficients many ring multiplications.
    @inlinable
    public static func * (p: consuming Polynomial, q: Polynomial) -> Polynomial {
        var result = Polynomial()
        result.addProduct(p, q)
        return result
    }

    /// p · c for a ring element c.
    @inlinable
    public static func * (p: Polynomial, c: Coefficient) -> Polynomial {
        if c.isZero { return Polynomial() }
        return Polynomial(p.storage.map { $0 * c })
    }

    /// c · p for a ring element c.
    @inlinable
    public static func * (c: Coefficient, p: Polynomial) -> Polynomial { p * c }

    /// Adds `q` in place.
    @inlinable
    public static func += (p: inout Polynomial, q: Polynomial) {
        let common = min(p.storage.count, q.storage.count)
        for index in 0..<common { p.storage[index] = p.storage[index] + q.storage[index] }
        p.storage.append(contentsOf: q.storage[common...])
        p.trim()
    }

    /// Subtracts `q` in place.
    @inlinable
    public static func -= (p: inout Polynomial, q: Polynomial) {
        let common = min(p.storage.count, q.storage.count)
        for index in 0..<common { p.storage[index] = p.storage[index] - q.storage[index] }
        p.storage.append(contentsOf: q.storage[common...].lazy.map { -$0 })
        p.trim()
    }

    /// Multiplies by `q` in place.
    @inlinable
    public static func *= (p: inout Polynomial, q: Polynomial) { p = p * q }

    /// Adds p · q in place.
    @inlinable
    public mutating func addProduct(_ p: Polynomial, _ q: Polynomial) {
        guard !p.isZero, !q.isZero else { return }
        let count = p.storage.count + q.storage.count - 1
        while storage.count < count { storage.append(Coefficient(0)) }
        for i in p.storage.indices where !p.storage[i].isZero {
            for j in q.storage.indices {
                storage[i &+ j].addProduct(p.storage[i], q.storage[j])
            }
        }
        trim()
    }
}

/// Polynomials over a commutative ring form one: matrices of polynomials and polynomials in two variables work.
extension Polynomial: CommutativeRing {
    /// The constant polynomial `value`.
    @inlinable
    public init(_ value: Int) { self.init(constant: Coefficient(value)) }
}

extension Polynomial: ExpressibleByIntegerLiteral {
    /// The constant polynomial of an integer literal.
    @inlinable
    public init(integerLiteral value: Int) { self.init(value) }
}
