import Arithmetic
import Conjectures
import ContinuedFractions
import Expressions
import IntegerRelations

/// Tests a lattice of fractions on members that it was not made from, and finds the formula of the limits.
struct FamilyVerification {
    /// The digits of the limits: the first of them identify the Möbius image, the others confirm it.
    static let digits = 120
    private static let identifyingDigits = 90
    /// Predicted members that are computed at most, and those that must agree at least.
    private static let largestPredictions = 48
    private static let leastPredictions = 3
    /// The largest total degree in the parameters of a coefficient of a Möbius map.
    private static let largestDegree = 4
    /// The depth at which δ is measured.
    private static let deltaDepth = 100

    let constant: BasisConstant
    let prover: FormulaProver?
    private let identifier: MobiusIdentifier

    /// Tests of families of this constant, whose value is known to more than `digits` digits.
    init(constant: BasisConstant, prover: FormulaProver?) {
        self.constant = constant
        self.prover = prover
        identifier = MobiusIdentifier(constants: [constant], bound: Int.max, largestDegree: 2)
    }

    private enum Outcome {
        case member(MobiusMap)
        case rational
        /// No limit, or one that is too expensive: says nothing.
        case unknown
        /// No Möbius image of the constant with coefficients of moderate size.
        case undecided(Ball)
        /// An algebraic limit, or no factorial reduction.
        case refuted
    }

    /// The family of a lattice; nil when a predicted member fails, or too few are tested, or the search is cancelled.
    func family(
        _ candidate: FamilySearch.Candidate, of search: FamilySearch, isCancelled: () -> Bool
    ) -> ParametricFamily? {
        let lattice = candidate.lattice
        var members = candidate.members.map { index, parameters in
            ParametricFamily.Member(
                parameters: parameters, fraction: search.members[index].fraction, map: search.members[index].map,
                isPredicted: false)
        }
        members.sort { FamilyVerification.precedes($0.parameters, $1.parameters) }
        guard let reduction = members.first?.fraction.factorialReduction else { return nil }
        let known = Set(members.map(\.parameters))
        let margin = lattice.rank == 1 ? 8 : lattice.rank == 2 ? 3 : 2
        let points = FamilySearch.box(of: members.map(\.parameters), margin: margin, limit: 20_000)
            .filter { !known.contains($0) }.sorted(by: FamilyVerification.precedes)
        var degenerate: [[Int]] = []
        var predicted: [ParametricFamily.Member] = []
        var undecided: [(member: [Int], fraction: PolynomialContinuedFraction, value: Ball)] = []
        for parameters in points {
            if predicted.count + undecided.count == FamilyVerification.largestPredictions { break }
            if isCancelled() { return nil }
            guard let fraction = lattice.fraction(at: parameters), FamilySearch.isRegular(fraction) else { continue }
            switch outcome(fraction, reduction) {
            case .member(let map):
                predicted.append(
                    .init(parameters: parameters, fraction: fraction, map: map, isPredicted: true))
            case .rational: degenerate.append(parameters)
            case .unknown: continue
            case .undecided(let value): undecided.append((parameters, fraction, value))
            case .refuted: return nil
            }
        }
        guard predicted.count >= FamilyVerification.leastPredictions else { return nil }
        // The closed forms of the members were found with fewer digits.
        for member in members {
            guard agrees(member.fraction, member.map) else { return nil }
        }
        let rule = rule(members + predicted, rank: lattice.rank)
        // Far members have closed forms too long to be found from digits; the rule gives them.
        var maps = Dictionary(
            (members + predicted).map { ($0.parameters, $0.map) }, uniquingKeysWith: { first, _ in first })
        for (parameters, fraction, value) in undecided {
            guard let map = rule.map(at: parameters, near: maps) else {
                if case .separate = rule { return nil }
                continue
            }
            guard agrees(value, map) else { return nil }
            maps[parameters] = map
            predicted.append(.init(parameters: parameters, fraction: fraction, map: map, isPredicted: true))
        }
        let all = members + predicted
        return ParametricFamily(
            constant: constant.name, text: lattice.text, parameters: ranges(all, lattice.names), members: all,
            limit: limit(rule, members.first, lattice.names), degenerate: degenerate,
            digits: FamilyVerification.digits, trivialParameters: trivialParameters(all, lattice.names),
            deltaDeviation: FamilyVerification.deltaDeviation(members, predicted),
            provedMember: members.first.flatMap(proved))
    }

    /// By the sum of moduli, then lexicographically.
    private static func precedes(_ x: [Int], _ y: [Int]) -> Bool {
        let (p, q) = (x.reduce(0) { $0 + abs($1) }, y.reduce(0) { $0 + abs($1) })
        return p != q ? p < q : y.lexicographicallyPrecedes(x)
    }

    private func ranges(
        _ members: [ParametricFamily.Member], _ names: [String]
    ) -> [(name: String, range: ClosedRange<Int>)] {
        names.enumerated().map { axis, name in
            let values = members.map { $0.parameters[axis] }
            return (name, (values.min() ?? 0)...(values.max() ?? 0))
        }
    }

    // MARK: One member

