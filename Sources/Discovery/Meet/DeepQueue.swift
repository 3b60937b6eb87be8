import Arithmetic

/// Fractions that wait until 32 of them can be evaluated side by side, and the comparison of their values with a table.
struct DeepQueue: ~Copyable {
    private var batch: ContinuantBatch
    private var indices: [Int] = []
    private let depth: Int
    private let order: Int
    private let keys: RelativeKeySet
    /// The indices of fractions whose value is near a number of the table.
    private(set) var found: [Int] = []

    /// A queue for polynomials up to these degrees, evaluated to this depth with a tail of this order.
    init(degreeOfA: Int, degreeOfB: Int, depth: Int, order: Int, keys: RelativeKeySet) {
        batch = ContinuantBatch(degreeOfA: degreeOfA, degreeOfB: degreeOfB)
        self.depth = depth
        self.order = order
        self.keys = keys
    }

    /// Adds the fraction with these coefficients, which stands at `index`, unless its convergents oscillate for good.
    mutating func add(index: Int, a: ArraySlice<Double>, b: ArraySlice<Double>) {
        if let roots = CoincidentRoots(a: a, b: b), roots.convergence == .oscillating { return }
        batch.setFraction(lane: indices.count, a: a, b: b)
        indices.append(index)
        if indices.count == ContinuantBatch.lanes { flush() }
    }

    /// Evaluates what waits.
    mutating func flush() {
        guard !indices.isEmpty else { return }
        batch.evaluate(depth: depth, order: order)
        let values = indices.indices.map { batch.value(lane: $0).high }
        for position in keys.matches(values) { found.append(indices[position]) }
        indices.removeAll(keepingCapacity: true)
    }
}
