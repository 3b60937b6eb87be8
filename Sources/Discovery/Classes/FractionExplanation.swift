import Arithmetic
import ContinuedFractions
import EGraphs

/// A proof that the value of one fraction is a Möbius image of that of another, as the e-graph tells it.
public struct FractionExplanation: Sendable {
    /// The fraction from which the map starts.
    public let source: PolynomialContinuedFraction
    /// The fraction whose value is the image.
    public let target: PolynomialContinuedFraction
    /// The value of the target is `map` of the value of the source, as far as each relation carries limits.
    public let map: MobiusMap
    /// The steps from the target to the image of the source.
    public let proof: Explanation
    let facts: RelationFacts

    /// The relations that the proof uses, each once, in the order of their first use.
    public var relations: [FractionRelation] {
        var seen: Set<Int> = []
        return proof.applications.compactMap { application in
            guard case .fact(let name) = application.reason, let number = RelationFacts.number(of: name),
                seen.insert(number).inserted
            else { return nil }
            return facts.relations[number]
        }
    }

    /// Whether the proof holds: `ProofChecker` replays its steps, each relation that it uses is checked anew, and
    /// compositions are computed anew.
    public func check() -> Bool {
        let facts = facts
        let checker = ProofChecker(rules: [], isFact: { facts.holds($0, $1, $2) })
        let leaf = Pattern.apply(source.description, [])
        let end = map.isIdentity ? leaf : Pattern.apply(RelationFacts.name(map), [leaf])
        return checker.check(proof, from: .apply(target.description, []), to: end) == .valid
    }

    /// The proof for people, one step a line.
    public var text: String { proof.text() }
}

/// What the e-graph of fractions is told, by name, and how to check it.
struct RelationFacts: Sendable {
    let relations: [FractionRelation]

    init(_ relations: [FractionRelation]) { self.relations = relations }

    /// m(k(x)) = (m ∘ k)(x).
    static let composition = "composition of maps"
    /// The identity of x is x.
    static let identity = "identity"
    private static let prefix = "relation "
    private static let reversedPrefix = "inverse of relation "

    /// The name of a relation in facts.
    static func name(_ number: Int, isReversed: Bool) -> String {
        (isReversed ? reversedPrefix : prefix) + String(number)
    }

    /// The number in such a name.
    static func number(of name: String) -> Int? {
        for start in [prefix, reversedPrefix] where name.hasPrefix(start) { return Int(name.dropFirst(start.count)) }
        return nil
    }

    /// The operator of a map.
    static func name(_ map: MobiusMap) -> String { "mobius(\(map.a),\(map.b),\(map.c),\(map.d))" }

    /// The map of an operator; nil for other names.
    static func map(named name: String) -> MobiusMap? {
        guard name.hasPrefix("mobius("), name.hasSuffix(")") else { return nil }
        let entries = name.dropFirst(7).dropLast().split(separator: ",").compactMap { Rational(String($0))?.asInteger }
        return entries.count == 4 ? MobiusMap(entries[0], entries[1], entries[2], entries[3]) : nil
    }

    /// Whether the fact of this name says that both terms are equal, and is so.
    func holds(_ name: String, _ left: ProofTerm, _ right: ProofTerm) -> Bool {
        if name == RelationFacts.composition {
            guard let outer = RelationFacts.map(named: left.name), let inside = left.children.first,
                let inner = RelationFacts.map(named: inside.name), let composed = RelationFacts.map(named: right.name),
                let x = inside.children.first, let y = right.children.first
            else { return false }
            return outer.composed(with: inner) == composed && x.children.isEmpty && y.children.isEmpty
                && x.name == y.name
        }
        if name == RelationFacts.identity {
            guard let map = RelationFacts.map(named: left.name), let x = left.children.first else { return false }
            return map.isIdentity && x.children.isEmpty && right.children.isEmpty && x.name == right.name
        }
        guard let number = RelationFacts.number(of: name), relations.indices.contains(number) else { return false }
        let relation = relations[number]
        let isReversed = name == RelationFacts.name(number, isReversed: true)
        let (x, y) = isReversed ? (relation.source, relation.target) : (relation.target, relation.source)
        let map = isReversed ? relation.map.inverse : relation.map
        guard left.children.isEmpty, left.name == x.description, right.name == RelationFacts.name(map),
            let argument = right.children.first, argument.children.isEmpty, argument.name == y.description
        else { return false }
        return relation.check()
    }
}
