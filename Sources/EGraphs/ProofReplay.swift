/// The terms that a checker compares: its own table, in which equal terms have equal identifiers.
struct ReplayTable: ~Copyable {
    private struct Key: Hashable {
        let label: Int
        let children: [Int]
    }

    private var labels: [String: Int] = [:]
    private var identifiersByKey: [Key: Int] = [:]
    private var keys: [Key] = []
    /// The identifier of each term of the proof.
    private(set) var identifiers: [Int] = []
    /// The depth of each place.
    private(set) var depths: [Int] = []

    /// Reads all terms and places of a proof; false when one is below itself.
    mutating func read(_ terms: ProofTerms, _ positions: [Explanation.Position]) -> Bool {
        for (index, position) in positions.enumerated() {
            if index > 0 { guard position.parent >= 0, position.parent < index else { return false } }
            depths.append(index == 0 ? 0 : depths[position.parent] + 1)
        }
        let labels = terms.names.map { name in label(name) }
        for index in 0..<terms.count {
            let children = terms.children(of: index)
            guard children.allSatisfy({ $0 >= 0 && $0 < index }) else { return false }
            identifiers.append(
                add(Key(label: labels[terms.label(of: index)], children: children.map { identifiers[$0] })))
        }
        return true
    }

    /// Whether the proof has a term of this index.
    func has(_ index: Int) -> Bool { identifiers.indices.contains(index) }

    private mutating func label(_ name: String) -> Int {
        let label = labels[name] ?? labels.count
        labels[name] = label
        return label
    }

    private mutating func add(_ key: Key) -> Int {
        if let known = identifiersByKey[key] { return known }
        identifiersByKey[key] = keys.count
        keys.append(key)
        return keys.count - 1
    }

    /// The i-th child; nil when there is none.
    func child(_ identifier: Int, _ i: Int) -> Int? {
        keys[identifier].children.indices.contains(i) ? keys[identifier].children[i] : nil
    }

    /// The term with another i-th child.
    mutating func replacing(child i: Int, of identifier: Int, by other: Int) -> Int {
        if keys[identifier].children[i] == other { return identifier }
        var children = keys[identifier].children
        children[i] = other
        return add(Key(label: keys[identifier].label, children: children))
    }

    /// Whether the term is the pattern with these values of its variables.
    func matches(_ pattern: Pattern, _ identifier: Int, _ values: [String: Int]) -> Bool {
        var open = [(pattern, identifier)]
        while let (pattern, identifier) = open.popLast() {
            switch pattern {
            case .variable(let name):
                if values[name] != identifier { return false }
            case .apply(let name, let arguments):
                let key = keys[identifier]
                guard labels[name] == key.label, key.children.count == arguments.count else { return false }
                open.append(contentsOf: zip(arguments, key.children))
            }
        }
        return true
    }
}

/// A place in a term with the terms above it, which are brought up to date when the place is left upwards.
struct ReplayCursor {
    /// The term at the place.
    var focus: Int
    private var above: [Int] = []
    /// The places from the root to this one.
    private var places = [0]

    /// At the root of a term.
    init(focus: Int) { self.focus = focus }

    /// Goes to a place of the proof; false when the term has no such place. Cost: the way between the two places.
    mutating func move(to target: Int, in positions: [Explanation.Position], _ table: inout ReplayTable) -> Bool {
        guard table.depths.indices.contains(target) else { return false }
        var way: [Int] = []
        var place = target
        while table.depths[place] > above.count {
            way.append(place)
            place = positions[place].parent
        }
        while above.count > table.depths[place] { ascend(positions, &table) }
        while place != places[above.count] {
            way.append(place)
            place = positions[place].parent
            ascend(positions, &table)
        }
        for next in way.reversed() {
            guard let child = table.child(focus, positions[next].child) else { return false }
            above.append(focus)
            places.append(next)
            focus = child
        }
        return true
    }

    private mutating func ascend(_ positions: [Explanation.Position], _ table: inout ReplayTable) {
        guard let term = above.popLast(), let place = places.popLast() else { return }
        focus = table.replacing(child: positions[place].child, of: term, by: focus)
    }
}
