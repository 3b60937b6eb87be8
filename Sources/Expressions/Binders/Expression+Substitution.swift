extension Expression {
    /// The term with its free symbols of these names replaced, all at once, and no symbol captured: a bound variable that
    /// is free in an image that comes into its scope is renamed (`k` to `k_1`, …).
    ///
    /// In `diff(f, x)` the symbol x is direction and point: replaced by a term t it gives `subst(diff(f, x), x, t)`, by
    /// another variable u that f does not use it gives the derivative by u. Names that are not free have no effect.
    /// Cost: linear in the size of the term for each distinct scope, that is for each combination of binders that
    /// changes what is replaced; independent of the depth.
    ///
    /// Source: capture-avoiding substitution as in H. B. Curry and R. Feys, Combinatory Logic I, 1958, section 3E.
    public func substituting(_ replacements: [String: Expression]) -> Expression {
        ScopedRewriter.rewrite(self, replacing: replacements, naming: .avoidingCapture)
    }

    /// The term with the free symbol `name` replaced; see `substituting(_:)`.
    public func substituting(_ name: String, with replacement: Expression) -> Expression {
        substituting([name: replacement])
    }
}
