/// Takes the candidates of one weight into a table: computes them in parallel, sorts them by value, drops those that
/// are there already, and merges the others in. Everything is determined by values and positions, never by threads.
final class EquationArena: @unchecked Sendable {
    /// Candidates taken at a time.
    static let capacity = 1 << 21
    /// The bytes of the buffers.
    static let bytes =
        capacity * (MemoryLayout<EquationCandidate>.stride + 2 * MemoryLayout<EquationEntry>.stride)
    /// Buckets are worked on in about this many groups.
    private static let groupCount = 64

    private let candidates: UnsafeMutablePointer<EquationCandidate>
    private let entries: UnsafeMutablePointer<EquationEntry>
    private let scratch: UnsafeMutablePointer<EquationEntry>
    private let threads: Int

    /// A run of buckets: where its entries stand, and where its part of the table's view.
    private struct Group {
        var entries: Range<Int>
        var buckets: Range<Int>
        var view: Range<Int>
        var kept = 0
        /// New terms in the groups before.
        var before = 0
    }

    init(threads: Int) {
        self.threads = threads
        candidates = .allocate(capacity: Self.capacity)
        entries = .allocate(capacity: Self.capacity)
        scratch = .allocate(capacity: Self.capacity)
    }

    deinit {
        candidates.deallocate()
        entries.deallocate()
        scratch.deallocate()
    }

    /// Adds the new terms of `blocks`, whose bounds sum to at most `capacity`, to `table`, as terms of `weight`.
    ///
    /// - Parameter mayAdd: told how many terms are new; when it says no, nothing is added.
    /// - Returns: the number of candidates, and of those the new ones; nil when they were not added.
    func absorb(
        _ blocks: ArraySlice<EquationBlock>, weight: Int, into table: EquationTermTable, generator: EquationGenerator,
        mayAdd: (Int) -> Bool
    ) -> (candidates: Int, added: Int)? {
        let hasVariable = table.hasVariable
        let tasks = Self.tasks(blocks)
        let bucketCount = EquationOrder.bucketCount
        let counts = UnsafeTable<Int>(tasks.count)
        let histogram = UnsafeTable<UInt32>(tasks.count * bucketCount)
        ParallelBlocks.forEach(tasks.count, threads: threads) { [self] task in
            let output = candidates + tasks[task].offset
            var count = 0
            for block in blocks[tasks[task].blocks] { count += generator.generate(block, output + count) }
            counts.base[task] = count
            let histogram = histogram.base + task * bucketCount
            for i in 0..<count {
                let key = EquationOrder.sortKey(output[i].value, hasVariable: hasVariable)
                histogram[EquationOrder.bucket(key)] &+= 1
            }
        }
        // Starts of each task's entries in each bucket.
        var bucketStarts = [Int](repeating: 0, count: bucketCount + 1)
        var total = 0
        for bucket in 0..<bucketCount {
            bucketStarts[bucket] = total
            for task in 0..<tasks.count {
                let cell = histogram.base + (task * bucketCount + bucket)
                let size = Int(cell.pointee)
                cell.pointee = UInt32(total)
                total += size
            }
        }
        bucketStarts[bucketCount] = total
        ParallelBlocks.forEach(tasks.count, threads: threads) { [self] task in
            let starts = histogram.base + task * bucketCount
            for i in tasks[task].offset..<tasks[task].offset + counts.base[task] {
                let key = EquationOrder.sortKey(candidates[i].value, hasVariable: hasVariable)
                let bucket = EquationOrder.bucket(key)
                entries[Int(starts[bucket])] = EquationEntry(key: key, index: UInt32(truncatingIfNeeded: i))
                starts[bucket] &+= 1
            }
        }
        let added = insert(bucketStarts, weight, table, mayAdd)
        return added.map { (total, $0) }
    }

    /// Adds the new ones of a few candidates.
    func absorb(_ few: [EquationCandidate], weight: Int, into table: EquationTermTable) {
        var bucketStarts = [Int](repeating: 0, count: EquationOrder.bucketCount + 1)
        let keys = few.map { EquationOrder.sortKey($0.value, hasVariable: table.hasVariable) }
        for key in keys { bucketStarts[EquationOrder.bucket(key) + 1] += 1 }
        for bucket in 0..<EquationOrder.bucketCount { bucketStarts[bucket + 1] += bucketStarts[bucket] }
        var next = bucketStarts
        for (index, candidate) in few.enumerated() {
            candidates[index] = candidate
            let bucket = EquationOrder.bucket(keys[index])
            entries[next[bucket]] = EquationEntry(key: keys[index], index: UInt32(index))
            next[bucket] += 1
        }
        _ = insert(bucketStarts, weight, table) { _ in true }
    }

