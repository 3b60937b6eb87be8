import Arithmetic

/// How a polynomial continued fraction converges, decided from its coefficients alone (no depth is involved).
///
/// With d = deg a, A and B the leading coefficients of a(n) and of b(n) at n^(2d), and D = A² + 4B (the discriminant of
/// the leading symbol x² − Ax − B): the quotients of the two solutions of the recurrence behave as stated at each case
/// (Perron, Die Lehre von den Kettenbrüchen II; Birkhoff–Trjitzinsky theory).
public enum ConvergenceClass: Sendable, Hashable {
    /// b(n) vanishes at the positive integer `index`: the value is the rational number p(index − 1)/q(index − 1).
    case terminating(index: Int)
    /// deg b < 2 deg a: the error is about (n!)^(−order).
    case factorial(order: Int)
    /// deg b = 2 deg a and D > 0: the error is about r^(−n) for the quotient r > 1 of the roots.
    case exponential
    /// The error is about exp(−c √n).
    case stretchedExponential
    /// The error is about n^(−s) with s > 0.
    case polynomial
    /// The error is about 1/log n.
    case logarithmic
    /// The fraction has no limit.
    case divergent(Divergence)
    /// The theory used here does not decide.
    case undecided(String)

    /// Why a fraction diverges.
    public enum Divergence: String, Sendable, Hashable {
        /// The two solutions have equal growth and complex quotient: the convergents oscillate.
        case oscillation
        /// Convergents of even and odd index tend to different limits.
        case parity
        /// The fraction breaks off in a division by zero.
        case pole
    }

    /// A word for the class, as it is printed and stored.
    public var name: String {
        switch self {
        case .terminating: "terminating"
        case .factorial: "factorial"
        case .exponential: "exponential"
        case .stretchedExponential: "stretched exponential"
        case .polynomial: "polynomial"
        case .logarithmic: "logarithmic"
        case .divergent: "divergent"
        case .undecided: "undecided"
        }
    }
}

extension PolynomialContinuedFraction {
    /// The class of convergence. Cost: the integer roots of b, otherwise constant.
    public var convergenceClass: ConvergenceClass {
        if let root = firstVanishingNumerator {
            guard let index = root.asInt, index <= EnclosureLimits.terminationDepth else {
                return .undecided(
                    "b(n) vanishes at n = \(root), beyond the largest depth of \(EnclosureLimits.terminationDepth)")
            }
            return .terminating(index: index)
        }
        switch TailShape.classify(self) {
        case .success(let shape): return shape.convergenceClass
        case .failure(let failure): return failure.convergenceClass
        }
    }

    /// The least positive integer at which b vanishes, or nil.
    var firstVanishingNumerator: Integer? {
        if b.isZero { return 1 }
        return b.smallestIntegerRoot(atLeast: 1)
    }
}

/// Stated limits of the enclosures, beyond which `undecided` is the answer.
public enum EnclosureLimits {
    /// The largest index at which a terminating fraction is evaluated.
    public static let terminationDepth = 10_000_000
    /// The largest depth of a convergent.
    public static let depth = 50_000_000
    /// The largest number of terms of a formal tail.
    public static let tailTerms = 2_000
}
