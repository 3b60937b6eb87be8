import Arithmetic
import Conjectures
import ContinuedFractions

/// A candidate with the class of fractions that it belongs to.
///
/// A class consists of the fractions that differ by equivalence transformations and index shifts, so that their values
/// are Möbius images of each other over Q. Its representative depends on the class alone, not on where a search met
/// it first: whatever the number of threads, the shards, and the order of the spaces, a class has one entry.
struct ClassMember: Sendable {
    /// The index in the space.
    let index: Int
    /// The fraction of the space.
    let fraction: PolynomialContinuedFraction
    /// The representative of the class.
    let representative: PolynomialContinuedFraction
    /// The fingerprint of the representative.
    let key: ClassFingerprint
    private let keyed: KeyedFraction?

    /// The class of a candidate; nil when its fraction breaks off.
    init?(_ candidate: FractionCandidate) {
        fraction = candidate.fraction
        index = candidate.index
        keyed = fraction.canonicalKey
        if let keyed {
            representative = keyed.key.terms
        } else {
            guard !fraction.b.isZero, fraction.b.smallestIntegerRoot(atLeast: 1) == nil else { return nil }
            representative = fraction.canonical
        }
        key = ClassFingerprint(of: representative)
    }

    /// Whether the representative, which is deflated, passes the screen of nilpotence as well.
    ///
    /// Terms (r(n) a(n), r(n) r(n−1) b(n)) with a linear factor r multiply the period product by r(1) ⋯ r(p) ≡ 0: they pass
    /// whatever a and b are. Common factors (n!)^d with d = max(deg a, ⌈deg b/2⌉) leave (n!)^(d−e) after deflation by a
    /// polynomial of degree e, so that fractions with full reduction are kept; what is constant then is algebraic.
    var reductionOutlivesDeflation: Bool {
        let (a, b) = (representative.a.degree ?? 0, representative.b.degree ?? 0)
        if a == fraction.a.degree ?? 0 && b == fraction.b.degree ?? 0 || max(a, b) == 0 { return true }
        return FactorialReductionScreen.standard.passes(representative)
    }

    /// The map that takes the value of the representative to that of the fraction; nil when it is not found.
    var map: MobiusMap? {
        if fraction == representative { return .identity }
        if let keyed,
            let relation = FractionRelation(fromCanonical: representative, to: fraction, keyed: keyed)
        {
            return relation.map
        }
        return FractionRelation.between(representative, fraction, largestPeriod: 1)?.map
    }
}

extension PolynomialContinuedFraction {
    /// The representative of (a, b), (−a, b) and (λa, λ²b): primitive, with the leading coefficient of a positive.
    var canonical: PolynomialContinuedFraction {
        let (fraction, _) = primitive()
        guard let lead = fraction.a.leadingCoefficient, lead.signum() < 0 else { return fraction }
        return PolynomialContinuedFraction(a: -fraction.a, b: fraction.b)
    }
}

extension ClassFingerprint {
    /// The fingerprint of the coefficients of a fraction.
    init(of fraction: PolynomialContinuedFraction) {
        var high: UInt64 = 0xCBF2_9CE4_8422_2325
        var low: UInt64 = 0x6C62_272E_07BB_0142
        func mix(_ word: UInt64) {
            // Two multiplicative hashes with different odd factors, each step a bijection of the state.
            high = (high ^ word) &* 0x9E37_79B9_7F4A_7C15
            high ^= high >> 32
            low = (low &+ word) &* 0xD6E8_FEB8_6659_FD93
            low ^= low >> 29
        }
        for polynomial in [fraction.a, fraction.b] {
            mix(UInt64(polynomial.coefficients.count))
            for coefficient in polynomial.coefficients {
                if let small = coefficient.asInt {
                    mix(UInt64(bitPattern: Int64(small)))
                } else {
                    for byte in "\(coefficient)".utf8 { mix(UInt64(byte) | 1 << 63) }
                }
            }
        }
        self.init(high: high, low: low)
    }
}
