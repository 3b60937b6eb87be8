/// A pattern as a flat list of its places, in the order of a walk from the left, each before its arguments.
struct PatternShape: Sendable {
    struct Place: Sendable {
        /// The operator; nil at a variable.
        let name: String?
        /// The number of the variable in the rule, or of the operator among the atoms or instructions of the rule.
        var number: Int
        /// The place above, −1 at the root.
        let parent: Int
        /// Which child of it this is.
        let child: Int
        var children: [Int] = []
    }

    private(set) var places: [Place] = []
    /// The places in the order in which arguments come before their operator.
    private(set) var upwards: [Int] = []

    /// Numbers operators from `first` on, in the order of `places`, or of `upwards` for a pattern that is built.
    init(_ pattern: Pattern, first: Int, isBuilt: Bool, variable: (String) -> Int) {
        var open = [(pattern: pattern, parent: -1, child: 0)]
        while let (pattern, parent, child) = open.popLast() {
            let index = places.count
            switch pattern {
            case .variable(let name):
                places.append(
                    Place(name: nil, number: variable(name), parent: parent, child: child))
            case .apply(let name, let arguments):
                places.append(Place(name: name, number: 0, parent: parent, child: child))
                for (i, argument) in arguments.enumerated().reversed() {
                    open.append((argument, index, i))
                }
            }
            if parent >= 0 { places[parent].children.append(index) }
        }
        var stack = [0]
        while let index = stack.popLast() {
            upwards.append(index)
            stack.append(contentsOf: places[index].children)
        }
        upwards.reverse()
        var number = first
        for index in isBuilt ? upwards : Array(places.indices) where places[index].name != nil {
            places[index].number = number
            number += 1
        }
    }

    /// The child indices from the root to a place.
    func path(to index: Int) -> [UInt32] {
        var path: [UInt32] = []
        var place = places[index]
        while place.parent >= 0 {
            path.append(UInt32(place.child))
            place = places[place.parent]
        }
        return path.reversed()
    }

    /// The number of operators.
    var operatorCount: Int { places.reduce(0) { $0 + ($1.name == nil ? 0 : 1) } }

    /// The instance of the pattern.
    func instance(_ substitution: [Int], _ terms: inout ProofTerms) -> Int {
        var values = [Int](repeating: 0, count: places.count)
        for index in upwards {
            let place = places[index]
            if let name = place.name {
                values[index] = terms.add(name, place.children.map { values[$0] })
            } else {
                values[index] = substitution[place.number]
            }
        }
        return values[0]
    }
}

/// A rule as the record of its matches numbers it: the operators of the left side and of the premises are atoms, each
/// before its arguments; those of the right side are instructions, each behind its arguments.
struct RuleShape: Sendable {
    let variables: [String]
    let left: PatternShape
    let premises: [(variable: Int, shape: PatternShape)]
    let right: PatternShape

    init(_ rule: RewriteRule) {
        var names: [String] = []
        var numbers: [String: Int] = [:]
        func variable(_ name: String) -> Int {
            if let known = numbers[name] { return known }
            numbers[name] = names.count
            names.append(name)
            return names.count - 1
        }
        left = PatternShape(rule.left, first: 0, isBuilt: false, variable: variable)
        // A left side that is a variable is one atom, too: any node.
        var atomCount = max(1, left.operatorCount)
        var premises: [(variable: Int, shape: PatternShape)] = []
        for premise in rule.premises {
            let shape = PatternShape(premise.term, first: atomCount, isBuilt: false, variable: variable)
            premises.append((variable(premise.variable), shape))
            atomCount += shape.operatorCount
        }
        self.premises = premises
        right = PatternShape(rule.right, first: 0, isBuilt: true, variable: variable)
        variables = names
    }

    /// A node for each variable, given the nodes of the atoms: for one that is a child of an atom the first of these
    /// children, otherwise the node of the premise about it. Nil when a variable has none.
    func substitution(_ atoms: [UInt32], _ graph: borrowing EGraph) -> [UInt32]? {
        var values = [UInt32?](repeating: nil, count: variables.count)
        if left.places[0].name == nil { values[left.places[0].number] = atoms[0] }
        for shape in [left] + premises.map(\.shape) {
            for place in shape.places where place.name == nil && place.parent >= 0 && values[place.number] == nil {
                values[place.number] = graph.originalChild(atoms[shape.places[place.parent].number], place.child)
            }
        }
        var changed = true
        while changed {
            changed = false
            for (variable, shape) in premises {
                let root = shape.places[0]
                if root.name != nil {
                    if values[variable] == nil { (values[variable], changed) = (atoms[root.number], true) }
                } else if let value = values[variable], values[root.number] == nil {
                    (values[root.number], changed) = (value, true)
                } else if let value = values[root.number], values[variable] == nil {
                    (values[variable], changed) = (value, true)
                }
            }
        }
        return values.contains(nil) ? nil : values.compactMap { $0 }
    }
}
