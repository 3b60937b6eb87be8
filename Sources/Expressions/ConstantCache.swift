import Arithmetic
import Synchronization

/// The values of constants that were computed in this process, shared by all threads.
///
/// An entry belongs to a name together with its definition, and is the enclosure of the highest precision asked for so
/// far. It is computed with 32 bits more than that, so that a request for fewer bits is answered by rounding: the ball
/// returned contains the constant, its midpoint has the bits asked for, and it is as narrow as a fresh computation's. Of
/// all entries those used last are kept, up to `capacity` bytes; the first request after that computes again.
public final class ConstantCache: Sendable {
    /// The cache of the process.
    public static let standard = ConstantCache()

    /// What an entry is for: a name alone for the constants that Arb computes, otherwise its definition too.
    struct Key: Hashable, Sendable {
        let name: String
        let definition: Expression?
    }

    private struct Entry {
        let key: Key
        let value: NodeValue
        let precision: Int

        var bytes: Int { value.exact == nil ? precision / 4 + 128 : 128 }

        /// The value to so many bits; nil when it is not known so well.
        func value(precision wanted: Int) -> NodeValue? {
            if value.exact != nil { return value }
            return precision >= wanted ? .ball(value.ball(precision: precision).rounded(precision: wanted)) : nil
        }
    }

    /// The number of bytes that entries may take together.
    public let capacity: Int
    private let entries = Mutex<[Entry]>([])
    /// The bits by which entries exceed the precision they serve.
    static let guardBits = 32

    /// An empty cache of this many bytes.
    public init(capacity: Int = 1 << 28) { self.capacity = capacity }

    /// The bytes taken, estimated from the precisions.
    public var bytes: Int { entries.withLock { $0.reduce(0) { $0 + $1.bytes } } }

    /// Forgets all values.
    public func removeAll() { entries.withLock { $0.removeAll() } }

    /// The value under this key to `precision` bits, computed by `compute` unless it is known to that precision.
    ///
    /// Two threads that miss at once both compute; no lock is held meanwhile.
    func value<Failure: Error>(
        _ key: Key, precision: Int, compute: (_ precision: Int) throws(Failure) -> NodeValue
    ) throws(Failure) -> NodeValue {
        let known = entries.withLock { entries -> NodeValue? in
            guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = entries[index]
            guard let value = entry.value(precision: precision) else { return nil }
            if index > 0 {
                entries.remove(at: index)
                entries.insert(entry, at: 0)
            }
            return value
        }
        if let known { return known }
        let entry = Entry(key: key, value: try compute(precision + ConstantCache.guardBits), precision: precision)
        if entry.value.ball(precision: 64).isFinite { entries.withLock { store(entry, in: &$0) } }
        return entry.value(precision: precision) ?? entry.value
    }

    private func store(_ entry: Entry, in entries: inout [Entry]) {
        if let index = entries.firstIndex(where: { $0.key == entry.key }) {
            if entries[index].precision >= entry.precision { return }
            entries.remove(at: index)
        }
        guard entry.bytes <= capacity else { return }
        entries.insert(entry, at: 0)
        var total = entries.reduce(0) { $0 + $1.bytes }
        while total > capacity, let last = entries.popLast() { total -= last.bytes }
    }
}
