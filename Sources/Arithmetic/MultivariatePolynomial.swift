internal import CMath

/// A polynomial in several variables with rational coefficients, by FLINT's sparse representation.
///
/// The variables are numbered from 0; operations need operands with equally many. Monomials are ordered by total degree,
/// then lexicographically, largest first. A value type: copies share storage. Exponents fit a machine word.
public struct MultivariatePolynomial: Sendable {
    /// One term: its exponents, one a variable, and its coefficient.
    public typealias Term = (exponents: [Int], coefficient: Rational)

    private(set) var storage: MultivariateStorage

    init(adopting storage: MultivariateStorage) { self.storage = storage }

    /// The polynomial 0 in this many variables.
    public init(variableCount: Int) { storage = MultivariateStorage(MultivariateContext(max(0, variableCount))) }

    /// A constant.
    public init(constant: Rational, variableCount: Int) {
        self.init(variableCount: variableCount)
        let value = FlintRational(constant)
        fmpq_mpoly_set_fmpq(storage.pointer, value.pointer, storage.context.pointer)
    }

    /// The sum of terms in any order. Cost: that of sorting them.
    ///
    /// - Precondition: every term has one exponent, at least 0, for each variable.
    public init(variableCount: Int, terms: [Term]) {
        self.init(variableCount: variableCount)
        let builder = Builder(like: self)
        for term in terms {
            precondition(
                term.exponents.count == variableCount && term.exponents.allSatisfy { $0 >= 0 },
                "a term needs one exponent of at least 0 for each variable")
            builder.append(term.coefficient, term.exponents.map { UInt($0) })
        }
        self = builder.polynomial()
    }

    /// The variable of this number.
    ///
    /// - Precondition: `index` is in 0 ..< variableCount.
    public static func variable(_ index: Int, variableCount: Int) -> MultivariatePolynomial {
        MultivariatePolynomial(variableCount: variableCount).variable(index)
    }

    /// The variable of this number in the ring of this polynomial; sums with it need no conversion.
    ///
    /// - Precondition: `index` is in 0 ..< variableCount.
    public func variable(_ index: Int) -> MultivariatePolynomial {
        precondition(index >= 0 && index < variableCount, "there is no variable \(index) of \(variableCount)")
        let result = MultivariateStorage(storage.context)
        fmpq_mpoly_gen(result.pointer, index, storage.context.pointer)
        return MultivariatePolynomial(adopting: result)
    }

    /// A constant in the ring of this polynomial.
    public func constant(_ value: Rational) -> MultivariatePolynomial {
        let result = MultivariateStorage(storage.context)
        let value = FlintRational(value)
        fmpq_mpoly_set_fmpq(result.pointer, value.pointer, storage.context.pointer)
        return MultivariatePolynomial(adopting: result)
    }

    // MARK: Properties

    /// The number of variables of the ring, whether they occur or not.
    public var variableCount: Int { storage.context.variableCount }

    /// The number of terms.
    public var termCount: Int { fmpq_mpoly_length(storage.pointer, storage.context.pointer) }

    /// Whether it is 0.
    public var isZero: Bool { termCount == 0 }

    /// The value, when it is a constant.
    public var constantValue: Rational? {
        guard fmpq_mpoly_is_fmpq(storage.pointer, storage.context.pointer) != 0 else { return nil }
        let value = FlintRational()
        fmpq_mpoly_get_fmpq(value.pointer, storage.pointer, storage.context.pointer)
        return value.value
    }

    /// The largest sum of the exponents of a term; nil for 0.
    public var totalDegree: Int? {
        isZero ? nil : fmpq_mpoly_total_degree_si(storage.pointer, storage.context.pointer)
    }

    /// The degree in one variable; nil for 0.
    public func degree(in variable: Int) -> Int? {
        isZero ? nil : fmpq_mpoly_degree_si(storage.pointer, variable, storage.context.pointer)
    }

