/// The right side of a rule as straight-line code over columns of registers: first the variables, then what is built.
struct RightSide: Sendable {
    /// How a register is read from a match.
    struct Load: Sendable {
        let atom: Int
        /// The child, or `RightSide.node` for the node itself.
        let child: Int
        let register: Int
        /// Whether the operator has more than two arguments.
        let isLong: Bool
    }

    struct Build: Sendable {
        let label: UInt32
        let arguments: [Int]
        let register: Int
    }

    static let node = -1

    let loads: [Load]
    let builds: [Build]
    let variableCount: Int
    let registerCount: Int
    let result: Int

    init(
        _ atoms: [CompiledRule.Atom], _ instructions: [CompiledRule.Instruction], _ right: CompiledRule.Source,
        variableCount: Int
    ) {
        self.variableCount = variableCount
        registerCount = variableCount + instructions.count
        func register(_ source: CompiledRule.Source) -> Int {
            switch source {
            case .variable(let v): v
            case .built(let b): variableCount + b
            }
        }
        result = register(right)
        builds = instructions.enumerated().map {
            Build(label: $1.label, arguments: $1.arguments.map(register), register: variableCount + $0)
        }
        // Only what the right side uses is loaded.
        var wanted = Set(builds.flatMap(\.arguments) + [result])
        var loads: [Load] = []
        for (place, atom) in atoms.enumerated() {
            let isLong = atom.children.count > 2
            for (k, child) in atom.children.enumerated() where wanted.remove(child) != nil {
                loads.append(Load(atom: place, child: k, register: child, isLong: isLong))
            }
            if wanted.remove(atom.result) != nil {
                loads.append(Load(atom: place, child: RightSide.node, register: atom.result, isLong: isLong))
            }
        }
        self.loads = loads
    }
}