    private func outcome(_ fraction: PolynomialContinuedFraction, _ reduction: FactorialReduction) -> Outcome {
        if reduction != .none && fraction.factorialReduction == .none { return .refuted }
        guard
            let limit = try? fraction.limit(
                digits: FamilyVerification.digits, largestDepth: FractionLabeller.largestDepth)
        else { return .unknown }
        if limit.rational != nil || limit.value.containsZero { return .rational }
        guard
            let match = identifier.identify(limit.value, digits: FamilyVerification.identifyingDigits).first
        else { return .undecided(limit.value) }
        switch match.kind {
        case .rational: return .rational
        case .algebraic: return .refuted
        case .mobius(_, let alpha, let beta, let gamma, let delta):
            guard let map = MobiusMap(beta, alpha, delta, gamma), agrees(limit.value, map) else {
                return .undecided(limit.value)
            }
            return .member(map)
        }
    }

    private func agrees(_ fraction: PolynomialContinuedFraction, _ map: MobiusMap) -> Bool {
        guard let limit = try? fraction.limit(digits: FamilyVerification.digits) else { return false }
        return agrees(limit.value, map)
    }

    private func agrees(_ value: Ball, _ map: MobiusMap) -> Bool {
        let image = map.applied(to: constant.value, precision: 4 * FamilyVerification.digits)
        return image.overlaps(value) && image.provenDigits >= FamilyVerification.digits - 5
    }

    /// How far the δ of predicted members lies outside the range of the others, all at one depth.
    private static func deltaDeviation(
        _ members: [ParametricFamily.Member], _ predicted: [ParametricFamily.Member]
    ) -> Double? {
        func delta(_ member: ParametricFamily.Member) -> Double? {
            guard let limit = try? member.fraction.limit(digits: digits) else { return nil }
            return member.fraction.quality(atDepth: deltaDepth, limit: limit.value)?.delta.doubleEstimate
        }
        let known = members.prefix(24).compactMap(delta)
        guard let low = known.min(), let high = known.max() else { return nil }
        return predicted.prefix(24).compactMap(delta).map { max(0, low - $0, $0 - high) }.max()
    }

    private func proved(_ member: ParametricFamily.Member) -> String? {
        guard let prover else { return nil }
        let formula = Formula(
            left: member.fraction.expression, right: member.map.closedForm(in: constant.name))
        return prover.prove(formula) == nil ? nil : formula.description
    }

    // MARK: The formula

    /// How the Möbius maps of the members depend on the parameters.
    private enum Rule {
        case closed(MobiusFamily)
        /// For each parameter the map from the limit of a member to that of the next one.
        case steps([MobiusFamily])
        case separate

        /// The map of the member with these parameters, from those of its neighbours.
        func map(at parameters: [Int], near maps: [[Int]: MobiusMap]) -> MobiusMap? {
            switch self {
            case .closed(let family): return family.map(at: parameters)
            case .separate: return nil
            case .steps(let steps):
                for (axis, step) in steps.enumerated() {
                    var neighbour = parameters
                    neighbour[axis] -= 1
                    if let known = maps[neighbour], let map = step.map(at: neighbour) {
                        return map.composed(with: known)
                    }
                    neighbour[axis] += 2
                    if let known = maps[neighbour], let map = step.map(at: parameters) {
                        return map.inverse.composed(with: known)
                    }
                }
                return nil
            }
        }
    }

    /// One Möbius map with coefficients polynomial in the parameters, or such maps from each member to its neighbours:
    /// fitted on two thirds of the members and checked on all of them, exactly.
    private func rule(_ members: [ParametricFamily.Member], rank: Int) -> Rule {
        let samples = members.map { (parameters: $0.parameters, map: $0.map) }
        if let family = MobiusFamily.fit(samples, largestDegree: 2) { return .closed(family) }
        let maps = Dictionary(samples.map { ($0.parameters, $0.map) }, uniquingKeysWith: { first, _ in first })
        var steps: [MobiusFamily] = []
        for axis in 0..<rank {
            let pairs = members.compactMap { member -> (parameters: [Int], map: MobiusMap)? in
                var next = member.parameters
                next[axis] += 1
                return maps[next].map { (member.parameters, $0.composed(with: member.map.inverse)) }
            }
            guard let family = MobiusFamily.fit(pairs, largestDegree: FamilyVerification.largestDegree) else {
                return .separate
            }
            steps.append(family)
        }
        return .steps(steps)
    }

    private func limit(
        _ rule: Rule, _ first: ParametricFamily.Member?, _ names: [String]
    ) -> ParametricFamily.Limit {
        switch rule {
        case .closed(let family): return .closed(family.text(constant.name, names: names))
        case .steps(let steps):
            guard let first else { return .separate }
            return .steps(
                origin: "\(first.map.closedForm(in: constant.name))",
                zip(names, steps).map { .init(parameter: $0, formula: $1.text("x", names: names)) })
        case .separate: return .separate
        }
    }

    /// The parameters along which all members that are neighbours have the same canonical form.
    private func trivialParameters(_ members: [ParametricFamily.Member], _ names: [String]) -> [String] {
        let forms = Dictionary(
            members.map { ($0.parameters, $0.fraction.canonicalForm?.terms) }, uniquingKeysWith: { first, _ in first })
        return names.indices.filter { axis in
            let pairs = members.compactMap { member -> Bool? in
                var next = member.parameters
                next[axis] += 1
                guard let x = forms[member.parameters] ?? nil, let y = forms[next] ?? nil else { return nil }
                return x == y
            }
            return !pairs.isEmpty && pairs.allSatisfy { $0 }
        }.map { names[$0] }
    }
}
