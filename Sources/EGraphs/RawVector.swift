#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Memory from the C library: zeroed pages that are not touched before they are used, and growth in place.
@usableFromInline
enum RawMemory {
    /// `count` elements, all bits 0. The process ends when there is no memory left, as with every allocation in Swift.
    @usableFromInline
    static func zeroed<Element: BitwiseCopyable>(_ type: Element.Type, count: Int) -> UnsafeMutablePointer<Element> {
        guard let memory = calloc(count, MemoryLayout<Element>.stride) else { preconditionFailure("out of memory") }
        return memory.bindMemory(to: Element.self, capacity: count)
    }

    /// The same elements with room for `count`.
    @usableFromInline
    static func resized<Element: BitwiseCopyable>(
        _ pointer: UnsafeMutablePointer<Element>, count: Int
    ) -> UnsafeMutablePointer<Element> {
        guard let memory = realloc(pointer, count &* MemoryLayout<Element>.stride) else {
            preconditionFailure("out of memory")
        }
        return memory.bindMemory(to: Element.self, capacity: count)
    }

    /// `count` zeroed elements that are read at random: on large pages where the system has them, because the misses
    /// of the address translation are what a hash table of many megabytes waits for. To be given back by
    /// `releaseTable` with the same count.
    @usableFromInline
    static func zeroedTable<Element: BitwiseCopyable>(
        _ type: Element.Type, count: Int
    ) -> UnsafeMutablePointer<Element> {
        let bytes = count &* MemoryLayout<Element>.stride
        guard bytes >= largePage else { return zeroed(type, count: count) }
        let mapped = mmap(nil, bytes + largePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | anonymous, -1, 0)
        guard let mapped, mapped != MAP_FAILED else { preconditionFailure("out of memory") }
        // Only whole aligned pages can be large ones: what lies before and behind them is given back at once.
        let before = (largePage - Int(bitPattern: mapped) % largePage) % largePage
        let start = mapped + before
        if before > 0 { munmap(mapped, before) }
        munmap(start + bytes, largePage - before)
        #if os(Linux)
            madvise(start, bytes, MADV_HUGEPAGE)
        #endif
        return start.bindMemory(to: Element.self, capacity: count)
    }

    /// Gives a table of `count` elements back.
    @usableFromInline
    static func releaseTable<Element>(_ pointer: UnsafeMutablePointer<Element>, count: Int) {
        let bytes = count &* MemoryLayout<Element>.stride
        if bytes >= largePage { munmap(pointer, bytes) } else { free(pointer) }
    }

    private static let largePage = 1 << 21
    #if os(Linux)
        private static let anonymous = Int32(MAP_ANONYMOUS)
    #else
        private static let anonymous = MAP_ANON
    #endif

    /// Gives memory of this kind back.
    @usableFromInline
    static func release<Element>(_ pointer: UnsafeMutablePointer<Element>) { free(pointer) }
}

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
        base = RawMemory.zeroed(Element.self, count: self.capacity)
        count = 0
    }

    @inlinable
    deinit { RawMemory.release(base) }

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
        base = RawMemory.resized(base, count: newCapacity)
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
