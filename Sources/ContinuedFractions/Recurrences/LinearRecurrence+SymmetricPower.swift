import Arithmetic

extension LinearRecurrence {
    /// The recurrence of order k + 1 that the products of k solutions of a recurrence of order 2 satisfy: its k-th
    /// symmetric power, by linear algebra over Q(n).
    ///
    /// x(n), …, x(n−k−1) are linear forms Aᵢ X + Bᵢ Y (over Dᵢ) in X = x(n−k), Y = x(n−k−1); their k-th powers are k + 2
    /// vectors in the space of binary forms of degree k. When the order drops, the relation found is multiplied by no
    /// further factor, so it is that of lower order with zeros.
    ///
    /// - Parameter k: 2 or 3.
    /// - Returns: nil when the order of this recurrence is not 2, or its powers satisfy a relation of lower order.
    /// - Throws: `Malformed` when the leading coefficient of the power has an integer root n ≥ k + 1.
    public func symmetricPower(_ k: Int) throws(Malformed) -> LinearRecurrence? {
        guard order == 2, (2...3).contains(k) else { return nil }
        let zero = Polynomial<Integer>()
        let one = Polynomial<Integer>(1)
        // From i = k + 1 down to 0: x(n−i) = (A X + B Y)/D.
        var forms = [(a: Polynomial<Integer>, b: Polynomial<Integer>, d: Polynomial<Integer>)](
            repeating: (zero, zero, one), count: k + 2)
        forms[k].a = one
        forms[k + 1].b = one
        for i in stride(from: k - 1, through: 0, by: -1) {
            let moved = coefficients.map { $0.shifted(by: Integer(-i)) }
            // D of x(n−i−1) is P₀(n−i−1) times that of x(n−i−2), or both are 1.
            let ratio = i + 1 < k ? coefficients[0].shifted(by: Integer(-i - 1)) : one
            forms[i].a = moved[1] * forms[i + 1].a + moved[2] * forms[i + 2].a * ratio
            forms[i].b = moved[1] * forms[i + 1].b + moved[2] * forms[i + 2].b * ratio
            forms[i].d = moved[0] * forms[i + 1].d
        }
        // Coefficient of X^(k−j) Y^j in (A X + B Y)^k, without the binomial coefficient.
        let rows = (0...k).map { j in
            forms.map { form in form.a.power(k - j) * form.b.power(j) }
        }
        let basis = PolynomialNullspace.basis(rows, columns: k + 2)
        guard basis.count == 1, let relation = basis.first else { return nil }
        var scaled = zip(relation, forms).map { $0 * $1.d.power(k) }
        let common = scaled.reduce(zero) { $0.gcd($1) }
        scaled = scaled.map { $0.exactQuotient(common) ?? $0 }
        guard !scaled[0].isZero, !scaled[k + 1].isZero else { return nil }
        return try LinearRecurrence([scaled[0]] + scaled.dropFirst().map { -$0 })
    }
}
