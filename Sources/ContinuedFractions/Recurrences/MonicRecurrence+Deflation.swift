import Arithmetic

extension MonicRecurrence {
    /// The recurrence with all inflation removed: u(n) = w(n) ∏_{k ≤ n} ρ(k) for ρ of degree 0 or 1 turns the
    /// coefficients c′ᵢ of w into cᵢ(n) = ρ(n) ρ(n−1) ⋯ ρ(n−i+1) c′ᵢ(n). The quotients of solutions keep their limits up
    /// to rational factors, and the common factor that the inflation brought is gone.
    ///
    /// Constants whose prime factors exceed a word are left. Of c and its mirror image (−1)ⁱcᵢ the one is returned whose
    /// first nonzero cᵢ of odd index has a positive leading coefficient. Cost: about one factorization of c_r.
    public func deflated() -> MonicRecurrence {
        var current = coefficients
        var found = true
        while found, let last = current.last {
            found = false
            for (root, _) in last.rationalRoots() {
                let factor = Polynomial<Integer>([-root.numerator, root.denominator])
                if let next = MonicRecurrence.divided(current, by: factor) {
                    current = next
                    found = true
                    break
                }
            }
        }
        let content = current.reduce(Integer(0)) { $0.gcd($1.content) }
        if let word = content.asInt, word > 1 {
            for (prime, _) in Primes.factorization(of: UInt(word)) {
                let factor = Polynomial<Integer>(constant: Integer(prime))
                while let next = MonicRecurrence.divided(current, by: factor) { current = next }
            }
        }
        if let first = stride(from: 0, to: current.count, by: 2).first(where: { !current[$0].isZero }),
            current[first].signAtInfinity < 0
        {
            for i in stride(from: 0, to: current.count, by: 2) { current[i] = -current[i] }
        }
        return MonicRecurrence(trusted: current)
    }

    /// cᵢ/(ρ(n) ⋯ ρ(n−i+1)), when all of these are polynomials with integer coefficients.
    private static func divided(_ coefficients: [Polynomial<Integer>], by factor: Polynomial<Integer>)
        -> [Polynomial<Integer>]?
    {
        var product = Polynomial<Integer>(1)
        var result: [Polynomial<Integer>] = []
        for (i, c) in coefficients.enumerated() {
            product *= factor.shifted(by: Integer(-i))
            if c.isZero {
                result.append(c)
                continue
            }
            guard let quotient = c.exactQuotient(product) else { return nil }
            result.append(quotient)
        }
        return result
    }
}
