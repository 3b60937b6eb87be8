import Arithmetic
import ContinuedFractions

/// Finds lattices that hold many of the fractions with one constant in their limits.
///
/// A lattice is kept when at most one in ten of the fractions in its box of parameters is known to be no member: it has
/// another limit, or no factorial reduction where the members have it.
struct FamilySearch {
    /// A fraction whose limit is a Möbius image of the constant.
    struct Member: Sendable {
        let fraction: PolynomialContinuedFraction
        let map: MobiusMap
    }

    /// A lattice with the parameters of its members.
    struct Candidate {
        let lattice: FamilyLattice
        let members: [(index: Int, parameters: [Int])]
    }

    let members: [Member]
    /// Fractions with other limits.
    let others: Set<PolynomialContinuedFraction>
    /// Whether all members have factorial reduction.
    private let isReduced: Bool
    private let screen = NilpotenceScreen()

    /// A lattice of rank r has at least 3 r + 1 members.
    static let largestRank = 3
    /// Directions that are combined.
    private static let directionCount = 10
    /// Points of a box that are looked at.
    private static let boxLimit = 4000
    /// Groups of more members than this are thinned to that many for the search of directions.
    private static let pairLimit = 600

    /// A search among fractions, each brought to its primitive form with a positive leading coefficient of a.
    init(members: [Member], others: Set<PolynomialContinuedFraction>) {
        self.members = members
        self.others = others
        let screen = NilpotenceScreen()
        isReduced = members.allSatisfy { screen.passes($0.fraction) }
    }

    private typealias Group = [(index: Int, vector: [Int])]

    /// The lattices, that with the most members first; each has members that no earlier one has.
    func candidates(isCancelled: () -> Bool) -> [Candidate] {
        var groups: [FractionCoordinates: Group] = [:]
        var order: [FractionCoordinates] = []
        for (index, member) in members.enumerated() {
            for (coordinates, vector) in FractionCoordinates.all(of: member.fraction) {
                if groups[coordinates] == nil { order.append(coordinates) }
                groups[coordinates, default: []].append((index, vector))
            }
        }
        var found: [Candidate] = []
        for coordinates in order {
            guard !isCancelled(), let group = groups[coordinates], group.count >= 4 else { continue }
            found += lattices(group, coordinates).compactMap { candidate($0, group) }
        }
        return chosen(found)
    }

    /// Greedily the lattices that cover the most members that are left.
    private func chosen(_ found: [Candidate]) -> [Candidate] {
        var rest = found
        var covered: Set<Int> = []
        var result: [Candidate] = []
        while true {
            func gain(_ candidate: Candidate) -> Int { candidate.members.count { !covered.contains($0.index) } }
            rest.removeAll { gain($0) < 3 }
            // The first of the best: sorting is by gain, then by few parameters, then by the order of the search.
            let best = rest.indices.max { x, y in
                (gain(rest[x]), -rest[x].lattice.rank, -x) < (gain(rest[y]), -rest[y].lattice.rank, -y)
            }
            guard let best else { return result }
            result.append(rest[best])
            covered.formUnion(rest[best].members.map(\.index))
            rest.remove(at: best)
        }
    }

    // MARK: Affine lattices

    /// Lattices through members: of all differences, and of the most frequent differences and pairs of them.
    private func lattices(_ group: Group, _ coordinates: FractionCoordinates) -> [FamilyLattice] {
        var result: [FamilyLattice] = []
        var seen: Set<[[Integer]]> = []
        func add(_ lattice: IntegerLattice, through vectors: [[Int]]) {
            guard let origin = FamilySearch.simplest(vectors),
                (1...FamilySearch.largestRank).contains(lattice.rank), vectors.count > 3 * lattice.rank
            else { return }
            let directions = lattice.basis.map { $0.compactMap(\.asInt) }
            guard directions.allSatisfy({ $0.count == origin.count }),
                seen.insert(lattice.basis + [origin.map { Integer($0) }]).inserted
            else { return }
            result.append(FamilyLattice(coordinates: coordinates, origin: origin, directions: directions))
        }
        let vectors = group.map(\.vector)
        add(IntegerLattice(generatedBy: vectors.map { zip($0, vectors[0]).map { $0 - $1 } }), through: vectors)
        let directions = FamilySearch.frequentDifferences(vectors)
        for (position, direction) in directions.enumerated() {
            for other in directions[..<position].map(Optional.some) + [nil] {
                let lattice = IntegerLattice(generatedBy: [direction] + (other.map { [$0] } ?? []))
                for coset in FamilySearch.cosets(vectors, lattice) { add(lattice, through: coset) }
            }
        }
        return result
    }

