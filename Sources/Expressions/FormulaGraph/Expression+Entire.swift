extension Expression {
    /// Functions without singularities and branch cuts in any argument.
    private static let entireFunctions: Set<Operator> = [
        .exp, .sin, .cos, .sinh, .cosh, .erf, .erfc, .erfi, .airyAi, .airyBi, .airyAiDerivative, .airyBiDerivative,
        .fresnelS, .fresnelC, .dawson, .sineIntegral, .hyperbolicSineIntegral,
    ]

    /// Whether the term is, by its structure, an entire function of a symbol: built of entire functions, sums, products and
    /// powers with natural exponents, and of anything that the symbol does not occur in.
    ///
    /// No says nothing. Cost: linear in the term.
    func isEntire(in symbol: String) -> Bool {
        var occurs: [Bool] = []
        var isEntire: [Bool] = []
        for node in nodes {
            if let payload = payload(of: node) {
                occurs.append(payload == .symbol(symbol))
                isEntire.append(true)
                continue
            }
            let children = node.children.map(Int.init)
            let depends = children.contains { occurs[$0] }
            occurs.append(depends)
            guard depends, let op = Operator(rawValue: node.label) else {
                isEntire.append(!depends)
                continue
            }
            let areEntire = children.allSatisfy { isEntire[$0] }
            switch op {
            case .add, .negate, .multiply: isEntire.append(areEntire)
            case .divide: isEntire.append(areEntire && !occurs[children[1]])
            case .power:
                if case .numeral(let exponent)? = payload(of: nodes[children[1]]), exponent.isInteger,
                    exponent.signum() > 0
                {
                    isEntire.append(areEntire)
                } else {
                    isEntire.append(false)
                }
            default: isEntire.append(areEntire && Expression.entireFunctions.contains(op))
            }
        }
        return isEntire.last ?? false
    }
}