    /// Sorts the entries, which stand in their buckets, and adds the new ones; nil when they may not be added.
    private func insert(
        _ bucketStarts: [Int], _ weight: Int, _ table: EquationTermTable, _ mayAdd: (Int) -> Bool
    ) -> Int? {
        let groups = UnsafeTable<Group>(makeGroups(bucketStarts, table))
        ParallelBlocks.forEach(groups.count, threads: threads) { [self] index in
            groups.base[index].kept = distinct(groups.base[index], bucketStarts, table)
        }
        var added = 0
        for index in 0..<groups.count {
            groups.base[index].before = added
            added += groups.base[index].kept
        }
        guard mayAdd(added) else { return nil }
        table.reserve(added)
        ParallelBlocks.forEach(groups.count, threads: threads) { [self] index in
            merge(groups.base[index], weight, table)
        }
        table.commit(added)
        return added
    }

    /// Runs of blocks with about equal work, and where their candidates begin.
    private static func tasks(_ blocks: ArraySlice<EquationBlock>) -> [(blocks: Range<Int>, offset: Int)] {
        var tasks: [(blocks: Range<Int>, offset: Int)] = []
        var (first, bound, offset) = (blocks.startIndex, 0, 0)
        for index in blocks.indices {
            bound += blocks[index].bound
            guard bound >= EquationLevelPlan.blockSize || index + 1 == blocks.endIndex else { continue }
            tasks.append((first..<index + 1, offset))
            (first, offset, bound) = (index + 1, offset + bound, 0)
        }
        return tasks
    }

    /// Runs of buckets with about equal work.
    private func makeGroups(_ bucketStarts: [Int], _ table: EquationTermTable) -> [Group] {
        let total = bucketStarts[bucketStarts.count - 1]
        let goal = max(4096, (total + table.count / 4) / Self.groupCount)
        var groups: [Group] = []
        var first = 0
        var viewStart = 0
        for bucket in 0..<EquationOrder.bucketCount {
            let isLast = bucket + 1 == EquationOrder.bucketCount
            guard isLast || bucketStarts[bucket + 1] - bucketStarts[first] >= goal else { continue }
            let viewEnd =
                isLast ? table.count : Self.position(of: EquationOrder.firstKey(bucket: bucket + 1), in: table)
            groups.append(
                Group(
                    entries: bucketStarts[first]..<bucketStarts[bucket + 1], buckets: first..<bucket + 1,
                    view: viewStart..<viewEnd))
            (first, viewStart) = (bucket + 1, viewEnd)
        }
        return groups
    }

    /// The number of terms with smaller keys.
    private static func position(of key: UInt64, in table: EquationTermTable) -> Int {
        partition(0..<table.count) {
            EquationOrder.sortKey(table.view.values[$0], hasVariable: table.hasVariable) < key
        }
    }

    /// Sorts the entries of a group and moves those that are new to its front; returns their number.
    private func distinct(_ group: Group, _ bucketStarts: [Int], _ table: EquationTermTable) -> Int {
        let hasVariable = table.hasVariable
        let order = EquationBucketSort(candidates: candidates, hasVariable: hasVariable)
        for bucket in group.buckets {
            let start = bucketStarts[bucket]
            let count = bucketStarts[bucket + 1] - start
            if count > 1 { order.sort(entries + start, scratch + start, count) }
        }
        let view = table.view
        var out = group.entries.lowerBound
        var p = group.view.lowerBound
        let end = group.view.upperBound
        var last = EquationRank(key: 0, derivative: 0)
        var lastError: Float = -1
        for i in group.entries {
            let entry = entries[i]
            let candidate = candidates[Int(entry.index)]
            let rank = EquationRank(key: entry.key, derivative: candidate.derivative)
            if lastError >= 0 && last.isSame(as: rank, error: lastError + candidate.error, hasVariable) { continue }
            while p < end && view.rank(p).precedes(rank) { p += 1 }
            if p < end && isKnown(p, rank, candidate.error, table) { continue }
            if p > group.view.lowerBound && isKnown(p - 1, rank, candidate.error, table) { continue }
            if hasVariable, let other = EquationRank.otherQuantum(value: candidate.value, error: candidate.error) {
                let kept = group.entries.lowerBound..<out
                if isInQuantum(other, rank, group.view, table) || isKept(other, rank, kept) { continue }
            }
            entries[out] = entry
            (last, lastError) = (rank, candidate.error)
            out += 1
        }
        return out - group.entries.lowerBound
    }

