extension Expression {
    /// The term with its bound variables renamed canonically: two terms that differ in names of bound variables only have
    /// the same one.
    ///
    /// A variable is named after the height of its binder, the largest number of binders nested in its scope plus 1, so
    /// that the name does not depend on what stands around: `#n1`, `#n2`, … when it runs over integers (sums, products,
    /// `pcf`, whose variable becomes its third argument), `#x1`, … over reals (integrals), `#z1`, … otherwise. No
    /// parser reads such names. Free reserved names are respected: heights then count from the largest of them.
    /// Idempotent. Cost: as `substituting(_:)`; a look at each node when there is no binder.
    ///
    /// Source: the height of canonical names follows M. Sato and R. Pollack, External and internal syntax of the
    /// λ-calculus, J. Symb. Comput. 45, 2010.
    public func alphaNormalized() -> Expression {
        if !hasBinder { return self }
        let heights = BoundNames.heights(self, FreeSymbolTable(self))
        return heights.contains { $0 > 0 } ? ScopedRewriter.rewrite(self, naming: .canonical(heights)) : self
    }

    /// Whether an operator occurs that may bind a variable.
    private var hasBinder: Bool {
        nodes.contains { node in
            guard node.label < Operator.payloadBase, let op = Operator(rawValue: node.label) else { return false }
            return op == .derivative || op.binding(argumentCount: node.children.count) != nil
        }
    }

    /// Whether the terms differ at most in the names of bound variables. Cost: as `alphaNormalized()`.
    public func isAlphaEquivalent(to other: Expression) -> Bool { alphaNormalized() == other.alphaNormalized() }

    /// The term with reserved names of bound variables replaced by readable ones that clash with nothing: k, m, … for
    /// integers, x, t, … for reals, z, w, … otherwise; `pcf` gets back its n where that is free for it. The result is
    /// alpha-equivalent to the term, and parsers read what it prints unless a reserved name is free. Cost: as
    /// `substituting(_:)`.
    public func withReadableNames() -> Expression {
        symbols.contains(where: BoundNames.isReserved) ? ScopedRewriter.rewrite(self, naming: .readable) : self
    }
}
