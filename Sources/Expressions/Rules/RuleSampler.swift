import Arithmetic

/// Draws points at which a rule is tested: random ones of its domain, and adversarial ones.
///
/// Values are exact terms, so that conditions can be decided. The sequence depends only on the rule's name.
struct RuleSampler {
    let rule: IdentityRule
    /// The variables that stand for numbers or terms, with the domain of each.
    let domains: [(name: String, domain: SamplingDomain)]
    private var state: UInt64

    init(_ rule: IdentityRule) {
        self.rule = rule
        domains = rule.variables.filter { !rule.binders.contains($0) }
            .map { ($0, rule.sampling[$0] ?? RuleSampler.inferredDomain(of: $0, rule.conditions)) }
        // FNV-1a of the name.
        state = rule.name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    /// Integers or reals where a condition asks for them.
    private static func inferredDomain(of name: String, _ conditions: [RuleCondition]) -> SamplingDomain {
        let variable = Expression(symbol: name)
        if conditions.contains(.integer(variable)) { return .integers(-10, 10) }
        for condition in conditions {
            switch condition {
            case .real(variable), .comparison(variable, _, _), .comparison(_, _, variable): return .interval(-6, 6)
            default: continue
            }
        }
        return .complex
    }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// An integer of the closed range.
    private mutating func integer(_ low: Int, _ high: Int) -> Int {
        low + Int(next() % UInt64(high - low + 1))
    }

    /// A fraction in (−1, 1) with denominator 64.
    private mutating func unit() -> Rational { Rational(Integer(integer(-63, 63)), 64) }

    /// A random point of the domain.
    mutating func randomPoint() -> [String: Expression] {
        var point: [String: Expression] = [:]
        for (name, domain) in domains { point[name] = value(domain) }
        return point
    }

    private mutating func value(_ domain: SamplingDomain) -> Expression {
        switch domain {
        case .complex: return complexValue()
        case .disc(let radius):
            while true {
                let (x, y) = (radius * unit(), integer(0, 3) == 0 ? 0 : radius * unit())
                if x * x + y * y < radius * radius { return AdversarialValues.complex(x, y) }
            }
        case .interval(let low, let high):
            let fraction = Rational(Integer(integer(1, 255)), 256)
            return Expression(low + (high - low) * fraction)
        case .integers(let low, let high): return Expression(integer(low, high))
        case .rationals(let low, let high):
            let denominator = Integer(integer(1, 12))
            let span = ((high - low) * Rational(denominator)).floor.asInt ?? 1
            let start = (low * Rational(denominator)).floor.asInt ?? 0
            let drawn = Rational(Integer(start + integer(0, max(1, span))), denominator)
            return Expression(low < drawn && drawn < high ? drawn : (low + high) / 2)
        case .terms(let name): return term(in: Expression(symbol: name))
        case .polynomials(let name, let degree):
            let drawnDegree = integer(0, degree)
            var coefficients = (0..<drawnDegree).map { _ in Rational(integer(-1, 4)) }
            coefficients.append(Rational(integer(1, 5)))
            return Expression(Polynomial<Rational>(coefficients), variable: name)
        }
    }

    private mutating func complexValue() -> Expression {
        let size: Rational = [Rational(1, 4), 1, 1, 3, 3, 8, 8, 24][integer(0, 7)]
        let (x, y) = (size * unit(), size * unit())
        switch integer(0, 9) {
        case 0...4: return AdversarialValues.complex(x, y)
        case 5, 6: return Expression(x)
        case 7, 8: return Expression(x.magnitude)
        default: return AdversarialValues.complex(0, y)
        }
    }

    /// A small term in a bound variable, defined for nonnegative values of it.
    private mutating func term(in k: Expression) -> Expression {
        let p = Expression(Rational(Integer(integer(-12, 12)), Integer(integer(1, 5))))
        let q = Expression(Rational(Integer(integer(1, 12)), Integer(integer(1, 5))))
        switch integer(0, 6) {
        case 0: return k + p
        case 1: return Expression(1) / (k + q)
        case 2: return p * k.power(Expression(2)) - q
        case 3: return q.power(k)
        case 4: return AdversarialValues.complex(Rational(1, 2), Rational(integer(-3, 3))) * k
        case 5: return Expression(.exp, [p * k / Expression(12)])
        default: return Expression(.cos, [q * k])
        }
    }

    /// Points where rules fail that were written without thought of branch cuts, poles and zeros: each variable takes each
    /// adversarial value while the others are random or adversarial, too; all numbers equal; all zero.
    mutating func adversarialPoints() -> [[String: Expression]] {
        let values = AdversarialValues.all
        let numbers = domains.filter { !$0.domain.isTerms }
        var points: [[String: Expression]] = []
        for (name, domain) in numbers {
            for value in values where RuleSampler.admits(domain, value) {
                var point = randomPoint()
                point[name] = value
                points.append(point)
                guard numbers.count > 1 else { continue }
                for (other, otherDomain) in numbers where other != name {
                    let drawn = values[integer(0, values.count - 1)]
                    if RuleSampler.admits(otherDomain, drawn) { point[other] = drawn }
                }
                points.append(point)
            }
        }
        guard numbers.count > 1 else { return points }
        for value in values where numbers.allSatisfy({ RuleSampler.admits($0.domain, value) }) {
            var point = randomPoint()
            for (name, _) in numbers { point[name] = value }
            points.append(point)
        }
        return points
    }

    private static func admits(_ domain: SamplingDomain, _ value: Expression) -> Bool {
        if case .rationals = domain {
            return value.numeral.map { $0.denominator <= 16 && $0.magnitude <= 32 } ?? false
        }
        return true
    }
}

/// Numbers at which careless rules fail.
enum AdversarialValues {
    /// x + i y as a term.
    static func complex(_ x: Rational, _ y: Rational) -> Expression {
        if y.isZero { return Expression(x) }
        let imaginary = Expression(y) * Expression(symbol: "i")
        return x.isZero ? imaginary : Expression(x) + imaginary
    }

