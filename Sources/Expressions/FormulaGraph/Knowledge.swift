import Arithmetic

/// What is known of the value of a term for all values of its free symbols.
struct Knowledge: Equatable {
    /// Properties of the value.
    struct Properties: OptionSet, Hashable, Sendable {
        let rawValue: UInt8

        static let real = Properties(rawValue: 1)
        static let integer = Properties(rawValue: 2)
        static let nonzero = Properties(rawValue: 4)
        /// Real and at least 0.
        static let nonnegative = Properties(rawValue: 8)
        /// Real and at most 0.
        static let nonpositive = Properties(rawValue: 16)

        static let positive: Properties = [.real, .nonzero, .nonnegative]
        static let negative: Properties = [.real, .nonzero, .nonpositive]

        var isPositive: Bool { isSuperset(of: .positive) }
        var isNegative: Bool { isSuperset(of: .negative) }
        var isContradictory: Bool { isSuperset(of: [.nonzero, .nonnegative, .nonpositive]) }
    }

    /// A ball that holds the value, compared by identity.
    final class Enclosure: Sendable {
        let ball: ComplexBall

        init(_ ball: ComplexBall) { self.ball = ball }
    }

    /// The value, when it is known to be this rational number.
    var exact: Rational?
    /// A ball that contains the value whatever the free symbols are.
    var enclosure: Enclosure?
    var properties: Properties = []
    /// Labels of the symbols that the value may depend on, ascending.
    var symbols: [UInt32] = []
    /// A bound of the total degree, when the value is a polynomial in the free symbols over the complex numbers.
    var degree: Int?

    init() {}

    /// The knowledge of an exact number.
    init(exact value: Rational) {
        exact = value
        degree = 0
        properties = [.real]
        if value.isInteger { properties.insert(.integer) }
        if !value.isZero { properties.insert(.nonzero) }
        if value.signum() >= 0 { properties.insert(.nonnegative) }
        if value.signum() <= 0 { properties.insert(.nonpositive) }
    }

    static func == (x: Knowledge, y: Knowledge) -> Bool {
        x.exact == y.exact && x.enclosure === y.enclosure && x.properties == y.properties && x.symbols == y.symbols
            && x.degree == y.degree
    }

    /// The value for evaluation; nil when there is neither an exact value nor a ball.
    var nodeValue: NodeValue? { exact.map { .exact($0) } ?? enclosure.map { .ball($0.ball) } }

    /// Adds a ball and what follows from it.
    mutating func enclose(in ball: ComplexBall) {
        guard ball.isFinite else { return }
        enclosure = Enclosure(ball)
        if !ball.containsZero { properties.insert(.nonzero) }
        guard ball.isReal else { return }
        properties.insert(.real)
        if ball.real.isNonnegative { properties.insert(.nonnegative) }
        if ball.real.isPositive { properties.insert(.nonzero) }
        if ball.real.isNegative { properties.formUnion(.negative) }
    }

    /// What follows from both; nil when they exclude each other.
    func meet(_ other: Knowledge) -> Knowledge? {
        if let x = exact, let y = other.exact, x != y { return nil }
        if let x = enclosure, let y = other.enclosure, !x.ball.overlaps(y.ball) { return nil }
        if let x = exact ?? other.exact, let ball = (enclosure ?? other.enclosure)?.ball {
            if !ball.imaginary.containsZero || !ball.real.contains(x) { return nil }
        }
        var both = self
        both.exact = exact ?? other.exact
        both.enclosure = enclosure ?? other.enclosure
        both.properties.formUnion(other.properties)
        if let x = degree, let y = other.degree {
            both.degree = min(x, y)
        } else {
            both.degree = degree ?? other.degree
        }
        if both.symbols != other.symbols {
            let known = Set(other.symbols)
            both.symbols = symbols.filter(known.contains)
        }
        if let value = both.exact {
            let exactly = Knowledge(exact: value).properties
            if !both.properties.isSubset(of: exactly) { return nil }
            // Nothing but the number, so that the node that has it becomes the witness.
            return Knowledge(exact: value)
        }
        return both.properties.isContradictory ? nil : both
    }
}
