import Arithmetic
import ContinuedFractions
import EGraphs
import Expressions

/// Why two closed forms are taken to be equal, strongest first.
public enum ClosedFormEvidence: Sendable {
    /// They are one rational function of the constants and function values in them.
    case identity
    /// They are equal by rules of the catalog.
    case proof(FormulaProof)
    /// Their enclosures overlap, to this many digits: no proof.
    case agreement(digits: Int)

    /// The digits that are compared where nothing is proved.
    public static let confirmingDigits = 200

    /// The limits of the search for a proof: a few milliseconds.
    private static let searchLimits = SaturationLimits(iterations: 4, nodes: 400, seconds: 5)

    /// The kinds of evidence in the order in which they are looked for.
    enum Kind: CaseIterable {
        case identity, proof, agreement
    }

    /// The evidence that x = y, the strongest that is found; nil when they differ in the first 20 digits, or one of them
    /// has no value.
    ///
    /// Cost: two evaluations to 20 digits when they differ; otherwise a cancellation of rational functions, then a search
    /// of at most 400 nodes in a formula graph, then two evaluations to 200 digits, until one of them decides.
    public static func of(_ x: Expression, _ y: Expression, evaluator: Evaluator) -> ClosedFormEvidence? {
        guard agree(x, y, digits: 20, evaluator) else { return nil }
        for kind in Kind.allCases {
            if let evidence = look(for: kind, x, y, evaluator) { return evidence }
        }
        return nil
    }

    /// The evidence of one kind that x = y, for terms that agree to 20 digits.
    static func look(
        for kind: Kind, _ x: Expression, _ y: Expression, _ evaluator: Evaluator
    ) -> ClosedFormEvidence? {
        switch kind {
        case .identity: return areIdentical(x, y, evaluator) ? .identity : nil
        case .proof:
            let (left, right) = (x.withDefinitions(of: evaluator.catalog), y.withDefinitions(of: evaluator.catalog))
            guard case .equal(let proof, _) = try? left.equality(to: right, limits: searchLimits, evaluator: evaluator)
            else { return nil }
            return .proof(proof)
        case .agreement:
            return agree(x, y, digits: confirmingDigits, evaluator) ? .agreement(digits: confirmingDigits) : nil
        }
    }

    /// Whether this evidence, produced for x and y, holds when everything is computed again.
    public func check(_ x: Expression, _ y: Expression, evaluator: Evaluator) -> Bool {
        switch self {
        case .identity:
            return ClosedFormEvidence.agree(x, y, digits: 20, evaluator)
                && ClosedFormEvidence.areIdentical(x, y, evaluator)
        case .proof(let proof):
            let (left, right) = (x.withDefinitions(of: evaluator.catalog), y.withDefinitions(of: evaluator.catalog))
            guard proof.assumptions.isEmpty,
                case .valid = FormulaProofChecker(evaluator: evaluator).check(proof, from: left, to: right)
            else { return false }
            return ClosedFormEvidence.agree(x, y, digits: 20, evaluator)
        case .agreement(let digits): return ClosedFormEvidence.agree(x, y, digits: digits, evaluator)
        }
    }

    /// Whether x − y is 0 as a rational function, before or after the definitions of constants are put in.
    private static func areIdentical(_ x: Expression, _ y: Expression, _ evaluator: Evaluator) -> Bool {
        isIdentity(x, y)
            || isIdentity(x.withDefinitions(of: evaluator.catalog), y.withDefinitions(of: evaluator.catalog))
    }

    /// Whether x − y is 0 as a rational function. It is then 0 as a number where both have values, as those need
    /// denominators that are not 0.
    private static func isIdentity(_ x: Expression, _ y: Expression) -> Bool {
        if x == y { return true }
        // Each side as one fraction first: nested quotients are not combined across a sum.
        guard let left = try? x.fraction().value, let right = try? y.fraction().value else { return false }
        if left == right { return true }
        guard let difference = try? (left - right).fraction() else { return false }
        return difference.value.numeral?.isZero ?? false
    }

    /// Whether both have values and the enclosures to `digits` digits overlap.
    static func agree(_ x: Expression, _ y: Expression, digits: Int, _ evaluator: Evaluator) -> Bool {
        guard let status = try? Formula(left: x, right: y).verify(digits: digits, evaluator: evaluator).status else {
            return false
        }
        return status == .agrees(digits: digits)
    }
}

extension ClosedFormEvidence: CustomStringConvertible {
    /// In words.
    public var description: String {
        switch self {
        case .identity: "the closed forms are one rational function"
        case .proof: "the closed forms are equal by rules"
        case .agreement(let digits): "the closed forms agree to \(digits) digits"
        }
    }
}

extension Expression {
    /// The term with the constants of the catalog replaced by their definitions, three levels deep.
    func withDefinitions(of catalog: ConstantCatalog) -> Expression {
        var result = self
        for _ in 0..<3 {
            var replacements: [String: Expression] = [:]
            for name in result.freeSymbols {
                guard let definition = catalog.constant(named: name)?.definition, definition.symbolName == nil,
                    !definition.isLimit
                else { continue }
                replacements[name] = definition
            }
            if replacements.isEmpty { break }
            result = result.substituting(replacements)
        }
        return result
    }

    /// Whether an integral, infinite sum or product occurs in the term.
    private var isLimit: Bool {
        var pending = [self]
        while let next = pending.popLast() {
            if let head = next.head, [.integral, .sum, .product, .derivative].contains(head) { return true }
            pending += next.arguments
        }
        return false
    }
}
