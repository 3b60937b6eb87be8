import Arithmetic

/// The convergents of one depth with their greatest common divisor, exactly.
struct ReducedConvergent {
    /// n.
    let depth: Int
    /// p(n) and q(n), not reduced.
    let p: Integer
    let q: Integer
    /// q(n−1).
    let previousDenominator: Integer
    /// gcd(p(n), q(n)).
    let commonFactor: Integer
    /// q̃(n) = |q(n)|/gcd(p(n), q(n)).
    let reducedDenominator: Integer

    /// The convergents at ascending depths n ≥ 1.
    ///
    /// The blocks between two depths are multiplied by binary splitting; so one walk serves all depths. Cost:
    /// O(M(s) log n) for s bits, and one greatest common divisor a depth, which is the larger part.
    static func at(_ depths: [Int], of fraction: PolynomialContinuedFraction) -> [ReducedConvergent] {
        var state = Matrix2x2<Integer>(fraction.a.evaluated(at: 0), 1, 1, 0)
        var last = 0
        return depths.map { depth in
            let block = ContinuantProduct.exact(a: fraction.a, b: fraction.b, from: last + 1, through: depth)
            last = depth
            if depth == depths.last {
                // The second entry of the first row is not needed any more.
                let (p, q) = state.applied(to: block.a, block.c)
                var previous = state.c * block.b
                previous.addProduct(state.d, block.d)
                return ReducedConvergent(depth: depth, p, q, previous)
            }
            state = state * block
            return ReducedConvergent(depth: depth, state.a, state.c, state.d)
        }
    }

    private init(depth: Int, _ p: Integer, _ q: Integer, _ previous: Integer) {
        self.depth = depth
        self.p = p
        self.q = q
        previousDenominator = previous
        commonFactor = p.gcd(q)
        reducedDenominator = commonFactor.isZero ? 0 : q.dividedExactly(by: commonFactor).magnitude
    }
}

extension Integer {
    /// log |x| to 64 bits, for x ≠ 0.
    var logarithm: Ball { Ball(self).absoluteValue().rounded(precision: 96).log(precision: 64) }
}
