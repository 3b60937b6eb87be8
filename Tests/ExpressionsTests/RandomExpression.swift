import Arithmetic
import Expressions

/// Random expressions in x, y and z, each with a way to write it differently: for property tests.
struct RandomExpressions {
    private var state: UInt64

    init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    /// A small fraction, not 0.
    mutating func fraction() -> Rational {
        Rational(Integer(next(9) + 1) * (next(2) == 0 ? 1 : -1), Integer(next(4) + 1))
    }

    /// A term of about the given depth; `isPolynomial` leaves functions and quotients out.
    mutating func term(depth: Int, isPolynomial: Bool = false) -> Expression {
        if depth == 0 || next(8) == 0 {
            switch next(6) {
            case 0: return Expression(fraction())
            case 1 where !isPolynomial: return Expression(symbol: "pi")
            default: return Expression(symbol: ["x", "y", "z"][next(3)])
            }
        }
        let x = term(depth: depth - 1, isPolynomial: isPolynomial)
        let choice = next(isPolynomial ? 5 : 14)
        if choice == 4 { return x.power(Expression(next(3) + 1)) }
        if choice == 9 { return x.power(Expression(fraction())) }
        if choice >= 10 { return Expression([.sin, .exp, .cos, .squareRoot][choice - 10], [x]) }
        let y = term(depth: depth - 1, isPolynomial: isPolynomial)
        switch choice {
        case 0, 5: return Expression(.add, [x, y, term(depth: depth - 1, isPolynomial: isPolynomial)])
        case 1: return x - y
        case 2, 6: return Expression(.multiply, [x, y, term(depth: depth - 1, isPolynomial: isPolynomial)])
        case 3: return -x * y
        case 7: return x / y
        default: return x.power(y)
        }
    }

    /// The same term with the arguments of its sums and products permuted and put in brackets at random, differences
    /// and quotients written otherwise.
    mutating func rewritten(_ term: Expression) -> Expression {
        guard let head = term.head else { return term }
        var arguments = term.arguments.map { rewritten($0) }
        switch head {
        case .add, .multiply:
            for i in arguments.indices.reversed() { arguments.swapAt(i, next(i + 1)) }
            while arguments.count > 2 && next(2) == 0 {
                let last = arguments.removeLast()
                arguments[arguments.count - 1] = Expression(head, [arguments[arguments.count - 1], last])
            }
            return Expression(head, arguments)
        case .negate: return next(2) == 0 ? Expression(-1) * arguments[0] : Expression(0) - arguments[0]
        case .divide: return next(2) == 0 ? arguments[0] * arguments[1].power(Expression(-1)) : term
        case .exp: return Expression(symbol: "e").power(arguments[0])
        case .squareRoot: return arguments[0].power(Expression(Rational(1, 2)))
        default: return Expression(head, arguments)
        }
    }
}

extension Expression {
    /// The value with symbols replaced; nil where there is none.
    func value(at point: [String: Expression], precision: Int = 300) -> ComplexBall? {
        var term = self
        for (name, value) in point.sorted(by: { $0.key < $1.key }) { term = term.substituting(name, with: value) }
        guard let value = try? Evaluator().enclosure(term, precision: precision), value.isFinite else { return nil }
        return value
    }
}

/// A point off all axes.
func point(_ random: inout RandomExpressions) -> [String: Expression] {
    var point: [String: Expression] = [:]
    for name in ["x", "y", "z"] {
        point[name] = Expression(random.fraction()) + Expression(symbol: "i") * Expression(random.fraction())
    }
    return point
}

/// A point of zeros, units and negative numbers: on branch cuts, and where a false cancellation shows.
func specialPoint(_ random: inout RandomExpressions) -> [String: Expression] {
    let i = Expression(symbol: "i")
    let values = [0, 1, -1, 2, -2].map { Expression($0) } + [Rational(1, 2), Rational(-1, 3)].map { Expression($0) }
    var point: [String: Expression] = [:]
    for name in ["x", "y", "z"] { point[name] = (values + [i, -i])[random.next(values.count + 2)] }
    return point
}

/// Whether two enclosures have a number in common.
func agree(_ x: ComplexBall, _ y: ComplexBall) -> Bool {
    x.real.overlaps(y.real) && x.imaginary.overlaps(y.imaginary)
}
