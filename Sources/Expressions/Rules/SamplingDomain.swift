import Arithmetic

/// Where the tester of rules draws the values of a variable. It steers the sampling and excludes nothing: adversarial
/// points are tried wherever the conditions hold.
public enum SamplingDomain: Sendable, Hashable {
    /// Complex numbers of several sizes.
    case complex
    /// Complex numbers of modulus below the radius.
    case disc(Rational)
    /// Real numbers in an open interval.
    case interval(Rational, Rational)
    /// Integers in a closed range.
    case integers(Int, Int)
    /// Fractions with small denominators in an open interval; adversarial values are small fractions, too. For functions
    /// that are evaluated at rational numbers only, or at great cost elsewhere, such as `pcf` and infinite sums.
    case rationals(Rational, Rational)
    /// Terms in a bound variable: powers, reciprocals, exponentials with random coefficients.
    case terms(String)
    /// Polynomials with small integer coefficients in a bound variable, of at most this degree.
    case polynomials(String, Int)

    /// Whether the values are terms and not numbers.
    var isTerms: Bool {
        switch self {
        case .terms, .polynomials: true
        default: false
        }
    }
}
