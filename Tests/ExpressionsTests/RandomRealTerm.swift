import Arithmetic
import Expressions

/// A random term in the variables x, y, z with its value at a point, as doubles compute it, and a bound for its rounding
/// errors in units of the precision: the value with all cancellation taken out.
struct RandomRealTerm {
    static let variables = ["x", "y", "z"]
    static let point = [0.7265625, 1.3125, 2.109375]

    let term: Expression
    let value: Double
    let scale: Double

    private init(_ term: Expression, _ value: Double, _ scale: Double) {
        self.term = term
        self.value = value
        self.scale = max(scale, abs(value))
    }

    /// A term of about `size` operators whose value is well conditioned.
    static func make(size: Int, using generator: inout some RandomNumberGenerator) -> RandomRealTerm {
        while true {
            let term = draw(size, &generator)
            if term.value.isFinite && term.scale < 1e3 * abs(term.value) && term.scale < 1e60 { return term }
        }
    }

    private static func draw(_ size: Int, _ generator: inout some RandomNumberGenerator) -> RandomRealTerm {
        if size <= 0 { return leaf(&generator) }
        switch Int.random(in: 0..<12, using: &generator) {
        case 0...3: return sum(size, &generator)
        case 4...6: return product(size, &generator)
        case 7:
            let part = draw(size - 1, &generator)
            return RandomRealTerm(-part.term, -part.value, part.scale)
        case 8:
            let (a, b) = (draw(size / 2, &generator), draw(size / 2, &generator))
            guard b.value != 0 else { return a }
            return RandomRealTerm(a.term / b.term, a.value / b.value, a.scale * b.scale / (b.value * b.value))
        case 9:
            let part = draw(size - 1, &generator)
            let exponent = Int.random(in: 2...5, using: &generator)
            var (value, scale) = (1.0, Double(exponent))
            for _ in 0..<exponent { (value, scale) = (value * part.value, scale * part.scale) }
            return RandomRealTerm(part.term.power(Expression(exponent)), value, scale)
        case 10:
            let part = draw(size - 1, &generator)
            guard part.value > 0 else { return part }
            let root = part.value.squareRoot()
            return RandomRealTerm(Expression(.squareRoot, [part.term]), root, part.scale / root)
        default:
            // |tan⁻¹′| ≤ 1.
            let part = draw(size - 1, &generator)
            return RandomRealTerm(
                Expression(.atan, [part.term]), RealFunction.atan(part.value, 0), min(2, abs(part.value)) + part.scale)
        }
    }

    private static func leaf(_ generator: inout some RandomNumberGenerator) -> RandomRealTerm {
        if Bool.random(using: &generator) {
            let i = Int.random(in: 0..<variables.count, using: &generator)
            return RandomRealTerm(Expression(symbol: variables[i]), point[i], point[i])
        }
        let numerator = Int.random(in: 1...9, using: &generator)
        return RandomRealTerm(Expression(Rational(Integer(numerator), 4)), Double(numerator) / 4, Double(numerator) / 4)
    }

    private static func sum(_ size: Int, _ generator: inout some RandomNumberGenerator) -> RandomRealTerm {
        let parts = (0..<Int.random(in: 2...5, using: &generator)).map { _ in draw(size / 3, &generator) }
        return RandomRealTerm(
            Expression(.add, parts.map(\.term)), parts.reduce(0) { $0 + $1.value }, parts.reduce(0) { $0 + $1.scale })
    }

    private static func product(_ size: Int, _ generator: inout some RandomNumberGenerator) -> RandomRealTerm {
        let parts = (0..<Int.random(in: 2...4, using: &generator)).map { _ in draw(size / 3, &generator) }
        return RandomRealTerm(
            Expression(.multiply, parts.map(\.term)), parts.reduce(1) { $0 * $1.value },
            parts.reduce(1) { $0 * $1.scale })
    }
}
