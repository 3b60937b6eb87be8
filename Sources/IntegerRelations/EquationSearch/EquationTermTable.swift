/// The different terms of one side, by weight and by value.
///
/// A term is one operation on earlier terms, so that every term costs one operation and ten bytes besides its value and
/// error; what postfix notation would repeat is shared. Within a batch, which is a part of one weight, terms stand in
/// the order of their values; the view holds all terms in that order.
///
/// The columns are raw memory that grows between the parallel passes and is written by them in disjoint ranges.
final class EquationTermTable: @unchecked Sendable {
    /// A reference to a term of the side with x has this bit.
    static let variableFlag: UInt32 = 1 << 31

    /// Whether the terms contain x; then they have derivatives.
    let hasVariable: Bool
    /// The number of terms.
    private(set) var count = 0
    /// The first term of each weight that is complete or begun; weight w is levelStarts[w] ..< levelStarts[w + 1].
    private(set) var levelStarts = [0]

    private(set) var values: UnsafeMutablePointer<Double>
    private(set) var derivatives: UnsafeMutablePointer<Double>
    /// Bounds of rounding errors, in units of 2^(−53) of the value.
    private(set) var errors: UnsafeMutablePointer<Float>
    private(set) var operations: UnsafeMutablePointer<UInt8>
    private(set) var weights: UnsafeMutablePointer<UInt8>
    private(set) var lefts: UnsafeMutablePointer<UInt32>
    private(set) var rights: UnsafeMutablePointer<UInt32>
    private(set) var view: EquationView
    private(set) var nextView: EquationView
    private var capacity: Int

    init(hasVariable: Bool) {
        self.hasVariable = hasVariable
        capacity = 1024
        values = .allocate(capacity: capacity)
        derivatives = .allocate(capacity: hasVariable ? capacity : 1)
        errors = .allocate(capacity: capacity)
        operations = .allocate(capacity: capacity)
        weights = .allocate(capacity: capacity)
        lefts = .allocate(capacity: capacity)
        rights = .allocate(capacity: capacity)
        view = EquationView(capacity: capacity, hasVariable: hasVariable)
        nextView = EquationView(capacity: capacity, hasVariable: hasVariable)
    }

    deinit {
        values.deallocate()
        derivatives.deallocate()
        errors.deallocate()
        operations.deallocate()
        weights.deallocate()
        lefts.deallocate()
        rights.deallocate()
        view.deallocate()
        nextView.deallocate()
    }

    /// The bytes of one term in the columns and both views.
    var bytesPerTerm: Int { hasVariable ? 30 + 40 : 22 + 24 }

    /// The largest weight whose terms are all here.
    var completeWeight: Int { levelStarts.count - 2 }

    /// The terms of complete weights.
    var completeCount: Int { levelStarts[levelStarts.count - 1] }

    /// The terms of a weight.
    func level(_ weight: Int) -> Range<Int> {
        guard weight >= 0, weight + 1 < levelStarts.count else { return 0..<0 }
        return levelStarts[weight]..<levelStarts[weight + 1]
    }

    /// Declares all terms of the next weight to be here.
    func completeLevel() { levelStarts.append(count) }

    /// Makes room for `more` terms.
    func reserve(_ more: Int) {
        let needed = count + more
        guard needed > capacity else { return }
        let size = max(needed, capacity + capacity / 2)
        values = Self.grown(values, count, to: size)
        if hasVariable { derivatives = Self.grown(derivatives, count, to: size) }
        errors = Self.grown(errors, count, to: size)
        operations = Self.grown(operations, count, to: size)
        weights = Self.grown(weights, count, to: size)
        lefts = Self.grown(lefts, count, to: size)
        rights = Self.grown(rights, count, to: size)
        let larger = EquationView(capacity: size, hasVariable: hasVariable)
        larger.copy(view, count: count)
        view.deallocate()
        view = larger
        nextView.deallocate()
        nextView = EquationView(capacity: size, hasVariable: hasVariable)
        capacity = size
    }

    /// Counts in `added` terms that were written behind the others, and takes the next view, which holds all.
    func commit(_ added: Int) {
        count += added
        swap(&view, &nextView)
    }

    private static func grown<T: BitwiseCopyable>(
        _ old: UnsafeMutablePointer<T>, _ count: Int, to capacity: Int
    ) -> UnsafeMutablePointer<T> {
        let new = UnsafeMutablePointer<T>.allocate(capacity: capacity)
        new.update(from: old, count: count)
        old.deallocate()
        return new
    }
}

/// Terms in the order of their keys and derivatives.
struct EquationView: @unchecked Sendable {
    let values: UnsafeMutablePointer<Double>
    let derivatives: UnsafeMutablePointer<Double>
    let ids: UnsafeMutablePointer<UInt32>
    let hasVariable: Bool

    init(capacity: Int, hasVariable: Bool) {
        values = .allocate(capacity: capacity)
        derivatives = .allocate(capacity: hasVariable ? capacity : 1)
        ids = .allocate(capacity: capacity)
        self.hasVariable = hasVariable
    }

    @inline(__always)
    func rank(_ position: Int) -> EquationRank {
        EquationRank(
            key: EquationOrder.sortKey(values[position], hasVariable: hasVariable),
            derivative: hasVariable ? derivatives[position] : 0)
    }

    func deallocate() {
        values.deallocate()
        derivatives.deallocate()
        ids.deallocate()
    }

    func copy(_ other: EquationView, count: Int) {
        values.update(from: other.values, count: count)
        if hasVariable { derivatives.update(from: other.derivatives, count: count) }
        ids.update(from: other.ids, count: count)
    }
}
