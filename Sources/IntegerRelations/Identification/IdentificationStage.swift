/// The stages of an identification, cheapest first.
public enum IdentificationStage: String, Sendable, CaseIterable {
    /// A rational number.
    case rational
    /// A root of a polynomial with integer coefficients.
    case algebraic
    /// A Möbius image of one constant, its powers, roots, exponentials and logarithms, or an algebraic multiple of it.
    case constant
    /// A linear combination of the elements of a declared basis, or of two constants.
    case linear
    /// A product of rational powers of the elements of a declared basis.
    case product
    /// A multiple of a hypergeometric value at small parameters.
    case hypergeometric
    /// An equation in x of low complexity, found by meeting in the middle.
    case equation

    /// What it tries, in a few words.
    public var summary: String {
        switch self {
        case .rational: "rational numbers"
        case .algebraic: "algebraic numbers"
        case .constant: "one constant"
        case .linear: "linear relations"
        case .product: "products of powers"
        case .hypergeometric: "hypergeometric values"
        case .equation: "equations"
        }
    }

    /// log10 of the number of forms in one family of this stage that are as simple as most in the literature: for
    /// lattices of n numbers, three coefficients (two where no more make sense) up to 10.
    var formsOfModestSize: Double {
        switch self {
        case .rational: RelationCount.logarithm(terms: 2, used: 2, height: 10)
        case .algebraic: RelationCount.logarithm(terms: 3, used: 3, height: 10)
        case .constant: RelationCount.logarithm(terms: 4, used: 2, height: 10)
        case .linear: RelationCount.logarithm(terms: 8, used: 3, height: 10)
        case .product: RelationCount.logarithm(terms: 8, used: 4, height: 4)
        case .hypergeometric, .equation: 0
        }
    }
}
