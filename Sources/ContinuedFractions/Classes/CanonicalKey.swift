import Arithmetic

/// The canonical form of a fraction as a flat key for tables: equal for fractions that differ by equivalence transformations
/// and index shifts, and only for those. The same as `CanonicalFraction.terms`.
public struct CanonicalKey: Hashable, Sendable {
    /// The number of coefficients of a, then those of a and of b, lowest degree first; empty when one does not fit a word.
    private let words: [Int]
    /// The canonical terms when they do not fit words.
    private let large: PolynomialContinuedFraction?

    /// The key of canonical terms.
    init(_ terms: PolynomialContinuedFraction) {
        var words = [terms.a.coefficients.count]
        for coefficient in terms.a.coefficients + terms.b.coefficients {
            guard let word = coefficient.asInt else {
                self.words = []
                large = terms
                return
            }
            words.append(word)
        }
        self.words = words
        large = nil
    }

    /// The key of canonical terms.
    init(_ a: WordPolynomial, _ b: WordPolynomial) {
        words = [a.coefficients.count] + a.coefficients + b.coefficients
        large = nil
    }

    /// The canonical terms: deflated, primitive, a with positive leading coefficient, at the index that
    /// `CanonicalFraction` says.
    public var terms: PolynomialContinuedFraction {
        if let large { return large }
        guard let count = words.first else { return PolynomialContinuedFraction(a: 0, b: 0) }
        return PolynomialContinuedFraction(
            a: Polynomial(integers: Array(words[1...count])), b: Polynomial(integers: Array(words[(count + 1)...])))
    }

    /// The bits of all coefficients together: what it costs to write, and about what it costs to evaluate, the fraction.
    public var height: Int {
        if let large { return (large.a.coefficients + large.b.coefficients).reduce(0) { $0 + $1.bitWidth } }
        return words.dropFirst().reduce(0) { $0 + UInt.bitWidth - $1.magnitude.leadingZeroBitCount }
    }
}

/// A fraction's canonical key, and how far its index is from that of the key.
public struct KeyedFraction: Hashable, Sendable {
    /// The key.
    public let key: CanonicalKey
    /// The index n of the canonical terms is the index n + shift of the fraction.
    public let shift: Int
}

extension PolynomialContinuedFraction {
    /// The canonical form as a key: the same as `canonicalForm`, without factoring whenever the coefficients have at most
    /// 31 bits and the numbers that occur fit machine words; nil exactly when that is nil.
    ///
    /// Cost: about a microsecond for degrees up to (2, 4), where `canonicalForm` takes that of a factorization over Q.
    public var canonicalKey: KeyedFraction? {
        if let a = WordPolynomial(a), let b = WordPolynomial(b) {
            switch WordReduction.canonical(a, b) {
            case .form(let keyed): return keyed
            case .none: return nil
            case .tooLarge: break
            }
        }
        guard let form = canonicalForm else { return nil }
        return KeyedFraction(key: CanonicalKey(form.terms), shift: form.shift)
    }
}
