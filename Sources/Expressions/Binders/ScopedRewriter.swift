import EGraphs

/// Rewrites a term below its binders: free symbols are replaced and bound ones renamed, never captured.
///
/// A scope is a map from symbols to their images. Each node is rewritten once for each scope in which it stands, the
/// scope cut down to the symbols that are free in the node; so the cost is linear in the size of the term for each
/// distinct scope. The work is done with an explicit stack.
struct ScopedRewriter: ~Copyable {
    private let source: Expression
    private let free: FreeSymbolTable
    private let naming: BoundNames
    private var graph = ExpressionGraph()
    private var fresh: FreshNames
    /// Scopes by number, ascending by symbol; scope 0 is empty.
    private var scopes: [[Entry]] = [[]]
    private var scopeIndex: [[Entry]: Int] = [[]: 0]
    private var restrictions: [UInt64: Int] = [:]
    private var results: [UInt64: EClassID] = [:]
    /// The free symbols of images.
    private var namesOfImage: [EClassID: Set<String>] = [:]

    struct Entry: Hashable {
        let symbol: Int
        let image: EClassID
    }

    private enum Child {
        case visit(node: Int, scope: Int)
        case made(EClassID)
    }

    private struct Plan {
        let op: Operator
        let children: [Child]
        /// The variable and the point of a `subst` around the result.
        var wrapping: (variable: EClassID, point: EClassID)?
    }

    /// The term with the symbols of `replacements` replaced and bound variables named by `naming`.
    static func rewrite(
        _ source: Expression, replacing replacements: [String: Expression] = [:], naming: BoundNames
    ) -> Expression {
        var rewriter = ScopedRewriter(source, replacements, naming)
        return rewriter.run(replacements)
    }

    private init(_ source: Expression, _ replacements: [String: Expression], _ naming: BoundNames) {
        self.source = source
        self.naming = naming
        free = FreeSymbolTable(source)
        var used = Set(free.names)
        for replacement in replacements.values { used.formUnion(replacement.symbols) }
        fresh = FreshNames(avoiding: used)
    }

    private mutating func run(_ replacements: [String: Expression]) -> Expression {
        guard let root = free.setOfNode.last else { return source }
        var entries: [Entry] = []
        for (symbol, name) in free.names.enumerated() where free.contains(symbol, set: root) {
            guard let replacement = replacements[name] else { continue }
            let image = graph.insert(replacement)
            namesOfImage[image] = replacement.freeSymbols
            entries.append(Entry(symbol: symbol, image: image))
        }
        if entries.isEmpty && naming.keepsNames { return source }
        return graph.expression(result(of: source.nodes.count - 1, in: intern(entries)))
    }

    // MARK: Scopes

    private mutating func intern(_ entries: [Entry]) -> Int {
        if let known = scopeIndex[entries] { return known }
        scopeIndex[entries] = scopes.count
        scopes.append(entries)
        return scopes.count - 1
    }

    /// The scope cut down to the free symbols of a node.
    private mutating func restricted(_ scope: Int, to node: Int) -> Int {
        if scope == 0 { return 0 }
        let set = free.setOfNode[node]
        let key = UInt64(scope) << 32 | UInt64(set)
        if let known = restrictions[key] { return known }
        let cut = intern(scopes[scope].filter { free.contains($0.symbol, set: set) })
        restrictions[key] = cut
        return cut
    }

    /// The scope with another image for `symbol`; without one when `image` is nil.
    private mutating func changed(_ scope: Int, _ symbol: Int, to image: EClassID?) -> Int {
        var entries = scopes[scope].filter { $0.symbol != symbol }
        if let image {
            let place = entries.firstIndex { $0.symbol > symbol } ?? entries.count
            entries.insert(Entry(symbol: symbol, image: image), at: place)
        }
        return intern(entries)
    }

    /// Whether an image that `scope` puts into one of these nodes, other than that of `symbol`, has the free symbol
    /// `name`.
    private mutating func isMet(_ name: String, except symbol: Int, in scope: Int, _ nodes: [Int]) -> Bool {
        for node in nodes {
            for entry in scopes[restricted(scope, to: node)] where entry.symbol != symbol {
                if namesOfImage[entry.image]?.contains(name) ?? false { return true }
            }
        }
        return false
    }

    private mutating func symbol(_ name: String) -> EClassID {
        let id = graph.symbol(name)
        if namesOfImage[id] == nil { namesOfImage[id] = [name] }
        return id
    }

    // MARK: Nodes

    private mutating func result(of root: Int, in scope: Int) -> EClassID {
        func key(_ node: Int, _ scope: Int) -> UInt64 { UInt64(scope) << 32 | UInt64(node) }
        let start = restricted(scope, to: root)
        var stack: [(node: Int, scope: Int, plan: Plan?)] = [(root, start, nil)]
        while let (node, scope, plan) = stack.popLast() {
            if let plan {
                var ids: [EClassID] = []
                ids.reserveCapacity(plan.children.count)
                for child in plan.children {
                    switch child {
                    case .made(let id): ids.append(id)
                    case .visit(let inner, let scope): if let id = results[key(inner, scope)] { ids.append(id) }
                    }
                }
                var made = graph.apply(plan.op, ids)
                if let (variable, point) = plan.wrapping {
                    made = graph.apply(.substitute, [made, variable, point])
                }
                results[key(node, scope)] = made
                continue
            }
            if results[key(node, scope)] != nil { continue }
            if let leaf = leaf(node, scope) {
                results[key(node, scope)] = leaf
                continue
            }
            guard let op = Operator(rawValue: source.nodes[node].label) else { continue }
            let next = self.plan(op, node, scope)
            stack.append((node, scope, next))
            for case .visit(let inner, let scope) in next.children.reversed() where results[key(inner, scope)] == nil {
                stack.append((inner, scope, nil))
            }
        }
        return results[key(root, start)] ?? graph.insert(source)
    }

