import ContinuedFractions
import EGraphs

/// The e-graph of related fractions: its terms are fractions, and Möbius images of terms.
///
/// A fraction is a leaf, named by its text; `mobius(a,b,c,d)` is an operator of one argument, x ↦ (a x + b)/(c x + d). Every
/// `FractionRelation` between x and y states y = m(x) and x = m⁻¹(y), under names that lead back to it. Congruence and
/// the composition of maps do the rest: terms in one e-class have one value, and `explain` gives the chain of relations
/// between any two.
public struct FractionGraph: ~Copyable {
    private var graph = EGraph()
    /// The relations that were stated, by number.
    public private(set) var relations: [FractionRelation] = []
    private var isStated: Set<FractionRelation> = []
    /// For each fraction the relations that touch it, in the order in which they were stated.
    private var relationsOf: [PolynomialContinuedFraction: [Int]] = [:]

    /// An operator is needed for each fraction and each map; the engine has room for this many.
    private static let largestLabelCount = 4_000_000

    /// An empty graph.
    public init() {}

    /// The graph of all classes: each canonical form that a coboundary joined to a class is stated.
    ///
    /// - Throws: `FractionGraphError.full` when there are more than some millions.
    public init(_ classes: borrowing FractionClasses) throws(FractionGraphError) {
        self.init()
        for form in classes.forms where form.link != nil {
            let terms = form.key.terms
            guard let place = classes.find(terms) else { continue }
            try state(place.relation)
        }
    }

    /// The number of fractions.
    public var fractionCount: Int { relationsOf.count }

    /// States a relation, which is checked first.
    ///
    /// - Throws: `FractionGraphError` when it does not hold or the graph is full.
    public mutating func state(_ relation: FractionRelation) throws(FractionGraphError) {
        if isStated.contains(relation) { return }
        guard relation.check() else { throw .refuted(relation) }
        let number = relations.count
        relations.append(relation)
        isStated.insert(relation)
        relationsOf[relation.source, default: []].append(number)
        relationsOf[relation.target, default: []].append(number)
        let source = try leaf(relation.source)
        let target = try leaf(relation.target)
        let image = try self.image(relation.map, source)
        let back = try self.image(relation.map.inverse, target)
        graph.union(target, image, fact: RelationFacts.name(number, isReversed: false))
        graph.union(source, back, fact: RelationFacts.name(number, isReversed: true))
        graph.rebuild()
    }

    /// Why the value of `target` is a Möbius image of that of `source`: the chain of relations between them, from the proof
    /// forest of the e-graph.
    ///
    /// - Throws: `FractionGraphError.unrelated` when no relations lead from the one to the other.
    public mutating func explain(
        _ source: PolynomialContinuedFraction, _ target: PolynomialContinuedFraction
    ) throws(FractionGraphError) -> FractionExplanation {
        guard let path = path(from: target, to: source) else { throw .unrelated(source, target) }
        // target = m₁(m₂(… (source))): nested first, then composed from the inside.
        let start = try leaf(target)
        var term = try leaf(source)
        var map = MobiusMap.identity
        for step in path.reversed() {
            let outer = step.isReversed ? relations[step.number].map.inverse : relations[step.number].map
            let image = try self.image(outer, term)
            if map.isIdentity {
                term = image
            } else {
                let composed = try self.image(outer.composed(with: map), leaf(source))
                graph.union(image, composed, fact: RelationFacts.composition)
                term = composed
            }
            map = outer.composed(with: map)
            if map.isIdentity {
                graph.union(try self.image(map, leaf(source)), try leaf(source), fact: RelationFacts.identity)
                term = try leaf(source)
            }
        }
        graph.rebuild()
        do throws(ExplanationError) {
            let proof = try graph.explain(start, term)
            return FractionExplanation(
                source: source, target: target, map: map, proof: proof, facts: RelationFacts(relations))
        } catch {
            throw .engine(error)
        }
    }

    /// Whether both fractions have the same value by what was stated: they are in one e-class.
    public mutating func areEqual(
        _ x: PolynomialContinuedFraction, _ y: PolynomialContinuedFraction
    ) throws(FractionGraphError) -> Bool {
        let (left, right) = (try leaf(x), try leaf(y))
        return graph.areEqual(left, right)
    }

    private mutating func leaf(_ fraction: PolynomialContinuedFraction) throws(FractionGraphError) -> EClassID {
        guard graph.labelCount < FractionGraph.largestLabelCount else { throw .full }
        return graph.add(graph.label(fraction.description, arity: 0), [])
    }

    private mutating func image(_ map: MobiusMap, _ term: EClassID) throws(FractionGraphError) -> EClassID {
        guard graph.labelCount < FractionGraph.largestLabelCount else { throw .full }
        return graph.addExactly(graph.label(RelationFacts.name(map), arity: 1), [term])
    }

    /// A shortest way from one fraction to another: the relations in turn, each read from its target to its source unless
    /// it is reversed.
    private func path(
        from start: PolynomialContinuedFraction, to end: PolynomialContinuedFraction
    ) -> [(number: Int, isReversed: Bool)]? {
        if start == end { return [] }
        var cameBy: [PolynomialContinuedFraction: (number: Int, isReversed: Bool)] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let fraction = queue[next]
            next += 1
            for number in relationsOf[fraction] ?? [] {
                let relation = relations[number]
                let isReversed = relation.target != fraction
                let other = isReversed ? relation.target : relation.source
                if other == start || cameBy[other] != nil { continue }
                cameBy[other] = (number, isReversed)
                if other == end { return way(back: end, to: start, cameBy) }
                queue.append(other)
            }
        }
        return nil
    }

    private func way(
        back end: PolynomialContinuedFraction, to start: PolynomialContinuedFraction,
        _ cameBy: [PolynomialContinuedFraction: (number: Int, isReversed: Bool)]
    ) -> [(number: Int, isReversed: Bool)] {
        var steps: [(number: Int, isReversed: Bool)] = []
        var fraction = end
        while fraction != start, let step = cameBy[fraction] {
            steps.append(step)
            let relation = relations[step.number]
            fraction = step.isReversed ? relation.source : relation.target
        }
        return steps.reversed()
    }
}

/// Why a relation is not stated or two fractions are not explained.
public enum FractionGraphError: Error, Sendable, CustomStringConvertible {
    /// The relation does not hold.
    case refuted(FractionRelation)
    /// No relations lead from the one to the other.
    case unrelated(PolynomialContinuedFraction, PolynomialContinuedFraction)
    /// There are too many fractions and maps for the engine.
    case full
    /// The engine gave no explanation.
    case engine(ExplanationError)

    /// One line.
    public var description: String {
        switch self {
        case .refuted(let relation): "\(relation.target) is not the image of \(relation.source) that is claimed"
        case .unrelated(let x, let y): "no relation is known between \(x) and \(y)"
        case .full: "the e-graph is full: too many fractions and maps"
        case .engine(let error): error.description
        }
    }
}
