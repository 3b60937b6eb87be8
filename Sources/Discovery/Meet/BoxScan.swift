import Arithmetic

/// The first comparison of a rectangle of pairs (a, b) of two boxes with a table: all values in blocks of 32 b, at a depth
/// that the leading terms of the two ask for (`MeetPlan`).
struct BoxScan: ~Copyable {
    private let boxA: CoefficientBox
    private let boxB: CoefficientBox
    private let groupsA: [LeadingGroup]
    private let groupsB: [LeadingGroup]
    private let keys: RelativeKeySet
    private let width: Int
    private var deep: DeepQueue
    private var hits = ContinuantHits()
    private var values: [Double] = []
    private var candidates: [Int] = []
    private var shallow: [Int] = []

    /// Polynomials a of one degree: the rows of a pass, sorted by leading coefficient.
    private struct Rows {
        var coefficients: [Double] = []
        var indices: [Int] = []
        var classes: [(lead: Double, range: Range<Int>)] = []
    }

    /// Up to 32 polynomials b of one degree.
    private struct Columns {
        var coefficients: [Double] = []
        var indices: [Int] = []
        var classes: [(lead: Double, lanes: UInt32)] = []
    }

    /// The plans of one pair of degrees, by the leading coefficients.
    private struct Plans {
        let degreeA: Int
        let degreeB: Int
        let cap: Int
        private var known: [Int: MeetPlan] = [:]

        init(degreeA: Int, degreeB: Int, cap: Int) {
            self.degreeA = degreeA
            self.degreeB = degreeB
            self.cap = cap
        }

        /// The plan; `a` is the position of the leading coefficient A among the classes of rows.
        mutating func plan(_ a: Int, leadA: Double, leadB: Double) -> MeetPlan {
            // Leading coefficients are integers of at most 31 bits.
            let key = a << 32 | Int(UInt32(truncatingIfNeeded: Int(leadB)))
            if let plan = known[key] { return plan }
            let plan = MeetPlan(leadA: leadA, degreeA: degreeA, leadB: leadB, degreeB: degreeB, cap: cap)
            known[key] = plan
            return plan
        }
    }

    init(a: CoefficientBox, b: CoefficientBox, groupsA: [LeadingGroup], groupsB: [LeadingGroup], keys: RelativeKeySet) {
        boxA = a
        boxB = b
        self.groupsA = groupsA
        self.groupsB = groupsB
        self.keys = keys
        width = b.count ?? 1
        deep = DeepQueue(
            degreeOfA: a.ranges.count - 1, degreeOfB: b.ranges.count - 1, depth: MeetPlan.slowEvaluation.depth,
            order: MeetPlan.slowEvaluation.order, keys: keys)
    }

    /// The indices in the rectangle whose values are near a number of the table, in no particular order; nil when
    /// `isCancelled` said yes.
    mutating func scan(rows: Range<Int>, columns: Range<Int>, isCancelled: () -> Bool) -> [Int]? {
        for degreeA in boxA.ranges.indices {
            let table = self.rows(degreeA, in: rows)
            if table.indices.isEmpty { continue }
            for degreeB in boxB.ranges.indices {
                guard scan(table, degreeA, degreeB, columns: columns, isCancelled) else { return nil }
            }
        }
        deep.flush()
        defer { shallow.removeAll() }
        return shallow + deep.found
    }

    /// The rows of one degree: of a and −a, both in the box, only the one with positive leading coefficient.
    private func rows(_ degree: Int, in range: Range<Int>) -> Rows {
        var rows = Rows()
        for group in groupsA where group.degree == degree {
            let start = rows.indices.count
            for k in group.members(in: range) {
                let first = rows.coefficients.count
                group.append(k, of: boxA, to: &rows.coefficients)
                if group.lead < 0, boxA.holdsNegative(of: rows.coefficients[first...]) {
                    rows.coefficients.removeSubrange(first...)
                } else {
                    rows.indices.append(group.offset + k * group.stride)
                }
            }
            if rows.indices.count > start {
                rows.classes.append((Double(group.lead), start..<rows.indices.count))
            }
        }
        return rows
    }

