/// Which primes each shape of a space gets tables for.
struct TablePlan {
    /// For each shape the layouts of its tables, primes ascending.
    private(set) var layouts: [[NilpotenceTableLayout]]

    /// Clock cycles of one period product mod p when a table is built, as a multiple of p.
    private static let cyclesPerStep = 0.5
    /// Clock cycles of confirming one candidate that the tables let pass.
    private static let cyclesPerConfirmation = 150.0

    /// Takes the smallest prime for every shape, then further ones as long as they pay and fit.
    ///
    /// - Throws: `NilpotenceTableError.overBudget` when the smallest prime does not fit.
    init(shapes: [SieveShape], memoryBudget: Int) throws(NilpotenceTableError) {
        layouts = Array(repeating: [], count: shapes.count)
        guard let smallest = NilpotenceTableSieve.tablePrimes.first else { return }
        var used = 0
        for (i, shape) in shapes.enumerated() {
            let layout = TablePlan.layout(shape, smallest)
            let bytes = layout?.bytes ?? .max
            guard let layout, bytes <= memoryBudget - used else {
                throw .overBudget(
                    needed: used.addingReportingOverflow(bytes).overflow ? .max : used + bytes, budget: memoryBudget,
                    prime: smallest, degrees: .init(a: shape.degreeA, b: shape.degreeB),
                    fitting: TablePlan.fitting(shape, memoryBudget, smallest))
            }
            used += bytes
            layouts[i].append(layout)
        }
        // The largest shapes first: they gain most.
        let order = shapes.indices.sorted { (size(shapes[$0]), $1) > (size(shapes[$1]), $0) }
        for i in order {
            var density = passing(shapes[i], smallest)
            for p in NilpotenceTableSieve.tablePrimes.dropFirst() {
                guard let layout = TablePlan.layout(shapes[i], p), layout.bytes <= memoryBudget - used else { break }
                let saved = size(shapes[i]) * density * TablePlan.cyclesPerConfirmation
                let cost = Double(layout.products) * Double(p) * TablePlan.cyclesPerStep
                // Small tables are made in any case.
                if cost > saved && cost > 1e6 { break }
                used += layout.bytes
                layouts[i].append(layout)
                density *= passing(shapes[i], p)
            }
        }

        /// The share of candidates that pass at p: one of the continuants between the roots of b mod p must vanish.
        func passing(_ shape: SieveShape, _ p: Int) -> Double {
            var roots = 1.0
            if case .rooted = shape.numerators { roots = Double(shape.degreeB) }
            return min(1, roots / Double(p))
        }

        func size(_ shape: SieveShape) -> Double { Double(shape.countA) * Double(shape.countB) }
    }

    /// The smaller of the projective and the plain layout; nil when neither can be indexed.
    static func layout(_ shape: SieveShape, _ p: Int) -> NilpotenceTableLayout? {
        let prime = SmallPrime(value: p)
        var best: NilpotenceTableLayout?
        for isProjective in [true, false] {
            let denominators = DenominatorClasses(ranges: shape.rangesA, prime: prime, isProjective: isProjective)
            let numerators: NumeratorClasses
            switch shape.numerators {
            case .box(let ranges):
                numerators = .box(
                    BoxClasses(ranges: Array(ranges.dropLast()), prime: prime, isProjective: isProjective))
            case .rooted(let family): numerators = .rooted(RootClasses(family: family, prime: prime))
            }
            let layout = NilpotenceTableLayout(
                prime: prime, denominators: denominators, numerators: numerators, isBalanced: shape.isBalanced)
            if let layout, layout.bytes < best?.bytes ?? .max { best = layout }
        }
        return best
    }

    /// The largest degrees that fit, lowering that of b first.
    private static func fitting(
        _ shape: SieveShape, _ budget: Int, _ p: Int
    ) -> NilpotenceTableError.DegreePair? {
        for degreeA in stride(from: shape.degreeA, through: 0, by: -1) {
            for degreeB in stride(from: shape.degreeB, through: 1, by: -1) {
                guard let smaller = shape.lowered(toA: degreeA, toB: degreeB) else { continue }
                if let layout = layout(smaller, p), layout.bytes <= budget {
                    return .init(a: degreeA, b: degreeB)
                }
            }
        }
        return nil
    }
}
