/// What a compiler of terms may do.
public struct CompilationOptions: Sendable, Hashable {
    /// Whether sums and products may be regrouped.
    public enum Reassociation: Sendable, Hashable {
        /// Sums and products are multisets: equal terms are collected, common parts are shared and factored out, the
        /// reciprocal of a shared divisor is computed once. The value stays the same over the reals; over doubles each
        /// regrouping may change the rounding, as between two ways of writing the formula.
        case allowed
        /// Operations are done in the order of the term, from left to right, each rounded once. Only what leaves every
        /// bit as it is happens: equal subterms are computed once, x + (−y) is x − y.
        case forbidden
    }

    /// Whether sums and products may be regrouped.
    public var reassociation: Reassociation
    /// Whether a product that is added may become one fused multiply-add, which rounds once. Worth it where the processor
    /// has the instruction; elsewhere the C library computes it in software, at fifty times the cost. Without effect
    /// when reassociation is forbidden.
    public var fusesMultiplyAdd: Bool

    /// Options; by default everything that is fast on every processor.
    public init(reassociation: Reassociation = .allowed, fusesMultiplyAdd: Bool = false) {
        self.reassociation = reassociation
        self.fusesMultiplyAdd = fusesMultiplyAdd
    }

    /// The default options.
    public static let standard = CompilationOptions()
}
