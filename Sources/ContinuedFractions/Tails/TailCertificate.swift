import Arithmetic

/// The exact, finite proof that a continued fraction converges and where its limit lies.
///
/// It states for all n ≥ N that the tail t(n) lies in V(n) = [g(n) − r(n), g(n) + r(n)], where
/// g(n) = Σ_{i≤k} cᵢ n^(e − i/q) and r(n) = K n^(e − w/q), with cᵢ in one real quadratic field Q(√D), and that the
/// fraction converges. `check(for:)` verifies it with polynomial identities and signs alone; it shares no code with the
/// search for certificates or with the ball arithmetic of `CertifiedTail`.
public struct TailCertificate: Hashable, Sendable {
    /// N ≥ 1; a perfect square when q = 2.
    public let depth: Int
    /// q, 1 or 2.
    public let ramification: Int
    /// q·e.
    public let scaledExponent: Int
    /// c₀ … c_k.
    public let coefficients: [RealQuadraticNumber]
    /// K > 0.
    public let radiusFactor: Rational
    /// w ≥ 1.
    public let radiusOrder: Int
    /// Why the solution with these tails is the minimal one.
    public let divergence: Divergence

    /// A lower bound of the terms d(n) of a sum that must diverge, for n ≥ N: y(n) = q(n)/f(n) for the solution f with
    /// the tails t is a constant plus Σ d, and d(n+1)/d(n) = −(a(n+1) + t(n+1))/t(n+1) =: ρ(n).
    public enum Divergence: Hashable, Sendable {
        /// ρ(n) ≤ −(1 + κ/n) with κ > 0: the terms alternate and grow, and Σ (|d(n+1)| − |d(n)|) over every second n is
        /// at least κ|d(N)| Σ 1/n, so |y(n)| tends to infinity.
        case alternating(growth: Rational)
        /// ρ(n) ≥ (n − s)/(n + 1 − s) with s < N: the terms have one sign, and |d(n)| is at least a constant times
        /// 1/(n − s), so |y(n)| tends to infinity (Raabe's test).
        case monotone(shift: Rational)
    }

    /// The certificate with these data; nothing is verified here.
    public init(
        depth: Int, ramification: Int, scaledExponent: Int, coefficients: [RealQuadraticNumber], radiusFactor: Rational,
        radiusOrder: Int, divergence: Divergence
    ) {
        self.depth = depth
        self.ramification = ramification
        self.scaledExponent = scaledExponent
        self.coefficients = coefficients
        self.radiusFactor = radiusFactor
        self.radiusOrder = radiusOrder
        self.divergence = divergence
    }

    /// k, the number of orders beyond the leading one.
    public var order: Int { coefficients.count - 1 }
}

extension TailCertificate: CustomStringConvertible {
    /// The claim in one line.
    public var description: String {
        let terms = coefficients.enumerated().filter { !$0.element.isZero }.map { i, c in
            "(\(c))*n^(\(exponent(scaledExponent - i)))"
        }
        let center = terms.isEmpty ? "0" : terms.joined(separator: " + ")
        return "for all n >= \(depth): |t(n) - (\(center))| <= "
            + "(\(radiusFactor))*n^(\(exponent(scaledExponent - radiusOrder)))"
    }

    private func exponent(_ scaled: Int) -> String { "\(Rational(Integer(scaled), Integer(ramification)))" }
}

extension TailCertificate: Codable {
    private enum Key: String, CodingKey {
        case depth, ramification, scaledExponent, radicand, rational, irrational, radiusFactor, radiusOrder
        case divergence, bound
    }

    /// Reads a certificate written by `encode(to:)`; a malformed one is an error, a wrong one is not.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func number(_ text: String, _ key: Key) throws -> Rational {
            guard let value = Rational(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "'\(text)' is not a rational number")
            }
            return value
        }
        let radicandText = try container.decode(String.self, forKey: .radicand)
        let rational = try container.decode([String].self, forKey: .rational).map { try number($0, .rational) }
        let irrational = try container.decode([String].self, forKey: .irrational).map { try number($0, .irrational) }
        guard let radicand = Integer(radicandText), radicand.signum() > 0, rational.count == irrational.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .radicand, in: container,
                debugDescription: "a certificate needs a positive radicand and two lists of one length")
        }
        let bound = try number(try container.decode(String.self, forKey: .bound), .bound)
        let divergence: Divergence
        switch try container.decode(String.self, forKey: .divergence) {
        case "alternating": divergence = .alternating(growth: bound)
        case "monotone": divergence = .monotone(shift: bound)
        case let other:
            throw DecodingError.dataCorruptedError(
                forKey: .divergence, in: container, debugDescription: "'\(other)' is not alternating or monotone")
        }
        self.init(
            depth: try container.decode(Int.self, forKey: .depth),
            ramification: try container.decode(Int.self, forKey: .ramification),
            scaledExponent: try container.decode(Int.self, forKey: .scaledExponent),
            coefficients: zip(rational, irrational).map { RealQuadraticNumber($0, $1, radicand: radicand) },
            radiusFactor: try number(try container.decode(String.self, forKey: .radiusFactor), .radiusFactor),
            radiusOrder: try container.decode(Int.self, forKey: .radiusOrder), divergence: divergence)
    }

    /// Writes the certificate with exact numbers as text, cᵢ = rational[i] + irrational[i]·√radicand.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(depth, forKey: .depth)
        try container.encode(ramification, forKey: .ramification)
        try container.encode(scaledExponent, forKey: .scaledExponent)
        try container.encode("\(commonRadicand ?? 1)", forKey: .radicand)
        try container.encode(coefficients.map { "\($0.rational)" }, forKey: .rational)
        try container.encode(coefficients.map { "\($0.irrational)" }, forKey: .irrational)
        try container.encode("\(radiusFactor)", forKey: .radiusFactor)
        try container.encode(radiusOrder, forKey: .radiusOrder)
        switch divergence {
        case .alternating(let growth):
            try container.encode("alternating", forKey: .divergence)
            try container.encode("\(growth)", forKey: .bound)
        case .monotone(let shift):
            try container.encode("monotone", forKey: .divergence)
            try container.encode("\(shift)", forKey: .bound)
        }
    }

    /// D, the radicand of the irrational coefficients; 1 when there are none, nil when they are of different fields.
    var commonRadicand: Integer? {
        var common: Integer = 1
        for coefficient in coefficients where !coefficient.irrational.isZero {
            if common != 1, common != coefficient.radicand { return nil }
            common = coefficient.radicand
        }
        return common
    }
}