    private mutating func leaf(_ node: Int, _ scope: Int) -> EClassID? {
        switch source.payload(of: source.nodes[node]) {
        case nil: return nil
        case .numeral(let value): return graph.numeral(value)
        case .text(let text): return graph.text(text)
        case .symbol(let name):
            if let symbol = free.symbol(ofNode: node), let entry = scopes[scope].first(where: { $0.symbol == symbol }) {
                return entry.image
            }
            return graph.symbol(name)
        }
    }

    private mutating func plan(_ op: Operator, _ node: Int, _ scope: Int) -> Plan {
        let children = source.nodes[node].children.map { Int($0) }
        if op == .derivative, let variable = free.symbol(ofNode: children[1]) {
            return derivative(node, children, variable, scope)
        }
        guard let (binding, bound) = free.binder(atNode: node) else {
            return Plan(op: op, children: children.map { visit($0, scope) })
        }
        let body = binding.scope.map { children[$0] }
        let name = boundName(node, bound, binding, scope, body)
        let image = symbol(name)
        let inner = changed(scope, bound, to: name == free.names[bound] ? nil : image)
        var rewritten = children.indices.map { position in
            position == binding.variable
                ? .made(image) : visit(children[position], binding.scope.contains(position) ? inner : scope)
        }
        if op == .continuedFraction && children.count == 2 { rewritten.append(.made(image)) }
        return Plan(op: op, children: rewritten)
    }

    private mutating func visit(_ node: Int, _ scope: Int) -> Child {
        .visit(node: node, scope: restricted(scope, to: node))
    }

    private mutating func boundName(
        _ node: Int, _ bound: Int, _ binding: Binding, _ scope: Int, _ body: [Int]
    ) -> String {
        let name = free.names[bound]
        if case .canonical(let heights) = naming { return BoundNames.canonicalName(binding.range, heights[node]) }
        if case .readable = naming, BoundNames.isReserved(name) {
            let isFraction = binding.variable == nil || source.nodes[node].label == Operator.continuedFraction.rawValue
            let fixed = Binding.fixedName
            let isUsed = free.symbol(named: fixed).map { n in body.contains { free.isFree(n, inNode: $0) } } ?? false
            if isFraction && !isUsed && !isMet(fixed, except: bound, in: scope, body) {
                fresh.avoid(fixed)
                return fixed
            }
            return fresh.next(for: binding.range)
        }
        return isMet(name, except: bound, in: scope, body) ? fresh.next(like: name) : name
    }

    /// `diff(f, x)` with σ applied, where τ is σ without x: `diff(τf, x)` when σ leaves x alone and no image has it free,
    /// `diff(τf[u/x], u)` when σ takes x to a variable u that τf does not use otherwise, and in general
    /// `subst(diff(τf[z/x], z), z, σx)` with a z that τf does not use.
    private mutating func derivative(_ node: Int, _ children: [Int], _ variable: Int, _ scope: Int) -> Plan {
        let name = free.names[variable]
        let function = children[0]
        let isPoint = free.isFree(variable, inNode: function)
        let isCaptured = isMet(name, except: variable, in: scope, [function])
        var direction = name
        var wrapping: (EClassID, EClassID)?
        let image = scopes[scope].first { $0.symbol == variable }?.image ?? symbol(name)
        if !isPoint {
            let binding = Binding(variable: 1, scope: [0], range: .anything)
            direction = boundName(node, variable, binding, scope, [function])
        } else if let target = graph.symbolName(of: image),
            target == name
                ? !isCaptured
                : BoundNames.isVariable(target) && !isUsed(target, except: variable, in: scope, function)
        {
            direction = target
        } else {
            direction = isCaptured ? fresh.next(like: name) : name
            wrapping = (symbol(direction), image)
        }
        let symbol = symbol(direction)
        let inner = changed(scope, variable, to: direction == name ? nil : symbol)
        let order = children.dropFirst(2).map { visit($0, scope) }
        return Plan(
            op: .derivative, children: [visit(function, inner), .made(symbol)] + order,
            wrapping: wrapping.map { (variable: $0.0, point: $0.1) })
    }

    /// Whether `name` is free in the image of the node under `scope`, the image of `symbol` apart.
    private mutating func isUsed(_ name: String, except symbol: Int, in scope: Int, _ node: Int) -> Bool {
        if isMet(name, except: symbol, in: scope, [node]) { return true }
        guard let target = free.symbol(named: name), target != symbol, free.isFree(target, inNode: node) else {
            return false
        }
        return !scopes[scope].contains { $0.symbol == target }
    }
}
