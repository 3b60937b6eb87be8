import Arithmetic

/// Symbolic work on expressions. Each call builds an algebra of its own; for many terms use one `TermAlgebra`.
extension Expression {
    /// The term with all products and positive integer powers of sums multiplied out, in normal form, inside functions
    /// too: an identity for all complex values of the symbols.
    ///
    /// - Throws: `PolynomialError.tooLarge` for more than `TermAlgebra.largestExpansion` terms.
    public func expanded() throws(PolynomialError) -> Expression {
        var algebra = TermAlgebra()
        return algebra.expression(try algebra.expanded(algebra.insert(self)))
    }

    /// The expansion as Σ coefficient · variableᵏ: an identity for all complex values of the symbols.
    ///
    /// - Throws: `PolynomialError.tooLarge`, as `expanded()`.
    public func collected(in variable: String) throws(PolynomialError) -> Expression {
        var algebra = TermAlgebra()
        let term = algebra.insert(self)
        return algebra.expression(try algebra.collected(term, in: algebra.variable(variable)))
    }

    /// The term as a product of irreducible polynomials over Q in its symbols and functions: an identity for all complex
    /// values of the symbols. The factors of a product or quotient are factored one by one; fractions in a sum are not
    /// brought to a common denominator, which `fraction()` does.
    ///
    /// - Throws: `PolynomialError`.
    public func factored() throws(PolynomialError) -> Expression {
        var algebra = TermAlgebra()
        return algebra.expression(try algebra.factored(algebra.insert(self)))
    }

    /// The term as one fraction of coprime polynomials, and the terms that must not be 0 for it to be equal to the term.
    ///
    /// No identity for all values: with x/0 = 0 the fraction of 1/x + 1/y, which is (x + y)/(x y), has another value
    /// where one of x and y is 0. What is cancelled is a factor of one of `conditions`.
    ///
    /// - Throws: `PolynomialError`.
    public func fraction() throws(PolynomialError) -> (value: Expression, conditions: [Expression]) {
        var algebra = TermAlgebra()
        let fraction = try algebra.fraction(algebra.insert(self))
        let value = algebra.quotient(fraction.numerator, fraction.denominator)
        let conditions = fraction.conditions.filter { !algebra.isNonzero($0) }
        return (algebra.expression(value), conditions.map { algebra.expression($0) })
    }

    /// The term as one fraction in lowest terms, and the irreducible factors that were cancelled: it is equal to the term
    /// where these and the denominators in the term are not 0.
    ///
    /// - Throws: `PolynomialError`.
    public func cancelled() throws(PolynomialError) -> (value: Expression, factors: [Expression]) {
        var algebra = TermAlgebra()
        let fraction = try algebra.fraction(algebra.insert(self))
        let value = algebra.quotient(fraction.numerator, fraction.denominator)
        return (algebra.expression(value), fraction.cancelled.map { algebra.expression($0) })
    }
}
