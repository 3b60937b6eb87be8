extension EGraph {
    /// Matches that are worked on together, so that the misses of the cache overlap.
    private static let batch = 128

    /// Applies matches: builds the right side of each and unites it with the root of the left side.
    ///
    /// What a right side builds depends on the table at random places. So a batch of matches goes through it step by
    /// step, a column of values for each register, and each step through the batch once to touch the slots that it will
    /// need, once to touch the nodes that they name, and at last to look and add.
    mutating func apply(
        _ rule: CompiledRule, _ justifier: UInt32, _ matches: borrowing RawVector<UInt32>, _ range: Range<Int>
    ) {
        let size = rule.atoms.count
        let right = rule.rightSide
        let columns = UnsafeMutablePointer<UInt32>.allocate(capacity: (right.registerCount + 4) * EGraph.batch)
        defer { columns.deallocate() }
        var place = range.lowerBound
        while place < range.upperBound {
            let count = min(EGraph.batch, (range.upperBound - place) / size)
            let batch = matches.base + place
            for load in right.loads {
                self.load(load, batch, size, columns + load.register * EGraph.batch, count)
            }
            for build in right.builds {
                if build.arguments.count <= 2 {
                    self.build(build, right, columns, count)
                } else {
                    buildLong(build, columns, count)
                }
            }
            unite(right, justifier, batch, size, columns, count)
            place += count * size
        }
    }

    /// Fills the column of a variable with representatives.
    private func load(
        _ load: RightSide.Load, _ batch: UnsafeMutablePointer<UInt32>, _ size: Int,
        _ column: UnsafeMutablePointer<UInt32>, _ count: Int
    ) {
        let match = batch + load.atom
        if load.child == RightSide.node {
            for i in 0..<count { column[i] = match[i &* size] }
        } else if load.isLong {
            for i in 0..<count { column[i] = child(match[i &* size], load.child) }
        } else if load.child == 0 {
            for i in 0..<count { column[i] = nodes.base[Int(match[i &* size])].first }
        } else {
            for i in 0..<count { column[i] = nodes.base[Int(match[i &* size])].second }
        }
        for i in 0..<count { column[i] = find(column[i]) }
    }

    /// Builds label(x, y) for a batch.
    private mutating func build(
        _ build: RightSide.Build, _ right: borrowing RightSide, _ columns: UnsafeMutablePointer<UInt32>, _ count: Int
    ) {
        let label = build.label
        let scratch = columns + right.registerCount &* EGraph.batch
        let (first, second) = (scratch, scratch + EGraph.batch)
        let (hashes, candidates) = (scratch + 2 &* EGraph.batch, scratch + 3 &* EGraph.batch)
        representatives(build.arguments.first, right, columns, first, count)
        representatives(build.arguments.count > 1 ? build.arguments[1] : nil, right, columns, second, count)
        var touched: UInt32 = 0
        for i in 0..<count {
            let hash = EGraph.hash(label, first[i], second[i])
            hashes[i] = hash
            touched ^= table.slots[table.start(hash)]
        }
        for i in 0..<count {
            let candidate = table.firstCandidate(hashes[i]) ?? UInt32.max
            candidates[i] = candidate
            if candidate != UInt32.max { touched ^= nodes.base[Int(candidate)].head }
        }
        // The loads must not be thought useless.
        sink ^= touched
        let results = columns + build.register &* EGraph.batch
        for i in 0..<count {
            let candidate = candidates[i]
            if candidate != UInt32.max && nodes.base[Int(candidate)].equals(label, first[i], second[i]) {
                results[i] = candidate
            } else {
                results[i] = add(label, first[i], second[i], hashes[i])
            }
        }
    }

    /// The representatives of an argument for a batch; 0 where there is no argument.
    @inline(__always)
    private func representatives(
        _ register: Int?, _ right: borrowing RightSide, _ columns: UnsafeMutablePointer<UInt32>,
        _ result: UnsafeMutablePointer<UInt32>, _ count: Int
    ) {
        guard let register else {
            result.update(repeating: 0, count: count)
            return
        }
        let column = columns + register &* EGraph.batch
        if register < right.variableCount {
            result.update(from: column, count: count)
        } else {
            for i in 0..<count { result[i] = find(column[i]) }
        }
    }

    private mutating func buildLong(
        _ build: RightSide.Build, _ columns: UnsafeMutablePointer<UInt32>, _ count: Int
    ) {
        for i in 0..<count {
            let arguments = build.arguments.map { EClassID(index: columns[$0 * EGraph.batch + i]) }
            columns[build.register * EGraph.batch + i] = add(build.label, arguments).index
        }
    }

    /// Unites the roots of a batch with the results, and puts the reasons on record.
    private mutating func unite(
        _ right: borrowing RightSide, _ justifier: UInt32, _ batch: UnsafeMutablePointer<UInt32>, _ size: Int,
        _ columns: UnsafeMutablePointer<UInt32>, _ count: Int
    ) {
        let results = columns + right.result &* EGraph.batch
        for i in 0..<count {
            let match = batch + i &* size
            let (x, y) = (find(match[0]), find(results[i]))
            if x == y { continue }
            let reason = reasons.start(justifier) &+ 2
            for offset in 1..<size { reasons.append(match[offset]) }
            // The last that was built is the result.
            var register = right.variableCount
            while register < right.registerCount &- 1 {
                reasons.append(columns[register &* EGraph.batch &+ i])
                register &+= 1
            }
            union(match[0], results[i], reason)
        }
    }
}
