internal import CMath

/// A header with the layout of GMP's `__mpz_struct`, so that inlinable code need not see GMP.
@frozen
@usableFromInline
struct IntegerHeader {
    var allocated: Int32
    var size: Int32
    var limbs: UnsafeMutableRawPointer?
}

/// The heap part of a large `Integer`: one object whose header is a GMP integer.
///
/// It is mutated only by an owner that has checked `isKnownUniquelyReferenced`, which makes `Integer` a value type
/// that is safe to send between threads.
@usableFromInline
final class IntegerStorage: ManagedBuffer<IntegerHeader, Never> {
    deinit {
        withUnsafeMutablePointerToHeader { header in
            __gmpz_clear(mpzPointer(header))
        }
    }

    /// A new storage holding 0.
    static func make() -> IntegerStorage {
        let buffer = IntegerStorage.create(minimumCapacity: 0) { _ in
            var z = __mpz_struct()
            __gmpz_init(&z)
            return unsafeBitCast(z, to: IntegerHeader.self)
        }
        return unsafeDowncast(buffer, to: IntegerStorage.self)
    }

    /// The GMP integer of this storage; valid while the storage lives.
    var mpz: UnsafeMutablePointer<__mpz_struct> {
        withUnsafeMutablePointerToHeader { mpzPointer($0) }
    }
}

/// Reinterprets a header as the GMP integer whose layout it has.
@inline(__always)
private func mpzPointer(_ header: UnsafeMutablePointer<IntegerHeader>) -> UnsafeMutablePointer<__mpz_struct> {
    UnsafeMutableRawPointer(header).assumingMemoryBound(to: __mpz_struct.self)
}