    private mutating func scan(
        _ rows: Rows, _ degreeA: Int, _ degreeB: Int, columns: Range<Int>, _ isCancelled: () -> Bool
    ) -> Bool {
        let sizes = [boxA.largestModulus, boxB.largestModulus.squareRoot(), 1]
        let largest = sizes.max() ?? 1
        let cap = MeetPlan.cap(sizeRatio: largest)
        let scale = ContinuantScale(
            degreeOfA: degreeA, degreeOfB: degreeB, magnitude: largest.squareRoot(), depth: cap)
        let table = ContinuantRows(
            coefficients: rows.coefficients, degree: degreeA, depth: cap, scale: scale)
        var block = ContinuantBlock(largestDegree: degreeB, largestDepth: cap)
        var plans = Plans(degreeA: degreeA, degreeB: degreeB, cap: cap)
        // Values of b below 2^53 are exact in doubles, so that a zero is a zero.
        var bound = 0.0
        for (k, range) in boxB.ranges.prefix(degreeB + 1).enumerated() {
            let size = Double(max(range.lowerBound.magnitude, range.upperBound.magnitude))
            bound += size * (0..<k).reduce(1.0) { power, _ in power * Double(cap) }
        }
        let isExact = bound < 0x1p53
        var pending = Columns()
        for group in groupsB where group.degree == degreeB {
            for k in group.members(in: columns) {
                let lane = pending.indices.count
                group.append(k, of: boxB, to: &pending.coefficients)
                pending.indices.append(group.offset + k * group.stride)
                if let last = pending.classes.last, last.lead == Double(group.lead) {
                    pending.classes[pending.classes.count - 1].lanes |= 1 << UInt32(lane)
                } else {
                    pending.classes.append((Double(group.lead), 1 << UInt32(lane)))
                }
                if lane + 1 == ContinuantBlock.lanes {
                    if isCancelled() { return false }
                    work(on: pending, rows, table, &block, scale, &plans, isExact)
                    pending = Columns()
                }
            }
        }
        if isCancelled() { return false }
        if !pending.indices.isEmpty { work(on: pending, rows, table, &block, scale, &plans, isExact) }
        return true
    }

    /// What is to be done with the lanes of a block for one class of rows.
    private struct Task {
        var depth = 0
        var live: UInt32 = 0
        var deep: UInt32 = 0
    }

    private mutating func work(
        on columns: Columns, _ rows: Rows, _ table: borrowing ContinuantRows, _ block: inout ContinuantBlock,
        _ scale: ContinuantScale, _ plans: inout Plans, _ isExact: Bool
    ) {
        var tasks: [Task] = []
        var depth = MeetPlan.leastDepth
        for (position, row) in rows.classes.enumerated() {
            var task = Task()
            for column in columns.classes {
                switch plans.plan(position, leadA: row.lead, leadB: column.lead) {
                case .divergent: break
                case .deep: task.deep |= column.lanes
                case .blocks(let wanted):
                    task.live |= column.lanes
                    task.depth = max(task.depth, wanted)
                }
            }
            depth = max(depth, task.depth)
            tasks.append(task)
        }
        let size = plans.degreeB + 1
        depth = min(depth, plans.cap)
        for lane in 0..<ContinuantBlock.lanes {
            // Lanes without a polynomial hold b = 1.
            for k in 0..<size {
                let value = lane < columns.indices.count ? columns.coefficients[lane * size + k] : k == 0 ? 1 : 0
                block.setCoefficient(k, lane: lane, to: value)
            }
        }
        var terminating = block.tabulate(degree: plans.degreeB, depth: depth, scale: scale)
        if !isExact, terminating != 0 { terminating = exactZeros(among: terminating, of: columns, depth: depth) }
        for (row, task) in zip(rows.classes, tasks) {
            let live = task.live & ~terminating
            let slow = task.deep & ~terminating
            if live != 0 {
                block.hits(of: table, in: row.range, depth: task.depth, live: live, keys: keys, into: &hits)
                collect(columns, rows, from: row.range.lowerBound, size)
            }
            if slow != 0 {
                for r in row.range {
                    for lane in columns.indices.indices where slow >> UInt32(lane) & 1 == 1 {
                        postpone(r, lane, rows, columns, size)
                    }
                }
            }
        }
    }

    /// The hits of the filter that the table confirms; what has no value yet goes deeper.
    private mutating func collect(_ columns: Columns, _ rows: Rows, from first: Int, _ size: Int) {
        values.removeAll(keepingCapacity: true)
        candidates.removeAll(keepingCapacity: true)
        for position in 0..<hits.count {
            let hit = hits[position]
            if hit.value.isNaN {
                postpone(first + hit.row, hit.lane, rows, columns, size)
            } else {
                values.append(hit.value)
                candidates.append(rows.indices[first + hit.row] * width + columns.indices[hit.lane])
            }
        }
        for position in keys.matches(values) { shallow.append(candidates[position]) }
    }

    private mutating func postpone(_ row: Int, _ lane: Int, _ rows: Rows, _ columns: Columns, _ size: Int) {
        let sizeA = rows.coefficients.count / rows.indices.count
        deep.add(
            index: rows.indices[row] * width + columns.indices[lane],
            a: rows.coefficients[row * sizeA..<(row + 1) * sizeA],
            b: columns.coefficients[lane * size..<(lane + 1) * size])
    }

    /// The lanes whose b(n) vanishes in integers for some n up to the depth.
    private func exactZeros(among lanes: UInt32, of columns: Columns, depth: Int) -> UInt32 {
        var zeros: UInt32 = 0
        for (lane, index) in columns.indices.enumerated() where lanes >> UInt32(lane) & 1 == 1 {
            let b = boxB.polynomial(at: index)
            if (1...depth).contains(where: { b.evaluated(at: Integer($0)).isZero }) { zeros |= 1 << UInt32(lane) }
        }
        return zeros
    }
}
