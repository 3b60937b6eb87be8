extension Expression {
    /// The names of the symbols that are not bound by `pcf` (n), `sum` or `product` (their second argument).
    public var freeSymbols: Set<String> {
        var free: [Set<String>] = []
        for node in nodes {
            if let payload = payload(of: node) {
                if case .symbol(let name) = payload { free.append([name]) } else { free.append([]) }
                continue
            }
            var names = node.children.reduce(into: Set<String>()) { $0.formUnion(free[Int($1)]) }
            switch Operator(rawValue: node.label) {
            case .continuedFraction: names.remove("n")
            case .sum, .product:
                // The bounds may not use the variable; the summand and the variable are arguments 0 and 1.
                let inner = free[Int(node.children[0])].subtracting(free[Int(node.children[1])])
                names = inner.union(free[Int(node.children[2])]).union(free[Int(node.children[3])])
            default: break
            }
            free.append(names)
        }
        return free.last ?? []
    }
}