    /// Zeros and units, half-integers, points on both sides of branch cuts and on them, multiples of π, large numbers.
    static let all: [Expression] = {
        let tiny = Rational(1, Integer(1 << 40))
        let reals: [Rational] = [
            0, 1, -1, Rational(1, 2), Rational(-1, 2), 2, -2, 3, -3, Rational(3, 2), Rational(-3, 2), Rational(5, 2),
            Rational(-5, 2), Rational(1, 3), Rational(-1, 3), 4, -4, 7, 10, Rational(-71, 10), tiny, -tiny, 1 + tiny,
            1 - tiny, -1 + tiny, -1 - tiny, 30, -30, Rational(1000, 7),
        ]
        let pairs: [(Rational, Rational)] = [
            (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 2), (0, -2), (0, Rational(1, 2)),
            (0, Rational(-1, 2)), (Rational(1, 2), Rational(1, 2)), (-1, tiny), (-1, -tiny), (2, tiny), (2, -tiny),
            (-2, tiny), (-2, -tiny), (tiny, 2), (-tiny, 2), (tiny, -2), (-tiny, -2), (3, 4), (-3, -4), (-5, 12),
            (1, 10), (20, 20), (-20, 3), (0, 25),
        ]
        let pi = Expression(symbol: "pi")
        let circle = [
            Rational(1), -1, Rational(1, 2), Rational(-1, 2), Rational(1, 4), Rational(-3, 4), 2, Rational(5, 2),
        ]
        .map { Expression($0) * pi }
        let turns = [Rational(1), -1, Rational(1, 2), Rational(-1, 2), 2, 3]
            .map { Expression($0) * pi * Expression(symbol: "i") }
        let roots = [Rational(2), 3].map { Expression(.squareRoot, [Expression($0)]) }
        return reals.map { Expression($0) } + pairs.map { complex($0, $1) } + circle + turns + roots + roots.map { -$0 }
    }()
}
