import Arithmetic

/// A polynomial whose coefficients fit machine words, lowest degree first, the last one not 0: the arithmetic of canonical
/// forms without big integers. Everything that may overflow returns nil.
struct WordPolynomial: Hashable, Sendable {
    /// The coefficients; empty for 0.
    var coefficients: [Int]

    /// The polynomial of these coefficients; zeros at the end are dropped.
    init(_ coefficients: [Int]) {
        self.coefficients = coefficients
        while self.coefficients.last == 0 { self.coefficients.removeLast() }
    }

    /// The same polynomial; nil when a coefficient needs more than 31 bits.
    init?(_ polynomial: Polynomial<Integer>) {
        var words: [Int] = []
        words.reserveCapacity(polynomial.coefficients.count)
        for coefficient in polynomial.coefficients {
            guard let word = coefficient.asInt, word.magnitude < WordPolynomial.largest else { return nil }
            words.append(word)
        }
        coefficients = words
    }

    /// Coefficients of inputs are smaller than this.
    static let largest: UInt = 1 << 31

    /// The polynomial with big coefficients.
    var polynomial: Polynomial<Integer> { Polynomial(integers: coefficients) }

    /// The degree; −1 for 0.
    var degree: Int { coefficients.count - 1 }

    /// The leading coefficient; 0 for 0.
    var lead: Int { coefficients.last ?? 0 }

    /// The greatest common divisor of the coefficients, ≥ 0.
    var content: Int {
        var divisor: UInt = 0
        for coefficient in coefficients {
            divisor = WordPolynomial.gcd(divisor, coefficient.magnitude)
            if divisor == 1 { return 1 }
        }
        return Int(divisor)
    }

    /// Euclid's algorithm.
    static func gcd(_ x: UInt, _ y: UInt) -> UInt {
        var (x, y) = (x, y)
        while y != 0 { (x, y) = (y, x % y) }
        return x
    }

    /// p(m); nil on overflow.
    func evaluated(at m: Int) -> Int? {
        var value = 0
        for coefficient in coefficients.reversed() {
            let (product, large) = value.multipliedReportingOverflow(by: m)
            let (sum, larger) = product.addingReportingOverflow(coefficient)
            if large || larger { return nil }
            value = sum
        }
        return value
    }

    /// p(n + offset); nil on overflow. Cost: O(degree²).
    func shifted(by offset: Int) -> WordPolynomial? {
        if offset == 0 || coefficients.count < 2 { return self }
        var result = coefficients
        let count = result.count
        for start in 0..<(count - 1) {
            for i in stride(from: count - 2, through: start, by: -1) {
                let (product, large) = result[i + 1].multipliedReportingOverflow(by: offset)
                let (sum, larger) = result[i].addingReportingOverflow(product)
                if large || larger { return nil }
                result[i] = sum
            }
        }
        return WordPolynomial(result)
    }

    /// factor · p / divisor, where the divisor divides the content of p; nil on overflow.
    func scaled(by factor: Int, over divisor: Int) -> WordPolynomial? {
        if factor == 1 && divisor == 1 { return self }
        var result = coefficients
        for i in result.indices {
            let (value, overflow) = (result[i] / divisor).multipliedReportingOverflow(by: factor)
            if overflow { return nil }
            result[i] = value
        }
        return WordPolynomial(result)
    }

    /// p · q; nil on overflow.
    func multiplied(by other: WordPolynomial) -> WordPolynomial? {
        if coefficients.isEmpty || other.coefficients.isEmpty { return WordPolynomial([]) }
        var result = [Int](repeating: 0, count: coefficients.count + other.coefficients.count - 1)
        for (i, x) in coefficients.enumerated() {
            for (j, y) in other.coefficients.enumerated() {
                let (product, large) = x.multipliedReportingOverflow(by: y)
                let (sum, larger) = result[i + j].addingReportingOverflow(product)
                if large || larger { return nil }
                result[i + j] = sum
            }
        }
        return WordPolynomial(result)
    }

    /// What a division may give.
    enum Division {
        /// It leaves no remainder.
        case exact(WordPolynomial)
        /// The divisor does not divide.
        case remainder
        /// A number did not fit a word.
        case overflow
    }

    /// The quotient by a primitive polynomial.
    func divided(by divisor: WordPolynomial) -> Division {
        guard degree >= divisor.degree, divisor.degree >= 0 else { return .remainder }
        var rest = coefficients
        let top = divisor.degree
        var quotient = [Int](repeating: 0, count: rest.count - top)
        for i in stride(from: quotient.count - 1, through: 0, by: -1) {
            // By Gauss's lemma the quotient is integral when it exists.
            let (q, r) = rest[i + top].quotientAndRemainder(dividingBy: divisor.lead)
            if r != 0 { return .remainder }
            quotient[i] = q
            if q == 0 { continue }
            for j in 0...top {
                let (product, large) = q.multipliedReportingOverflow(by: divisor.coefficients[j])
                let (difference, larger) = rest[i + j].subtractingReportingOverflow(product)
                if large || larger { return .overflow }
                rest[i + j] = difference
            }
        }
        for i in 0..<top where rest[i] != 0 { return .remainder }
        return .exact(WordPolynomial(quotient))
    }

    /// Whether it is proved that p and q have no common factor: their greatest common divisor modulo 2³¹ − 1 is constant,
    /// and that prime divides no leading coefficient (they are smaller).
    func isCoprime(to other: WordPolynomial) -> Bool {
        let modulus = 0x7FFF_FFFF
        guard lead.magnitude < WordPolynomial.largest, other.lead.magnitude < WordPolynomial.largest,
            lead % modulus != 0, other.lead % modulus != 0
        else { return false }
        var x = coefficients.map { ($0 % modulus + modulus) % modulus }
        var y = other.coefficients.map { ($0 % modulus + modulus) % modulus }
        if x.count < y.count { swap(&x, &y) }
        while y.count > 1 {
            // x ← lead(y)·x − lead(x)·n^k·y as long as the degree is not smaller.
            while x.count >= y.count {
                let (p, q) = (x[x.count - 1], y[y.count - 1])
                let gap = x.count - y.count
                for i in 0..<(x.count - 1) {
                    let subtracted = i >= gap ? p * y[i - gap] % modulus : 0
                    let value = q * x[i] % modulus - subtracted
                    x[i] = value < 0 ? value + modulus : value
                }
                x.removeLast()
                while x.last == 0 { x.removeLast() }
            }
            if x.isEmpty { return false }
            swap(&x, &y)
        }
        return true
    }
}
