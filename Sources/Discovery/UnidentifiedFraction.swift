import Conjectures
import ContinuedFractions

/// A fraction whose limit is neither rational nor algebraic nor a form in the constants, as far as was looked.
struct UnidentifiedFraction: Sendable {
    private let fraction: String
    private let latex: String
    private let value: String
    private let digits: Int
    private let deltaEstimate: Double?
    private let convergenceClass: String
    private let digitsPerTerm: Double?

    /// The fraction with its limit.
    init(_ fraction: PolynomialContinuedFraction, _ limit: EnclosedLimit) {
        let term = fraction.expression
        self.fraction = term.description
        latex = term.formatted(.latex)
        digits = limit.value.provenDigits
        value = limit.value.decimalString(digits: digits)
        deltaEstimate = fraction.deltaEstimate(limit: limit.value)
        convergenceClass = limit.convergenceClass.name
        digitsPerTerm = fraction.digitsPerTermEstimate
    }

    /// Its record.
    func record(provenance: Provenance) -> UnidentifiedLimit {
        UnidentifiedLimit(
            fraction: fraction, latex: latex, value: value, digits: digits, deltaEstimate: deltaEstimate,
            convergenceClass: convergenceClass, digitsPerTerm: digitsPerTerm, provenance: provenance)
    }
}
