import Arithmetic

/// Tests rules numerically: both sides in balls, at random points of the domain and at adversarial points.
///
/// A rule is admitted when at no point that satisfies its conditions the sides have disjoint enclosures, one of them is
/// undefined, or the total model tells them apart where both are undefined; and when enough points were decided. This
/// proves nothing, but a false rule rarely survives; a refutation by disjoint enclosures is a proof.
public struct RuleTester: Sendable {
    /// The evaluator of both sides; rules with `pcf` or infinite sums need one that knows them.
    public let evaluator: Evaluator
    /// How many random points of the domain are wanted.
    public var randomPointCount = 40
    /// The fewest points with which a rule with variables counts as tested.
    public var fewestPoints = 12
    /// Relative accuracy in bits that the balls at a point must have to count.
    public var accuracy = 60
    /// How many candidates may be drawn for one random point that satisfies the conditions.
    public var attemptsPerPoint = 100
    /// The working precisions that are tried in turn, in bits.
    private static let precisions = [128, 256, 1024]
    /// The same for rules without variables, which have but one point.
    private static let closedPrecisions = [1024, 4096]

    /// A tester with this evaluator.
    public init(evaluator: Evaluator = Evaluator()) { self.evaluator = evaluator }

    /// Tests one rule. Cost: two evaluations at some hundred points. The points depend only on the rule.
    public func test(_ rule: IdentityRule) -> RuleTestResult {
        var sampler = RuleSampler(rule)
        var run = Run(fewest: sampler.domains.isEmpty ? 1 : fewestPoints)
        if sampler.domains.isEmpty {
            if satisfies([:], rule) { check([:], rule, RuleTester.closedPrecisions, &run) }
            return run.result(of: rule)
        }
        for point in sampler.adversarialPoints() where run.isNew(point, sampler) && satisfies(point, rule) {
            check(point, rule, RuleTester.precisions, &run)
            if run.failure != nil { return run.result(of: rule) }
        }
        var drawn = 0
        for _ in 0..<(randomPointCount * attemptsPerPoint) where drawn < randomPointCount {
            let point = sampler.randomPoint()
            guard run.isNew(point, sampler), satisfies(point, rule) else { continue }
            drawn += 1
            check(point, rule, RuleTester.precisions, &run)
            if run.failure != nil { return run.result(of: rule) }
        }
        return run.result(of: rule)
    }

    private func satisfies(_ point: [String: Expression], _ rule: IdentityRule) -> Bool {
        let decision = ConditionDecision(evaluator: evaluator)
        return rule.conditions.allSatisfy { decision.holds($0, at: point) == true }
    }

    /// What one side is at a point.
    private enum SideValue {
        case value(ComplexBall)
        /// Outside the domain, or at a pole.
        case undefined(String)
        /// Not evaluated to the accuracy that is wanted.
        case unknown
    }

    private func sideValue(_ term: Expression, precision: Int) -> SideValue {
        do {
            let ball = try evaluator.enclosure(term, precision: precision)
            if !ball.isFinite { return .undefined("no finite value at \(precision) bits") }
            return .value(ball)
        } catch {
            switch error {
            case .domain, .divisionByZero: return .undefined("\(error)")
            case .precisionExhausted(let bits, let reason): return .undefined("\(reason) at \(bits) bits")
            case .unknownSymbol, .unsupported, .tooLarge, .undecided: return .unknown
            }
        }
    }

    /// Whether an undefined term is known to be so, and not only beyond the evaluator.
    private func isKnown(_ term: Expression, _ precision: Int) -> Bool {
        TotalModel(evaluator: evaluator, precision: precision).value(term) != nil
    }

    private func isAccurate(_ ball: ComplexBall, bits: Int) -> Bool {
        if ball.accuracyBits >= bits { return true }
        guard ball.containsZero else { return false }
        return (ball.absoluteValue(precision: 32).exponentOfMagnitude ?? Int.min) < -bits
    }

    private func check(_ point: [String: Expression], _ rule: IdentityRule, _ precisions: [Int], _ run: inout Run) {
        let left = rule.left.instantiated(point)
        let right = rule.right.instantiated(point)
        for precision in precisions {
            let isLast = precision == precisions.last
            switch (sideValue(left, precision: precision), sideValue(right, precision: precision)) {
            case (.unknown, _), (_, .unknown): return
            case (.value(let x), .value(let y)):
                if !x.overlaps(y) {
                    run.fail(.refuted, point, x.described, y.described)
                    return
                }
                let wanted = precisions == RuleTester.closedPrecisions ? 10 * accuracy : accuracy
                if isAccurate(x, bits: wanted) && isAccurate(y, bits: wanted) {
                    run.count(x, y, precision)
                    return
                }
            case (.value(let x), .undefined(let reason)):
                if isLast && isAccurate(x, bits: accuracy) && isKnown(right, precision) {
                    run.fail(.undefined, point, x.described, reason)
                }
            case (.undefined(let reason), .value(let y)):
                if isLast && isAccurate(y, bits: accuracy) && isKnown(left, precision) {
                    run.fail(.undefined, point, reason, y.described)
                }
            case (.undefined, .undefined):
                guard isLast else { continue }
                let model = TotalModel(evaluator: evaluator, precision: precision)
                if let x = model.value(left), let y = model.value(right), x.isFinite, y.isFinite, !x.overlaps(y) {
                    run.fail(.undefined, point, "undefined, \(x.described)", "undefined, \(y.described)")
                }
            }
        }
    }

    /// The state of a test.
    private struct Run {
        let fewest: Int
        var points = 0
        var agreement = Int.max
        var failure: (kind: RuleTestResult.FailureKind, example: RuleTestResult.Counterexample)?
        private var seen: Set<[Expression]> = []

        init(fewest: Int) { self.fewest = fewest }

        mutating func isNew(_ point: [String: Expression], _ sampler: RuleSampler) -> Bool {
            seen.insert(sampler.domains.compactMap { point[$0.name] }).inserted
        }

        mutating func count(_ x: ComplexBall, _ y: ComplexBall, _ precision: Int) {
            points += 1
            let difference = x.subtracting(y, precision: precision).absoluteValue(precision: 32).exponentOfMagnitude
            let size = max(
                x.absoluteValue(precision: 32).exponentOfMagnitude ?? 0,
                y.absoluteValue(precision: 32).exponentOfMagnitude ?? 0)
            if let difference { agreement = min(agreement, max(size, 0) - difference) }
        }

        mutating func fail(
            _ kind: RuleTestResult.FailureKind, _ point: [String: Expression], _ left: String, _ right: String
        ) {
            let values = point.keys.sorted().compactMap { name in point[name].map { (name: name, value: $0) } }
            failure = (
                kind,
                RuleTestResult.Counterexample(
                    values: values.map { "\($0.name) = \($0.value)" }, left: left, right: right)
            )
        }

        func result(of rule: IdentityRule) -> RuleTestResult {
            let verdict: RuleTestResult.Verdict =
                if let failure {
                    switch failure.kind {
                    case .refuted: .refuted(failure.example)
                    case .undefined: .undefined(failure.example)
                    }
                } else { points < fewest ? .untested : .admitted }
            return RuleTestResult(
                rule: rule.name, verdict: verdict, pointCount: points,
                agreementBits: agreement == Int.max ? nil : agreement)
        }
    }
}

extension ComplexBall {
    /// A few digits, for messages.
    fileprivate var described: String {
        isReal
            ? real.decimalString(digits: 15)
            : "\(real.decimalString(digits: 15)) + (\(imaginary.decimalString(digits: 15)))*i"
    }
}