    /// The terms, largest monomial first.
    public var terms: [Term] {
        var result: [Term] = []
        result.reserveCapacity(termCount)
        forEachTerm { exponents, coefficient in result.append((exponents.map { Int($0) }, coefficient)) }
        return result
    }

    /// Calls `body` with the exponents and the coefficient of each term, largest monomial first.
    public func forEachTerm(_ body: (UnsafeBufferPointer<UInt>, Rational) -> Void) {
        let count = termCount
        if count == 0 { return }
        let content = FlintRational()
        fmpq_set(content.pointer, fmpq_mpoly_content_ref(storage.pointer, storage.context.pointer))
        let factor = content.value
        let coefficients = cm_fmpq_mpoly_coefficients(storage.pointer)
        withUnsafeTemporaryAllocation(of: UInt.self, capacity: max(1, variableCount)) { exponents in
            let slice = UnsafeBufferPointer(start: exponents.baseAddress, count: variableCount)
            for index in 0..<count {
                cm_fmpq_mpoly_exponents(exponents.baseAddress, storage.pointer, index, storage.context.pointer)
                guard let word = coefficients.map({ $0 + index }) else { return }
                let value: Rational
                if cm_fmpz_is_small(word) != 0 {
                    value = Rational(word.pointee)
                } else {
                    var copy: fmpz = 0
                    fmpz_init_set(&copy, word)
                    value = Rational(Integer(&copy))
                    fmpz_clear(&copy)
                }
                body(slice, factor == 1 ? value : factor * value)
            }
        }
    }

    /// Builds a polynomial from terms in any order.
    public struct Builder: ~Copyable {
        private let storage: MultivariateStorage
        private let value = FlintRational()

        /// A builder of polynomials of the ring of `polynomial`.
        public init(like polynomial: MultivariatePolynomial) {
            storage = MultivariateStorage(polynomial.storage.context)
        }

        /// Adds a term with one exponent for each variable.
        public func append(_ coefficient: Rational, _ exponents: [UInt]) {
            coefficient.numerator.copy(to: &value.pointer.pointee.num)
            coefficient.denominator.copy(to: &value.pointer.pointee.den)
            exponents.withUnsafeBufferPointer {
                fmpq_mpoly_push_term_fmpq_ui(storage.pointer, value.pointer, $0.baseAddress, storage.context.pointer)
            }
        }

        /// The sum of the terms.
        public consuming func polynomial() -> MultivariatePolynomial {
            fmpq_mpoly_sort_terms(storage.pointer, storage.context.pointer)
            fmpq_mpoly_combine_like_terms(storage.pointer, storage.context.pointer)
            fmpq_mpoly_reduce(storage.pointer, storage.context.pointer)
            return MultivariatePolynomial(adopting: storage)
        }
    }
}

extension MultivariatePolynomial: Equatable {
    /// Equal terms in rings with equally many variables.
    public static func == (p: MultivariatePolynomial, q: MultivariatePolynomial) -> Bool {
        p.variableCount == q.variableCount
            && fmpq_mpoly_equal(p.storage.pointer, q.storage.pointer, p.storage.context.pointer) != 0
    }
}

extension MultivariatePolynomial: CustomStringConvertible {
    /// The terms with variables x0, x1, …, as `2*x0^2*x1 - 1/3`; `0` for 0.
    public var description: String {
        if isZero { return "0" }
        var text = ""
        forEachTerm { exponents, coefficient in
            let powers = exponents.enumerated().filter { $0.element > 0 }
                .map { $0.element == 1 ? "x\($0.offset)" : "x\($0.offset)^\($0.element)" }
            let magnitude = coefficient.magnitude
            let factors = magnitude == 1 && !powers.isEmpty ? powers : ["\(magnitude)"] + powers
            let sign = coefficient.signum() < 0 ? (text.isEmpty ? "-" : " - ") : (text.isEmpty ? "" : " + ")
            text += sign + factors.joined(separator: "*")
        }
        return text
    }
}
