import Arithmetic
import ContinuedFractions
import Expressions
import IntegerRelations
import Synchronization

/// The closed form of the limit of a fraction, found from its digits.
public struct FractionLabel: Sendable, Hashable {
    /// The name of the constant c, or `rational` or `algebraic`.
    public let constant: String
    /// The closed form; nil for an algebraic number of degree above 2.
    public let closedForm: Expression?
    /// The map f with limit f(c); nil for rational and algebraic numbers.
    public let map: MobiusMap?
    /// The rational limit.
    public let rational: Rational?
}

/// Labels fractions by the constant in their limit, once for each class of fractions that differ by equivalence and
/// index shift: the limits of the others are Möbius images that `FractionRelation` gives exactly.
///
/// A label depends on the fraction alone, so it is the same whatever was labelled before, and on any number of threads.
public final class FractionLabeller: Sendable {
    /// The digits at which a limit is identified.
    public static let digits = 50
    /// The digits to which the closed form then agrees.
    public static let confirmedDigits = 100
    /// Fractions that need a greater depth are not labelled.
    public static let largestDepth = 20_000

    private let identifier: MobiusIdentifier
    private let evaluator: Evaluator
    /// The labels of canonical forms; nil for a class without one.
    private let known = Mutex<[CanonicalKey: FractionLabel?]>([:])

    /// A labeller for Möbius images (α + β c)/(γ + δ c), |α|, |β|, |γ|, |δ| ≤ `bound`, of constants of the catalog.
    ///
    /// - Throws: `EvaluationError` for an unknown constant or one that is not real.
    public init(constants names: [String], bound: Int, evaluator: Evaluator = .standard) throws(EvaluationError) {
        let constants = try BasisConstant.values(
            named: names, evaluator: evaluator, digits: FractionLabeller.confirmedDigits + 30)
        identifier = MobiusIdentifier(constants: constants, bound: bound)
        self.evaluator = evaluator
    }

    /// The label of a fraction, and its canonical form.
    ///
    /// Cost: the canonical form and, for the first of its class, a limit to 100 digits and integer relations.
    public func label(
        _ fraction: PolynomialContinuedFraction, keyed: KeyedFraction?
    ) -> FractionLabel? {
        guard let keyed else { return identified(fraction) }
        let cached = known.withLock { $0[keyed.key] }
        let representative: FractionLabel?
        if let cached {
            representative = cached
        } else {
            representative = identified(keyed.key.terms)
            known.withLock { $0[keyed.key] = .some(representative) }
        }
        guard let representative else { return nil }
        let terms = keyed.key.terms
        if terms == fraction { return representative }
        guard representative.map != nil || representative.rational != nil,
            let relation = FractionRelation(fromCanonical: terms, to: fraction, keyed: keyed)
        else { return identified(fraction) }
        if let map = representative.map {
            return labelled(representative.constant, relation.map.composed(with: map))
        }
        guard let rational = representative.rational, let value = relation.map.applied(to: rational) else { return nil }
        return FractionLabel(constant: "rational", closedForm: Expression(value), map: nil, rational: value)
    }

    private func labelled(_ constant: String, _ map: MobiusMap) -> FractionLabel {
        FractionLabel(
            constant: constant, closedForm: map.closedForm(in: constant), map: map, rational: nil)
    }

    /// The label from the digits of the limit.
    public func identified(_ fraction: PolynomialContinuedFraction) -> FractionLabel? {
        guard
            let limit = try? fraction.limit(
                digits: FractionLabeller.confirmedDigits, largestDepth: FractionLabeller.largestDepth)
        else { return nil }
        if let rational = limit.rational {
            return FractionLabel(
                constant: "rational", closedForm: Expression(rational), map: nil, rational: rational)
        }
        return identified(limit.value)
    }

    /// The label of a number that is known to 100 digits.
    func identified(_ value: Ball) -> FractionLabel? {
        guard !value.containsZero else { return nil }
        for match in identifier.identify(value, digits: FractionLabeller.digits) {
            switch match.kind {
            case .rational(let rational):
                guard value.contains(rational) else { return nil }
                return FractionLabel(
                    constant: "rational", closedForm: Expression(rational), map: nil, rational: rational)
            case .algebraic(let polynomial):
                let residual = polynomial.evaluated(at: value, precision: 500)
                guard residual.containsZero else { return nil }
                return FractionLabel(constant: "algebraic", closedForm: match.expression, map: nil, rational: nil)
            case .mobius(let name, let alpha, let beta, let gamma, let delta):
                guard let map = MobiusMap(beta, alpha, delta, gamma),
                    let constant = identifier.constants.first(where: { $0.name == name }),
                    map.applied(to: constant.value, precision: 400).overlaps(value)
                else { continue }
                return labelled(name, map)
            }
        }
        return nil
    }

    /// The value of a constant of this labeller.
    func value(of name: String) -> Ball? { identifier.constants.first { $0.name == name }?.value }
}

extension MobiusMap {
    /// The image of a constant as people write it.
    func closedForm(in constant: String) -> Expression { .mobius(b, a, d, c, Expression(symbol: constant)) }
}
