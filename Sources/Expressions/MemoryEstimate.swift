import Arithmetic

// What an evaluation will take, before it starts.
extension Evaluator {
    /// The memory limit of new evaluators: 8 GiB.
    public static let standardMemoryLimit = 8 << 30

    /// An estimate, from above in most cases, of the bytes that evaluating this term to so many digits takes.
    ///
    /// With a value of P bits taking v = P/8 bytes: 2v for each node, and for the costliest operator 16v (constants),
    /// 32v (elementary functions and those that reduce to them), or P²/80 (Γ, ζ and other functions whose expansions
    /// need about P/10 Bernoulli numbers of up to P bits). What sums, products and fractions need beyond that is
    /// estimated when their rate of convergence is known, and refused by the same rule.
    public static func memoryEstimate(of expression: Expression, digits: Int) -> Double {
        let bits = Double(digits) * 3.3219280948873626 + 34
        let bytes = bits / 8
        var nodes = 0.0
        var working = 0.0
        for (needed, node) in zip(evaluatedNodes(of: expression), expression.nodes) where needed {
            guard let op = Operator(rawValue: node.label) else {
                if case .symbol? = expression.payload(of: node) { working = max(working, 16 * bytes) }
                continue
            }
            nodes += 1
            working = max(working, usesBernoulliNumbers(op, node, expression) ? bits * bits / 80 : 32 * bytes)
        }
        return 2 * bytes * (nodes + 1) + working
    }

    /// Refuses work whose estimate exceeds the limit.
    ///
    /// - Throws: `tooLarge`, with the estimate and the limit.
    public func checkMemory(_ bytes: Double, for purpose: String) throws(EvaluationError) {
        guard bytes > Double(memoryLimit) else { return }
        throw .tooLarge(
            "\(purpose) would take about \(Evaluator.described(bytes: bytes)) of memory, more than the limit of "
                + Evaluator.described(bytes: Double(memoryLimit)))
    }

    private static func described(bytes: Double) -> String {
        let units: [(name: String, size: Double)] = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)]
        for (name, size) in units where bytes >= size {
            let value = bytes / size
            if value >= 1e6 { return "\(Int(min(value, 1e18))) \(name)" }
            let tenths = Int((value * 10).rounded())
            return tenths % 10 == 0 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
        }
        return "\(Int(bytes)) bytes"
    }

    private static func usesBernoulliNumbers(_ op: Operator, _ node: Expression.Node, _ term: Expression) -> Bool {
        switch op {
        case .zeta:
            // At integers ζ has quasi-linear series.
            guard let child = node.children.first, case .numeral(let value)? = term.payload(of: term.nodes[Int(child)])
            else { return true }
            return !value.isInteger
        case .gamma, .logGamma, .digamma, .polygamma, .beta, .barnesG, .logBarnesG, .zetaDerivative, .hurwitz,
            .polylogarithm, .dirichletEta, .dirichletL, .stieltjes, .harmonic, .riemannXi, .lerchPhi, .zetaZero:
            return true
        default: return false
        }
    }
}
