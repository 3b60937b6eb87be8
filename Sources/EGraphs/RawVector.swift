/// A growable array of trivial elements over a raw buffer: no reference count, no bounds trap in release, amortized
/// constant append. The building block of the term store's flat tables.
@frozen
@usableFromInline
struct RawVector<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var count: Int
    @usableFromInline var capacity: Int

    @inlinable
    init(capacity: Int = 16) {
        self.capacity = max(1, capacity)
        base = .allocate(capacity: self.capacity)
        count = 0
    }

    @inlinable
    deinit { base.deallocate() }

    @inlinable
    subscript(index: Int) -> Element {
        @inline(__always) get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        @inline(__always) set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    @inlinable
    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: 2 * capacity) }
        base[count] = element
        count &+= 1
    }

    @usableFromInline
    mutating func grow(to newCapacity: Int) {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity = newCapacity
    }

    @usableFromInline
    mutating func removeAll() { count = 0 }

    @usableFromInline
    borrowing func copy() -> RawVector {
        var result = RawVector(capacity: max(1, count))
        result.base.update(from: base, count: count)
        result.count = count
        return result
    }
}
