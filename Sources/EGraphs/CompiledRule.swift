/// A rule as a conjunctive query over the tables of operators and a straight-line program for the right side.
///
/// Each operator application of the left side is an atom f(x₁ … xₖ) = y over variables that stand for e-classes
/// (Zhang et al., Relational e-matching, POPL 2022). For semi-naive evaluation there is a plan for each atom, in which
/// that atom ranges over what is new.
struct CompiledRule: Sendable {
    struct Atom: Sendable {
        let label: UInt32
        let children: [Int]
        let result: Int
    }

    /// How an atom finds its nodes, by what is bound before it.
    enum Access: Sendable {
        case scan
        case byClass
        case byChild(Int)
        case lookup
    }

    /// Which nodes an atom ranges over.
    enum Age: UInt8, Sendable {
        case old, new, any
    }

    struct Step: Sendable {
        let atom: Int
        let access: Access
        let age: Age
        /// For the result and each child: whether the variable is bound by this step.
        let bindsResult: Bool
        let bindsChild: [Bool]
    }

    enum Source: Sendable {
        case variable(Int)
        case built(Int)
    }

    struct Instruction: Sendable {
        let label: UInt32
        let arguments: [Source]
    }

    let rule: RewriteRule
    let atoms: [Atom]
    let variableCount: Int
    /// The variable names of the rule by number; inner ones have none.
    let names: [String: Int]
    /// A plan for each atom that ranges over what is new.
    let plans: [[Step]]
    let instructions: [Instruction]
    let right: Source

    init(_ rule: RewriteRule, _ graph: inout EGraph) {
        self.rule = rule
        var atoms: [Atom] = []
        var names: [String: Int] = [:]
        var count = 0
        func fresh() -> Int {
            count += 1
            return count - 1
        }
        // A premise that is a variable makes two variables one.
        var synonyms: [String: String] = [:]
        func synonym(_ name: String) -> String {
            var name = name
            while let other = synonyms[name] { name = other }
            return name
        }
        for premise in rule.premises {
            guard case .variable(let other) = premise.term, synonym(other) != synonym(premise.variable) else {
                continue
            }
            synonyms[synonym(other)] = synonym(premise.variable)
        }
        func variable(_ name: String) -> Int {
            let name = synonym(name)
            if let known = names[name] { return known }
            let number = fresh()
            names[name] = number
            return number
        }
        func compile(_ pattern: Pattern, into result: Int?, _ graph: inout EGraph) -> Int {
            switch pattern {
            case .variable(let name): return variable(name)
            case .apply(let name, let arguments):
                let place = atoms.count
                let result = result ?? fresh()
                let label = graph.label(name, arity: arguments.count)
                atoms.append(Atom(label: label, children: [], result: result))
                var children: [Int] = []
                for argument in arguments { children.append(compile(argument, into: nil, &graph)) }
                atoms[place] = Atom(label: label, children: children, result: result)
                return result
            }
        }
        _ = compile(rule.left, into: nil, &graph)
        for premise in rule.premises {
            let target = variable(premise.variable)
            _ = compile(premise.term, into: target, &graph)
        }
        for premise in rule.premises {
            guard case .variable(let other) = premise.term else { continue }
            names[premise.variable] = names[synonym(premise.variable)]
            names[other] = names[synonym(other)]
        }
        self.atoms = atoms
        variableCount = count
        self.names = names
        plans = atoms.indices.map { CompiledRule.plan(atoms, new: $0) }
        var instructions: [Instruction] = []
        func build(_ pattern: Pattern, _ graph: inout EGraph) -> Source {
            switch pattern {
            case .variable(let name): return .variable(names[name] ?? 0)
            case .apply(let name, let arguments):
                var sources: [Source] = []
                for argument in arguments { sources.append(build(argument, &graph)) }
                instructions.append(
                    Instruction(label: graph.label(name, arity: arguments.count), arguments: sources))
                return .built(instructions.count - 1)
            }
        }
        right = build(rule.right, &graph)
        self.instructions = instructions
    }

    /// Greedy order: what is fully determined first, then the new atom, then by class, by child, and at last by a scan.
    private static func plan(_ atoms: [Atom], new delta: Int) -> [Step] {
        var bound: Set<Int> = []
        var left = Set(atoms.indices)
        var steps: [Step] = []
        func access(_ atom: Atom) -> (Access, rank: Int) {
            if atom.children.allSatisfy({ bound.contains($0) }) { return (.lookup, 0) }
            if bound.contains(atom.result) { return (.byClass, 2) }
            if atom.children.count <= 2, let i = atom.children.firstIndex(where: { bound.contains($0) }) {
                return (.byChild(i), 3)
            }
            return (.scan, 4)
        }
        while !left.isEmpty {
            let choice = left.sorted().min { x, y in
                let rankX = x == delta ? min(1, access(atoms[x]).rank) : access(atoms[x]).rank
                let rankY = y == delta ? min(1, access(atoms[y]).rank) : access(atoms[y]).rank
                return (rankX, x) < (rankY, y)
            }
            guard let next = choice else { break }
            left.remove(next)
            let atom = atoms[next]
            let (way, _) = access(atom)
            var binds: [Bool] = []
            for child in atom.children { binds.append(bound.insert(child).inserted) }
            let bindsResult = bound.insert(atom.result).inserted
            steps.append(
                Step(
                    atom: next, access: way, age: next < delta ? .old : (next == delta ? .new : .any),
                    bindsResult: bindsResult, bindsChild: binds))
        }
        return steps
    }
}
