/// The right side of a rule as straight-line code over one file of registers: first the variables, then what is built.
struct RightSide: ~Copyable {
    struct Load: BitwiseCopyable {
        let atom: UInt32
        /// The child, or `RightSide.node` for the node itself.
        let child: UInt32
        let register: UInt32
    }

    struct Build: BitwiseCopyable {
        let label: UInt32
        let arity: UInt32
        let first: UInt32
        let second: UInt32
        let register: UInt32
        /// 0 when all arguments are variables, otherwise one more than that of the deepest argument.
        let level: UInt32
    }

    static let node = UInt32.max

    var loads = RawVector<Load>()
    var builds = RawVector<Build>()
    /// Arguments of operators with more than two.
    var longArguments: [[UInt32]] = []
    private(set) var levelCount = 0
    let registerCount: Int
    let variableCount: Int
    let result: UInt32

    init(_ rule: CompiledRule) {
        variableCount = rule.variableCount
        registerCount = rule.variableCount + rule.instructions.count
        func register(_ source: CompiledRule.Source) -> UInt32 {
            switch source {
            case .variable(let v): UInt32(v)
            case .built(let b): UInt32(rule.variableCount + b)
            }
        }
        result = register(rule.right)
        // Only what the right side uses is loaded.
        var used: Set<UInt32> = [result]
        for instruction in rule.instructions { used.formUnion(instruction.arguments.map(register)) }
        var loaded: Set<UInt32> = []
        for (place, atom) in rule.atoms.enumerated() {
            for (k, child) in atom.children.enumerated()
            where used.contains(UInt32(child)) && loaded.insert(UInt32(child)).inserted {
                loads.append(Load(atom: UInt32(place), child: UInt32(k), register: UInt32(child)))
            }
            if used.contains(UInt32(atom.result)) && loaded.insert(UInt32(atom.result)).inserted {
                loads.append(Load(atom: UInt32(place), child: RightSide.node, register: UInt32(atom.result)))
            }
        }
        var levels: [UInt32] = []
        for (number, instruction) in rule.instructions.enumerated() {
            let arguments = instruction.arguments.map(register)
            let level =
                arguments.filter { $0 >= rule.variableCount }.map { levels[Int($0) - rule.variableCount] + 1 }.max()
                ?? 0
            levels.append(level)
            levelCount = max(levelCount, Int(level) + 1)
            var first = arguments.first ?? 0
            if arguments.count > 2 {
                first = UInt32(longArguments.count)
                longArguments.append(arguments)
            }
            builds.append(
                Build(
                    label: instruction.label, arity: UInt32(arguments.count), first: first,
                    second: arguments.count == 2 ? arguments[1] : first,
                    register: UInt32(rule.variableCount + number), level: level))
        }
    }
}

extension EGraph {
    /// Matches that are worked on together, so that the misses of the cache overlap.
    private static let batch = 32

    /// Applies matches: builds the right side of each and unites it with the root of the left side.
    ///
    /// What a right side builds depends on the table at random places. So a batch of matches goes through it level by
    /// level, and the places of the next level are touched before the first of them is needed.
    mutating func apply(
        _ rule: CompiledRule, _ justifier: UInt32, _ matches: borrowing RawVector<UInt32>, _ range: Range<Int>
    ) {
        let size = rule.atoms.count
        let right = RightSide(rule)
        let width = max(1, right.registerCount)
        let files = UnsafeMutablePointer<UInt32>.allocate(capacity: width * EGraph.batch)
        defer { files.deallocate() }
        var place = range.lowerBound
        while place < range.upperBound {
            let count = min(EGraph.batch, (range.upperBound - place) / size)
            var touched: UInt32 = 0
            for i in 0..<(count * size) { touched ^= nodes.base[Int(matches.base[place + i])].first }
            for i in 0..<count { load(right, matches.base + (place + i * size), files + i * width) }
            for level in 0..<UInt32(right.levelCount) {
                for i in 0..<count { touched ^= touch(level, right, files + i * width) }
                for i in 0..<count { build(level, right, files + i * width) }
            }
            // The loads must not be thought useless.
            sink ^= touched
            for i in 0..<count {
                let match = matches.base + (place + i * size)
                let registers = files + i * width
                let root = match[0]
                let result = registers[Int(right.result)]
                if find(root) == find(result) { continue }
                let reason = UInt32(truncatingIfNeeded: reasons.count) &+ 2
                reasons.append(justifier)
                for offset in 1..<size { reasons.append(match[offset]) }
                // The last that was built is the result.
                var number = right.variableCount
                while number < right.registerCount &- 1 {
                    reasons.append(registers[number])
                    number &+= 1
                }
                union(root, result, reason)
            }
            place += count * size
        }
    }

    @inline(__always)
    private func load(
        _ right: borrowing RightSide, _ match: UnsafeMutablePointer<UInt32>, _ registers: UnsafeMutablePointer<UInt32>
    ) {
        for k in 0..<right.loads.count {
            let load = right.loads.base[k]
            let node = match[Int(load.atom)]
            registers[Int(load.register)] = load.child == RightSide.node ? node : child(node, Int(load.child))
        }
    }

    /// Reads the places in the table that the next level will look at.
    @inline(__always)
    private func touch(
        _ level: UInt32, _ right: borrowing RightSide, _ registers: UnsafeMutablePointer<UInt32>
    ) -> UInt32 {
        var touched: UInt64 = 0
        for k in 0..<right.builds.count where right.builds.base[k].level == level {
            let step = right.builds.base[k]
            if step.arity > 2 { continue }
            let a = step.arity > 0 ? find(registers[Int(step.first)]) : 0
            let b = step.arity > 1 ? find(registers[Int(step.second)]) : 0
            touched ^= slots[Int(EGraph.hash(step.label, a, b)) & slotMask]
        }
        return UInt32(truncatingIfNeeded: touched)
    }

    @inline(__always)
    private mutating func build(
        _ level: UInt32, _ right: borrowing RightSide, _ registers: UnsafeMutablePointer<UInt32>
    ) {
        for k in 0..<right.builds.count where right.builds.base[k].level == level {
            let step = right.builds.base[k]
            let node: UInt32
            if step.arity <= 2 {
                node = add(
                    step.label, registers[Int(step.first)], registers[Int(step.second)], arity: Int(step.arity))
            } else {
                let arguments = right.longArguments[Int(step.first)].map { EClassID(index: registers[Int($0)]) }
                node = add(step.label, arguments).index
            }
            registers[Int(step.register)] = node
        }
    }

    /// Makes room in the table for what matches can add at most.
    mutating func reserve(_ additional: Int) {
        var size = slotMask + 1
        while 7 * size < 8 * (nodeCount + additional) { size *= 2 }
        if size > slotMask + 1 { resizeTable(to: size) }
    }
}
