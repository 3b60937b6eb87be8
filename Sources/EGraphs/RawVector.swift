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
    /// `count` elements, all bits 0, for `resized` and `release`. The process ends when there is no memory left, as with
    /// every allocation in Swift.
    @usableFromInline
    static func zeroed<Element: BitwiseCopyable>(_ type: Element.Type, count: Int) -> UnsafeMutablePointer<Element> {
        let bytes = count &* MemoryLayout<Element>.stride
        if bytes >= largeSize { return largeRegion(bytes).bindMemory(to: Element.self, capacity: count) }
        guard let memory = calloc(count, MemoryLayout<Element>.stride) else { preconditionFailure("out of memory") }
        return memory.bindMemory(to: Element.self, capacity: count)
    }

    /// The first `used` elements of memory for `capacity` with room for `count` or more; the new capacity.
    ///
    /// Large memory grows by a reservation of addresses four times as large as what is asked for: what is not used costs
    /// nothing, growth copies seldom, and no page is moved between the heap's lists.
    @usableFromInline
    static func resized<Element: BitwiseCopyable>(
        _ pointer: UnsafeMutablePointer<Element>, capacity: Int, used: Int, count: Int
    ) -> (UnsafeMutablePointer<Element>, capacity: Int) {
        let stride = MemoryLayout<Element>.stride
        if count &* stride < largeSize {
            guard let memory = realloc(pointer, count &* stride) else { preconditionFailure("out of memory") }
            return (memory.bindMemory(to: Element.self, capacity: count), count)
        }
        let reserved = 4 &* count
        let memory = largeRegion(reserved &* stride).bindMemory(to: Element.self, capacity: reserved)
        memory.update(from: pointer, count: used)
        release(pointer, count: capacity)
        return (memory, reserved)
    }

    /// Gives memory for `count` elements back.
    @usableFromInline
    static func release<Element>(_ pointer: UnsafeMutablePointer<Element>, count: Int) {
        let bytes = count &* MemoryLayout<Element>.stride
        if bytes >= largeSize { munmap(pointer, wholePages(bytes)) } else { free(pointer) }
    }

    /// Gives the pages of elements back that are not needed any more, where the memory is large; they read as zero then.
    @usableFromInline
    static func discard<Element>(_ pointer: UnsafeMutablePointer<Element>, _ range: Range<Int>, count: Int) {
        let stride = MemoryLayout<Element>.stride
        if count &* stride < largeSize { return }
        let start = wholePages(range.lowerBound &* stride)
        let end = range.upperBound &* stride / page &* page
        if end > start { madvise(UnsafeMutableRawPointer(pointer) + start, end - start, MADV_DONTNEED) }
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
        return largeRegion(bytes, isTable: true).bindMemory(to: Element.self, capacity: count)
    }

    /// Gives a table of `count` elements back.
    @usableFromInline
    static func releaseTable<Element>(_ pointer: UnsafeMutablePointer<Element>, count: Int) {
        release(pointer, count: count)
    }

    /// Zeroed memory of its own; for a table aligned to large pages and on them. What is filled in order is left on small
    /// ones: they cost no more there, and the last is not mostly empty.
    private static func largeRegion(_ size: Int, isTable: Bool = false) -> UnsafeMutableRawPointer {
        let bytes = wholePages(size)
        let slack = isTable ? largePage : 0
        let flags = MAP_PRIVATE | anonymous | MAP_NORESERVE
        let mapped = mmap(nil, bytes + slack, PROT_READ | PROT_WRITE, flags, -1, 0)
        guard let mapped, mapped != MAP_FAILED else { preconditionFailure("out of memory") }
        if !isTable { return mapped }
        // Only whole aligned pages can be large ones: what lies before and behind them is given back at once.
        let before = (largePage - Int(bitPattern: mapped) % largePage) % largePage
        let start = mapped + before
        if before > 0 { munmap(mapped, before) }
        munmap(start + bytes, slack - before)
        #if os(Linux)
            madvise(start, bytes, MADV_HUGEPAGE)
        #endif
        return start
    }

    private static func wholePages(_ bytes: Int) -> Int { (bytes + page - 1) / page * page }

    /// From this many bytes on memory is taken from the system and not from the heap.
    private static let largeSize = 1 << 20
    private static let largePage = 1 << 21
    /// A multiple of every system's page.
    private static let page = 1 << 14
    #if os(Linux)
        private static let anonymous = Int32(MAP_ANONYMOUS)
    #else
        private static let anonymous = MAP_ANON
    #endif
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
    deinit { RawMemory.release(base, count: capacity) }

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

    /// Makes room for `newCapacity` elements or more; only the first `count` are kept.
    @usableFromInline
    mutating func grow(to newCapacity: Int) {
        (base, capacity) = RawMemory.resized(base, capacity: capacity, used: count, count: newCapacity)
    }

    /// Makes room for that many elements more.
    @inline(__always)
    mutating func reserve(_ additional: Int) {
        if count &+ additional > capacity { grow(to: max(2 * capacity, count + additional)) }
    }

    /// Gives the pages of a range back that nothing reads any more.
    func discard(_ range: Range<Int>) { RawMemory.discard(base, range, count: capacity) }

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
