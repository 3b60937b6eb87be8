/// A polynomial in one variable with coefficients in a commutative ring: dense, lowest degree first, without leading
/// zeros, so that equality and hashing are structural.
@frozen
public struct Polynomial<Coefficient: CommutativeRing>: Hashable, Sendable {
    /// The coefficients of x⁰, x¹, …; the last one is not 0. Empty for the zero polynomial.
    @usableFromInline var storage: [Coefficient]

    /// The polynomial Σ coefficients[i]·xⁱ; leading zeros are dropped.
    @inlinable
    public init(_ coefficients: [Coefficient]) {
        storage = coefficients
        trim()
    }

    /// The zero polynomial.
    @inlinable
    public init() { storage = [] }

    /// The constant polynomial `constant`.
    @inlinable
    public init(constant: Coefficient) { storage = constant.isZero ? [] : [constant] }

    /// The polynomial x.
    @inlinable
    public static var variable: Polynomial { Polynomial([Coefficient(0), Coefficient(1)]) }

    /// The coefficients of x⁰, x¹, … up to the degree; empty for the zero polynomial.
    @inlinable
    public var coefficients: [Coefficient] { storage }

    /// The degree, or nil for the zero polynomial.
    @inlinable
    public var degree: Int? { storage.isEmpty ? nil : storage.count - 1 }

    /// Whether this is the zero polynomial.
    @inlinable
    public var isZero: Bool { storage.isEmpty }

    /// Whether the degree is 0 or the polynomial is 0.
    @inlinable
    public var isConstant: Bool { storage.count <= 1 }

    /// The coefficient of the highest power, or nil for the zero polynomial.
    @inlinable
    public var leadingCoefficient: Coefficient? { storage.last }

    /// The coefficient of x⁰.
    @inlinable
    public var constantTerm: Coefficient { self[0] }

    /// The coefficient of xⁱ; 0 beyond the degree.
    ///
    /// - Precondition: `index` is not negative.
    @inlinable
    public subscript(index: Int) -> Coefficient {
        precondition(index >= 0, "a coefficient index must not be negative")
        return index < storage.count ? storage[index] : Coefficient(0)
    }

    /// Drops leading zeros.
    @inlinable
    mutating func trim() {
        while let last = storage.last, last.isZero { storage.removeLast() }
    }

    /// p(value) by Horner's rule; `degree` multiplications.
    @inlinable
    public func evaluated(at value: Coefficient) -> Coefficient {
        guard var result = storage.last else { return Coefficient(0) }
        var index = storage.count &- 2
        while index >= 0 {
            var next = storage[index]
            next.addProduct(result, value)
            result = next
            index &-= 1
        }
        return result
    }

    /// p(x + h), by repeated synthetic division; degree²/2 ring multiplications.
    @inlinable
    public func shifted(by offset: Coefficient) -> Polynomial {
        let count = storage.count
        guard count > 1, !offset.isZero else { return self }
        var result = storage
        for start in 0..<(count - 1) {
            var index = count &- 2
            while index >= start {
                let above = result[index &+ 1]
                result[index].addProduct(above, offset)
                index &-= 1
            }
        }
        return Polynomial(result)
    }

    /// p(q(x)), by Horner's rule in the ring of polynomials.
    @inlinable
    public func composed(with inner: Polynomial) -> Polynomial {
        var result = Polynomial()
        for coefficient in storage.reversed() {
            result = result * inner + Polynomial(constant: coefficient)
        }
        return result
    }

    /// pᵏ for k ≥ 0, with p⁰ = 1.
    ///
    /// - Precondition: `exponent` is not negative.
    @inlinable
    public func power(_ exponent: Int) -> Polynomial {
        precondition(exponent >= 0, "a polynomial power needs an exponent of at least 0")
        var result = Polynomial(constant: Coefficient(1))
        var base = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 != 0 { result = result * base }
            rest >>= 1
            if rest > 0 { base = base * base }
        }
        return result
    }

    /// dp/dx.
    @inlinable
    public var derivative: Polynomial {
        guard storage.count > 1 else { return Polynomial() }
        return Polynomial(storage.indices.dropFirst().map { storage[$0] * Coefficient($0) })
    }

    /// The polynomial with each coefficient replaced by its image under `transform`, which must be additive.
    @inlinable
    public func mapCoefficients<Other: CommutativeRing>(_ transform: (Coefficient) -> Other) -> Polynomial<Other> {
        Polynomial<Other>(storage.map(transform))
    }

    /// p(k·x): the coefficient of xⁱ times kⁱ.
    @inlinable
    public func scalingVariable(by factor: Coefficient) -> Polynomial {
        var power = Coefficient(1)
        var result = storage
        for index in result.indices {
            result[index] = result[index] * power
            power = power * factor
        }
        return Polynomial(result)
    }

    /// p(x)·xᵏ.
    ///
    /// - Precondition: `exponent` is not negative.
    @inlinable
    public func multipliedByVariable(power exponent: Int) -> Polynomial {
        precondition(exponent >= 0, "the power of the variable must not be negative")
        if isZero { return self }
        return Polynomial(Array(repeating: Coefficient(0), count: exponent) + storage)
    }
}
