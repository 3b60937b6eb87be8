/// How bound variables are named when a term is rewritten.
enum BoundNames {
    /// They keep their names unless a free symbol would be captured.
    case avoidingCapture
    /// `#n1`, `#x2`, `#z3`, …: by the height of each binder, given by node.
    case canonical([Int])
    /// Reserved names become readable ones; others are kept unless they would capture.
    case readable

    var keepsNames: Bool { if case .avoidingCapture = self { true } else { false } }

    /// The first character of reserved names; no parser reads it inside a name.
    static let reservedMark: Character = "#"

    /// Whether the name is one that no parser reads.
    static func isReserved(_ name: String) -> Bool { name.first == reservedMark }

    /// The reserved name of the variable of a binder of this height.
    static func canonicalName(_ range: Binding.Range, _ height: Int) -> String {
        switch range {
        case .integers: "#n\(height)"
        case .reals: "#x\(height)"
        case .anything: "#z\(height)"
        }
    }

    /// The height in a reserved name; 0 for another name.
    static func height(of name: String) -> Int {
        isReserved(name) ? Int(name.drop { !$0.isNumber }) ?? 0 : 0
    }

    /// Whether the symbol may stand for a variable: it is no constant.
    static func isVariable(_ name: String) -> Bool {
        name != "infinity" && name != "i" && ConstantCatalog.standard.constant(named: name) == nil
    }

    /// The height of the binder at each node: 1 more than that of all binders in its scope, and at least 1 more than the
    /// height in every reserved name that is free in the whole term.
    static func heights(_ expression: Expression, _ free: FreeSymbolTable) -> [Int] {
        var lowest = 0
        if let root = free.setOfNode.last {
            for symbol in free.members(ofSet: root) { lowest = max(lowest, height(of: free.names[symbol])) }
        }
        // The height of binders in each subterm, and of the binder at its root.
        var inner: [Int] = []
        var heights: [Int] = []
        for (index, node) in expression.nodes.enumerated() {
            var height = node.children.reduce(lowest) { max($0, inner[Int($1)]) }
            var own = 0
            var scope: [Int]?
            if let (binding, _) = free.binder(atNode: index) {
                scope = binding.scope
            } else if Operator(rawValue: node.label) == .derivative,
                let variable = free.symbol(ofNode: Int(node.children[1])),
                !free.isFree(variable, inNode: Int(node.children[0]))
            {
                scope = [0]
            }
            if let scope {
                own = 1 + scope.reduce(lowest) { max($0, inner[Int(node.children[$1])]) }
                height = max(height, own)
            }
            inner.append(height)
            heights.append(own)
        }
        return heights
    }
}

/// Names that clash with nothing: neither with symbols in use nor with constants of the catalog.
struct FreshNames {
    private var used: Set<String>
    /// The last index given to each stem.
    private var lastIndex: [String: Int] = [:]

    init(avoiding used: Set<String>) { self.used = used }

    /// `k_1`, `k_2`, … for `k`.
    mutating func next(like name: String) -> String {
        let stem = name.first == BoundNames.reservedMark ? "z" : name
        var index = lastIndex[stem, default: 0] + 1
        while !take("\(stem)_\(index)") { index += 1 }
        lastIndex[stem] = index
        return "\(stem)_\(index)"
    }

    /// A customary name for a variable of this range: k, m, j, … for integers, x, t, u, … for reals, z, w, … otherwise.
    mutating func next(for range: Binding.Range) -> String {
        let customary =
            switch range {
            case .integers: ["k", "m", "j", "l", "n", "p", "q", "r"]
            case .reals: ["x", "t", "u", "y", "s", "v"]
            case .anything: ["z", "w", "x", "y", "t", "u"]
            }
        if let name = customary.first(where: { take($0) }) { return name }
        return next(like: customary[0])
    }

    /// Gives this name to no other variable.
    mutating func avoid(_ name: String) { used.insert(name) }

    private mutating func take(_ name: String) -> Bool {
        BoundNames.isVariable(name) && used.insert(name).inserted
    }
}
