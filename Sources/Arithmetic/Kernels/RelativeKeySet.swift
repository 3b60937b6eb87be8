internal import CMath

/// A set of real numbers that is asked whether it holds one of nearly the modulus of x, or of 1/x.
///
/// The key of x is min(|x|, 1/|x|), cut to 40 bits of its significand: cells of a relative width from 4.5·10^(−13) to
/// 9.1·10^(−13). A number in the set is found from every value at a relative distance below 4.5·10^(−13), and from none
/// beyond 1.9·10^(−12), up to a chance of 2^(−32) a question. In front of the table, of 32-bit fingerprints in open
/// addressing, stands a Bloom filter with four bits a key in one word: one access in the cache, about one passing in a
/// hundred. NaN passes the filter, so that what it stands for can be looked at.
///
/// Insertion is safe from several threads at once, and what is found does not depend on the order; it must end before
/// questions begin.
public final class RelativeKeySet: @unchecked Sendable {
    private let filter: UnsafeMutablePointer<UInt64>
    private let slots: UnsafeMutablePointer<UInt32>
    private let filterBits: Int
    private let slotBits: Int

    /// The relative distance below which a value finds a number of the set.
    public static let tolerance = 4.5e-13

    /// log₂ of the words of the filter (about 12 bits a key, between 8 KiB and 64 MiB) and of the slots (a third free).
    private static func sizes(for count: Int) -> (filter: Int, slots: Int) {
        func logarithm(_ x: Int) -> Int { Int.bitWidth - max(1, x - 1).leadingZeroBitCount }
        return (min(23, max(10, logarithm(count * 12 / 64))), max(10, logarithm(count + count / 2)))
    }

    /// The bytes that a set of `count` keys takes.
    public static func bytes(for count: Int) -> Int {
        let (filter, slots) = sizes(for: count)
        return 8 << filter + 4 << slots
    }

    /// An empty set with room for `count` keys.
    public init(capacity count: Int) {
        (filterBits, slotBits) = RelativeKeySet.sizes(for: count)
        filter = .allocate(capacity: 1 << filterBits)
        filter.initialize(repeating: 0, count: 1 << filterBits)
        slots = .allocate(capacity: 1 << slotBits)
        slots.initialize(repeating: 0, count: 1 << slotBits)
        withKernelSet { cm_admit_nan($0) }
    }

    deinit {
        filter.deallocate()
        slots.deallocate()
    }

    func withKernelSet<Result>(_ body: (UnsafePointer<cm_key_set>) -> Result) -> Result {
        var set = cm_key_set(
            filter: filter, slots: slots, filter_bits: Int32(filterBits), slot_bits: Int32(slotBits))
        return body(&set)
    }

    /// Adds numbers given by their keys, 0 < key ≤ 1.
    public func insert(keys: some Collection<Double>) {
        let list = ContiguousArray(keys)
        withKernelSet { set in
            list.withUnsafeBufferPointer { cm_insert_keys(set, $0.baseAddress, $0.count) }
        }
    }

    /// The positions of the values that may lie near a number of the set, ascending.
    public func matches(_ values: [Double]) -> [Int] {
        if values.isEmpty { return [] }
        var kept = [UInt32](repeating: 0, count: values.count)
        let count = withKernelSet { set in cm_match_keys(set, values, values.count, &kept) }
        return kept[..<count].map(Int.init)
    }
}
