/// For each class of an extraction problem the classes that every term of it has subterms of, as rows of bits.
///
/// R(c) = {c} ∪ ⋂ over its nodes ⋃ over their children R(child): any sets that fulfil R(c) ⊆ the right side are sound,
/// by induction over the height of a term. The rows start as {c} and grow in the order in which classes were settled.
struct RequiredClasses: ~Copyable {
    /// 64-bit words in a row.
    let width: Int
    private var words: RawVector<UInt64>
    /// Whether a class is required by itself only, because the rows of so many classes would be too large.
    let isTrivial: Bool

    /// The largest number of classes for which rows are computed: 32 MiB.
    static let classLimit = 1 << 14
    private static let passLimit = 16

    /// Cost: at most `passLimit` passes over the children, each with one row a child.
    init(_ problem: borrowing ExtractionProblem, classLimit: Int = RequiredClasses.classLimit) {
        let count = problem.classCount
        width = (count + 63) / 64
        isTrivial = count > classLimit
        words = RawVector(capacity: isTrivial ? 1 : count * width)
        if isTrivial { return }
        words.count = count * width
        for c in 0..<count { words.base[c * width + c >> 6] |= 1 << UInt64(c & 63) }
        var union = RawVector<UInt64>(capacity: width)
        var meet = RawVector<UInt64>(capacity: width)
        union.count = width
        meet.count = width
        for _ in 0..<RequiredClasses.passLimit {
            var changed = false
            for c in 0..<UInt32(count) {
                meet.base.update(repeating: .max, count: width)
                for node in problem.nodeRange(c) {
                    union.base.update(repeating: 0, count: width)
                    for place in problem.childRange(node) { add(problem.children.base[place], to: union.base) }
                    for w in 0..<width { meet.base[w] &= union.base[w] }
                }
                let row = words.base + Int(c) * width
                for w in 0..<width where meet.base[w] & ~row[w] != 0 {
                    row[w] |= meet.base[w]
                    changed = true
                }
            }
            if !changed { return }
        }
    }

    /// Adds the required classes of a class to a row.
    @inline(__always)
    func add(_ c: UInt32, to row: UnsafeMutablePointer<UInt64>) {
        if isTrivial {
            row[Int(c >> 6)] |= 1 << UInt64(c & 63)
        } else {
            let own = words.base + Int(c) &* width
            for w in 0..<width { row[w] |= own[w] }
        }
    }

    /// Whether every term of class c has a subterm of class d.
    func requires(_ c: UInt32, _ d: UInt32) -> Bool {
        isTrivial ? c == d : words.base[Int(c) * width + Int(d >> 6)] >> UInt64(d & 63) & 1 != 0
    }
}