    /// The vectors in classes modulo a lattice.
    private static func cosets(_ vectors: [[Int]], _ lattice: IntegerLattice) -> [[[Int]]] {
        var classes: [[[Int]]] = []
        for vector in vectors {
            let place = classes.firstIndex { lattice.parameters(of: zip(vector, $0[0]).map { $0 - $1 }) != nil }
            if let place { classes[place].append(vector) } else { classes.append([vector]) }
        }
        return classes
    }

    /// The vector with the least sum of moduli, the first in lexicographic order.
    private static func simplest(_ vectors: [[Int]]) -> [Int]? {
        vectors.min { x, y in
            let (p, q) = (x.reduce(0) { $0 + abs($1) }, y.reduce(0) { $0 + abs($1) })
            return p != q ? p < q : y.lexicographicallyPrecedes(x)
        }
    }

    /// The differences that occur most, with a positive first entry; short ones before long ones.
    private static func frequentDifferences(_ vectors: [[Int]]) -> [[Int]] {
        let step = max(1, vectors.count / pairLimit)
        let thinned = stride(from: 0, to: vectors.count, by: step).map { vectors[$0] }
        var counts: [[Int]: Int] = [:]
        for (index, x) in thinned.enumerated() {
            for y in thinned[..<index] {
                let difference = zip(x, y).map { $0 - $1 }
                let isNegative = (difference.first { $0 != 0 } ?? 0) < 0
                counts[isNegative ? difference.map { -$0 } : difference, default: 0] += 1
            }
        }
        let sorted = counts.filter { $0.value >= 3 }.sorted { x, y in
            if x.value != y.value { return x.value > y.value }
            let (p, q) = (x.key.reduce(0) { $0 + abs($1) }, y.key.reduce(0) { $0 + abs($1) })
            return p != q ? p < q : x.key.lexicographicallyPrecedes(y.key)
        }
        return sorted.prefix(directionCount).map(\.key)
    }

    /// The members in the lattice, when there are enough and hardly any other fraction is in their box.
    private func candidate(_ lattice: FamilyLattice, _ group: Group) -> Candidate? {
        let module = IntegerLattice(generatedBy: lattice.directions)
        let inside = group.compactMap { index, vector in
            module.parameters(of: zip(vector, lattice.origin).map { $0 - $1 }).map { (index: index, parameters: $0) }
        }
        guard inside.count > 3 * lattice.rank else { return nil }
        let known = Set(inside.map(\.parameters))
        let box = FamilySearch.box(of: inside.map(\.parameters), margin: 0, limit: FamilySearch.boxLimit)
        var exceptions = 0
        for parameters in box where !known.contains(parameters) {
            if isNoMember(lattice, parameters) { exceptions += 1 }
            if 10 * exceptions > inside.count { return nil }
        }
        return Candidate(lattice: lattice, members: inside)
    }

    /// Whether the fraction at these parameters is known to be no member; one that is not a regular fraction, or
    /// not in the table, says nothing.
    private func isNoMember(_ lattice: FamilyLattice, _ parameters: [Int]) -> Bool {
        guard let fraction = lattice.fraction(at: parameters), FamilySearch.isRegular(fraction) else { return false }
        return others.contains(fraction.canonical) || isReduced && !screen.passes(fraction)
    }

    /// Whether a has a positive leading coefficient and the fraction does not terminate.
    static func isRegular(_ fraction: PolynomialContinuedFraction) -> Bool {
        fraction.a.signAtInfinity > 0 && !fraction.b.isZero && fraction.b.smallestIntegerRoot(atLeast: 1) == nil
    }

    /// The integer points of the bounding box of some points, enlarged by `margin`; none when there are more than `limit`.
    static func box(of points: [[Int]], margin: Int, limit: Int) -> [[Int]] {
        guard let first = points.first else { return [] }
        let ranges = first.indices.map { axis in
            let values = points.map { $0[axis] }
            return (values.min() ?? 0) - margin...(values.max() ?? 0) + margin
        }
        guard let count = CoefficientBox(ranges).count, count <= limit else { return [] }
        var box: [[Int]] = [[]]
        for range in ranges { box = box.flatMap { head in range.map { head + [$0] } } }
        return box
    }
}