    /// Whether a term with the derivative of `rank` stands in another quantum of the view.
    private func isInQuantum(
        _ quantum: UInt64, _ rank: EquationRank, _ range: Range<Int>, _ table: EquationTermTable
    ) -> Bool {
        let first = rank.first(inQuantum: quantum)
        let position = Self.partition(range) { table.view.rank($0).precedes(first) }
        let other = EquationRank(key: quantum, derivative: rank.derivative)
        return position < range.upperBound && table.view.rank(position).isSame(as: other, error: 0, true)
    }

    /// Whether one of the sorted entries `kept` stands in another quantum with the derivative of `rank`.
    private func isKept(_ quantum: UInt64, _ rank: EquationRank, _ kept: Range<Int>) -> Bool {
        func rankOfEntry(_ index: Int) -> EquationRank {
            EquationRank(key: entries[index].key, derivative: candidates[Int(entries[index].index)].derivative)
        }
        let first = rank.first(inQuantum: quantum)
        let position = Self.partition(kept) { rankOfEntry($0).precedes(first) }
        let other = EquationRank(key: quantum, derivative: rank.derivative)
        return position < kept.upperBound && rankOfEntry(position).isSame(as: other, error: 0, true)
    }

    /// The first index of a range for which `isBefore` is false, when it is true before and false from there on.
    private static func partition(_ range: Range<Int>, _ isBefore: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether the term at a position of the view is taken as the same as a candidate.
    @inline(__always)
    private func isKnown(_ position: Int, _ rank: EquationRank, _ error: Float, _ table: EquationTermTable) -> Bool {
        let known = table.view.rank(position)
        guard known.isNear(rank, table.hasVariable) else { return false }
        let sum = error + table.errors[Int(table.view.ids[position])]
        return known.isSame(as: rank, error: sum, table.hasVariable)
    }

    /// Writes the new terms of a group behind the table's, and its part of the next view.
    private func merge(_ group: Group, _ weight: Int, _ table: EquationTermTable) {
        let hasVariable = table.hasVariable
        let (view, next) = (table.view, table.nextView)
        var p = group.view.lowerBound
        var id = table.count + group.before
        var out = p + group.before
        @inline(__always)
        func copy() {
            next.values[out] = view.values[p]
            if hasVariable { next.derivatives[out] = view.derivatives[p] }
            next.ids[out] = view.ids[p]
            p &+= 1
            out &+= 1
        }
        for i in group.entries.lowerBound..<group.entries.lowerBound + group.kept {
            let entry = entries[i]
            let candidate = candidates[Int(entry.index)]
            let rank = EquationRank(key: entry.key, derivative: candidate.derivative)
            while p < group.view.upperBound {
                guard view.rank(p).precedes(rank) else { break }
                copy()
            }
            table.values[id] = candidate.value
            if hasVariable { table.derivatives[id] = candidate.derivative }
            table.errors[id] = candidate.error
            table.operations[id] = candidate.operation
            table.weights[id] = UInt8(truncatingIfNeeded: weight)
            table.lefts[id] = candidate.left
            table.rights[id] = candidate.right
            next.values[out] = candidate.value
            if hasVariable { next.derivatives[out] = candidate.derivative }
            next.ids[out] = UInt32(truncatingIfNeeded: id)
            id &+= 1
            out &+= 1
        }
        while p < group.view.upperBound { copy() }
    }
}

/// Raw memory that parallel passes write in disjoint parts.
final class UnsafeTable<Element>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    /// All bits 0.
    init(_ count: Int) {
        self.count = count
        base = .allocate(capacity: max(1, count))
        UnsafeMutableRawPointer(base).initializeMemory(
            as: UInt8.self, repeating: 0, count: count * MemoryLayout<Element>.stride)
    }

    init(_ elements: [Element]) {
        count = elements.count
        base = .allocate(capacity: max(1, count))
        for (i, element) in elements.enumerated() { (base + i).initialize(to: element) }
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }
}
