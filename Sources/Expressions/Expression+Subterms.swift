import EGraphs

extension Expression {
    /// The distinct subterms whose operator is one of these, inner ones before those around them. Cost: linear in the size
    /// of the term for each that is found.
    public func subterms(with operators: Set<Operator>) -> [Expression] {
        nodes.indices.filter { index in
            Operator(rawValue: nodes[index].label).map { operators.contains($0) } ?? false
        }.map { subterm(at: $0) }
    }

    /// The term with `replacement` wherever `part` stands.
    ///
    /// Free symbols of the two are constants, not variables of this term: where this term binds one of them, it is
    /// returned as it is. Cost: linear in the sizes of the three.
    public func replacing(_ part: Expression, with replacement: Expression) -> Expression {
        guard nodes.count >= part.nodes.count,
            namesOfBinders.isDisjoint(with: part.freeSymbols.union(replacement.freeSymbols))
        else { return self }
        var graph = ExpressionGraph()
        let old = graph.insert(part)
        let new = graph.insert(replacement)
        var ids: [EClassID] = []
        ids.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() {
            let id: EClassID
            if let op = Operator(rawValue: node.label), payload(of: node) == nil {
                id = graph.apply(op, node.children.map { ids[Int($0)] })
            } else {
                id = graph.insert(subterm(at: index))
            }
            ids.append(id == old ? new : id)
        }
        return ids.last.map { graph.expression($0) } ?? self
    }

    /// The names that binders of this term bind.
    private var namesOfBinders: Set<String> {
        var names: Set<String> = []
        for node in nodes {
            guard let binding = Operator(rawValue: node.label)?.binding(argumentCount: node.children.count) else {
                continue
            }
            guard let position = binding.variable else {
                names.insert(Binding.fixedName)
                continue
            }
            if case .symbol(let name) = payload(of: nodes[Int(node.children[position])]) { names.insert(name) }
        }
        return names
    }
}
