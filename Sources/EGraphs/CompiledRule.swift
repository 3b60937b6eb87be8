/// A rule as a conjunctive query over the tables of operators and a straight-line program for the right side.
///
/// Each operator application of the left side is an atom f(x₁ … xₖ) = y over variables that stand for e-classes
/// (Zhang et al., Relational e-matching, POPL 2022). For semi-naive evaluation there is a plan for each atom, in which
/// that atom ranges over what is new.
final class CompiledRule: Sendable {
    struct Atom: Sendable {
        let label: UInt32
        let children: [Int]
        let result: Int
    }

    /// The label of the atom of a left side that is a bare variable: it matches every class.
    static let anyClass = UInt32.max

    /// Which nodes an atom ranges over.
    enum Age: UInt8, Sendable {
        case old, new, any
    }

    /// One atom in its turn, as plain words.
    struct Step: Sendable {
        /// How the atom finds its nodes, by what is bound before it.
        enum Access: UInt8, Sendable {
            case scan, byClass, byFirst, bySecond, lookup
            /// The representative of a class that is bound already, for a left side that is a bare variable.
            case bound
        }

        /// What to do with a value of a node: nothing when no later step asks for it or the access implies it.
        enum Action: UInt8, Sendable {
            case ignore, bind, compare
        }

        let atom: Int
        let label: UInt32
        let arity: Int
        let access: Access
        let age: Age
        /// The register of what the access looks up.
        let key: Int
        /// The registers of the class and of the first two children; longer ones are in the atom.
        let result: Int
        let first: Int
        let second: Int
        let resultAction: Action
        let firstAction: Action
        let secondAction: Action

        /// Whether the access alone decides that a node matches.
        var isDecided: Bool {
            age == .any && arity <= 2 && resultAction == .ignore && firstAction == .ignore && secondAction == .ignore
        }
    }

    /// The order in which the atoms are matched.
    struct Plan: Sendable {
        let steps: [Step]
        /// For each step the actions for all children.
        let childActions: [[Step.Action]]
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
    /// The labels of the atoms, apart, because most searches end at them.
    let atomLabels: [UInt32]
    let variableCount: Int
    /// The variable names of the rule by number; inner ones have none.
    let names: [String: Int]
    /// A plan for each atom that ranges over what is new.
    let plans: [Plan]
    let instructions: [Instruction]
    let rightSide: RightSide

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
        if case .variable(let name) = rule.left {
            atoms.append(Atom(label: CompiledRule.anyClass, children: [], result: variable(name)))
        } else {
            _ = compile(rule.left, into: nil, &graph)
        }
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
        atomLabels = atoms.map(\.label)
        variableCount = count
        self.names = names
        let bound = count
        plans = atoms.indices.map { CompiledRule.plan(atoms, new: $0, variableCount: bound) }
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
        let right = build(rule.right, &graph)
        self.instructions = instructions
        rightSide = RightSide(atoms, instructions, right, variableCount: count)
    }

    /// Greedy order: what is fully determined first, then the new atom, then by class, by child, and at last by a scan.
    private static func plan(_ atoms: [Atom], new delta: Int, variableCount: Int) -> Plan {
        var bound = Array(repeating: false, count: variableCount)
        var left = Array(atoms.indices)
        var order: [(atom: Int, access: Step.Access)] = []
        func access(_ atom: Atom) -> (Step.Access, rank: Int) {
            if atom.label == anyClass { return bound[atom.result] ? (.bound, 0) : (.scan, 5) }
            if atom.children.allSatisfy({ bound[$0] }) { return (.lookup, 0) }
            if bound[atom.result] { return (.byClass, 2) }
            if atom.children.count <= 2, let i = atom.children.firstIndex(where: { bound[$0] }) {
                return (i == 0 ? .byFirst : .bySecond, 3)
            }
            return (.scan, 4)
        }
        while !left.isEmpty {
            var best = (place: 0, rank: Int.max)
            for (place, number) in left.enumerated() {
                let own = access(atoms[number]).rank
                let rank = number == delta ? min(1, own) : own
                if rank < best.rank { best = (place, rank) }
            }
            let next = left.remove(at: best.place)
            order.append((next, access(atoms[next]).0))
            for variable in atoms[next].children + [atoms[next].result] { bound[variable] = true }
        }
        bound = Array(repeating: false, count: variableCount)
        // How often each variable occurs in the atoms that are still to come.
        var uses = Array(repeating: 0, count: variableCount)
        for atom in atoms { for variable in atom.children + [atom.result] { uses[variable] += 1 } }
        var steps: [Step] = []
        var childActions: [[Step.Action]] = []
        for (number, access) in order {
            let atom = atoms[number]
            func action(_ variable: Int, _ implied: Bool) -> Step.Action {
                uses[variable] -= 1
                if bound[variable] { return implied ? .ignore : .compare }
                bound[variable] = true
                return uses[variable] > 0 ? .bind : .ignore
            }
            var actions: [Step.Action] = []
            for (i, child) in atom.children.enumerated() {
                let isImplied = access == .lookup || (access == .byFirst && i == 0) || (access == .bySecond && i == 1)
                actions.append(action(child, isImplied))
            }
            let resultAction = action(atom.result, access == .byClass || access == .bound)
            let first = atom.children.first ?? 0
            let second = atom.children.count > 1 ? atom.children[1] : 0
            let key =
                switch access {
                case .byFirst: first
                case .bySecond: second
                default: atom.result
                }
            steps.append(
                Step(
                    atom: number, label: atom.label, arity: atom.children.count, access: access,
                    age: number < delta ? .old : (number == delta ? .new : .any), key: key, result: atom.result,
                    first: first, second: second, resultAction: resultAction,
                    firstAction: actions.first ?? .ignore, secondAction: actions.count > 1 ? actions[1] : .ignore))
            childActions.append(actions)
        }
        return Plan(steps: steps, childActions: childActions)
    }
}
