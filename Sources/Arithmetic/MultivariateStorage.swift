internal import CMath

/// The ring Q[x₀, …, xₙ₋₁] of FLINT with the graded lexicographic order of monomials.
final class MultivariateContext: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<fmpq_mpoly_ctx_struct>
    let variableCount: Int

    init(_ variableCount: Int) {
        self.variableCount = variableCount
        pointer = .allocate(capacity: 1)
        fmpq_mpoly_ctx_init(pointer, variableCount, ORD_DEGLEX)
    }

    deinit {
        fmpq_mpoly_ctx_clear(pointer)
        pointer.deallocate()
    }
}

/// An owned FLINT polynomial. It is changed only while one value refers to it, which makes it safe to send.
final class MultivariateStorage: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<fmpq_mpoly_struct>
    let context: MultivariateContext

    init(_ context: MultivariateContext) {
        self.context = context
        pointer = .allocate(capacity: 1)
        fmpq_mpoly_init(pointer, context.pointer)
    }

    /// A copy.
    convenience init(copying other: MultivariateStorage) {
        self.init(other.context)
        fmpq_mpoly_set(pointer, other.pointer, context.pointer)
    }

    deinit {
        fmpq_mpoly_clear(pointer, context.pointer)
        pointer.deallocate()
    }
}

/// An owned FLINT fraction, for the calls that take or give one.
struct FlintRational: ~Copyable {
    let pointer: UnsafeMutablePointer<fmpq>

    init(_ value: Rational = 0) {
        pointer = .allocate(capacity: 1)
        fmpq_init(pointer)
        value.numerator.copy(to: &pointer.pointee.num)
        value.denominator.copy(to: &pointer.pointee.den)
    }

    deinit {
        fmpq_clear(pointer)
        pointer.deallocate()
    }

    /// The value, which is in lowest terms.
    var value: Rational { Rational(Integer(&pointer.pointee.num), Integer(&pointer.pointee.den)) }
}
