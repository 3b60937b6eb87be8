import Expressions

/// An equation together with all that is needed to check it again, whatever found it.
///
/// A certificate is data: parameters of a theorem, polynomials, rational functions, a finite list of values. `check`
/// decides from that data alone, in exact arithmetic or balls, whether the hypotheses of the theorem hold and whether
/// its conclusion is `equation`; it shares no code with the search that found the data.
public protocol CertifiedEquation: Sendable {
    /// What is proved. The left side is the term that is evaluated, such as `pcf(…)` or `hyper(…)`.
    var equation: Formula { get }
    /// The theorem in a few words, with its source.
    var theorem: String { get }
    /// The proof for people, one step a line.
    var steps: [String] { get }

    /// Checks the certificate.
    ///
    /// - Throws: `CertificateError`, naming the first hypothesis that does not hold.
    func check() throws(CertificateError)
}

/// Why a certificate is not a proof.
public struct CertificateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was to be shown, and what is the case instead.
    public let description: String

    /// An error with this text.
    public init(_ description: String) { self.description = description }
}

/// A closed form with its proof: equations that, used from the first to the last from left to right, turn a term into
/// `value`.
public struct ClosedForm: Sendable {
    /// The closed form.
    public let value: Expression
    /// The first equation has the term on its left; each later one evaluates a part of what stands on the right of those
    /// before it.
    public let lemmas: [any CertifiedEquation]

    /// A closed form that these equations prove.
    public init(value: Expression, lemmas: [any CertifiedEquation]) {
        self.value = value
        self.lemmas = lemmas
    }
}
