import Discovery
import Foundation
import Testing

/// A small generator with a seed.
private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Points i/100 apart on a line from `start`.
private func line(_ count: Int, from start: Double, step: Double = 0.01) -> [PlanePoint] {
    (0..<count).map { PlanePoint(x: start + Double($0) * step, y: 0) }
}

@Test func separateGroupsAreClustersAndFarPointsAreNoise() {
    let points = line(6, from: 0) + line(7, from: 5) + [PlanePoint(x: 2.5, y: 40)] + line(4, from: 90)
    let labels = DensityClustering(smallestCluster: 5).clusters(of: points)
    // Four points are no cluster: they and the far point fall off before the two groups part.
    let expected: [Int?] =
        Array(repeating: 0, count: 6) + Array(repeating: 1, count: 7) + Array(repeating: nil, count: 5)
    #expect(labels == expected)
    #expect(DensityClustering(smallestCluster: 4).clusters(of: points).compactMap { $0 }.count == 17)
    #expect(DensityClustering().clusters(of: line(4, from: 0)) == [nil, nil, nil, nil])
    #expect(DensityClustering().clusters(of: []) == [])
}

@Test func theMoreStableLevelOfTheHierarchyIsChosen() {
    // Two near groups and a far third one. With core distances of 1 (neighbours: 2) the near ones part at distance g and join
    // the third at 1000: their parent lives λ from 1/1000 to 1/g with 12 points, they from 1/g to 1. For g = 3 they are
    // more stable, 12 (1 − 1/3) > 12 (1/3 − 1/1000), for g = 1.5 their parent is.
    for (gap, count) in [(3.0, 3), (1.5, 2)] {
        let near = line(6, from: 0, step: 1) + line(6, from: 5 + gap, step: 1)
        let points = near + line(6, from: 1010 + gap, step: 1)
        let labels = DensityClustering(smallestCluster: 5, neighbours: 2).clusters(of: points)
        #expect(Set(labels.compactMap { $0 }).count == count, "\(labels)")
        #expect((labels[0] == labels[11]) == (count == 2))
    }
}

@Test func clustersDoNotDependOnTheOrderOfThePoints() {
    var random = Random(state: 7)
    var points: [PlanePoint] = []
    for group in 0..<5 {
        for _ in 0..<40 {
            points.append(
                PlanePoint(
                    x: Double(group) * 3 + .random(in: 0...1, using: &random), y: .random(in: 0...1, using: &random)))
        }
    }
    for _ in 0..<30 {
        points.append(PlanePoint(x: .random(in: -5...20, using: &random), y: .random(in: -9...9, using: &random)))
    }
    let labels = DensityClustering().clusters(of: points)
    let order = points.indices.shuffled(using: &random)
    let moved = DensityClustering().clusters(of: order.map { points[$0] })
    var back = [Int?](repeating: nil, count: points.count)
    for (place, index) in order.enumerated() { back[index] = moved[place] }
    #expect(ClusterComparison.adjustedRandIndex(labels.map { $0 ?? -1 }, back.map { $0 ?? -1 }) == 1)
    #expect(Set(labels.compactMap { $0 }).count >= 5)
    let groups: [Int?] = points.indices.map { $0 < 200 ? $0 / 40 : nil }
    #expect(ClusterComparison.adjustedRandIndex(labels, groups) ?? 0 > 0.9)
}

@Test func figuresOfClusteringsAreTheTextbookOnes() throws {
    // Two clusters with s = 1 and s = 2 and centroids 10 apart: (1 + 2)/10.
    let points = [(-1.0, 0.0), (1, 0), (10, -2), (10, 2), (99, 99)].map { PlanePoint(x: $0.0, y: $0.1) }
    let labels = [0, 0, 1, 1, nil]
    #expect(abs(try #require(ClusterComparison.daviesBouldin(points, labels)) - 0.3) < 1e-12)
    #expect(ClusterComparison.daviesBouldin(points, [0, 0, 0, 0, nil]) == nil)
    // Hubert and Arabie: the contingency table [[1, 1, 0], [1, 2, 1], [0, 0, 4]] has index 0.3126.
    let first = [0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    let second = [0, 1, 0, 1, 1, 2, 2, 2, 2, 2]
    #expect(abs(try #require(ClusterComparison.adjustedRandIndex(first, second)) - 0.31257344300822565) < 1e-12)
    #expect(ClusterComparison.adjustedRandIndex(first, first.map { 7 - $0 }) == 1)
    #expect(ClusterComparison.adjustedRandIndex([0, nil], [nil, 1]) == nil)
}

@Test func planesAreThinnedExtendedAndGivenUp() {
    // A thousand copies of each point are one point of the plane; all of them get its cluster.
    let places = (line(6, from: 0) + line(6, from: 1)).flatMap { Array(repeating: Optional($0), count: 1000) }
    let clustering = PlaneClustering(places + [nil, PlanePoint(x: 0.5, y: 3)], plane: .deltaGrowth)
    #expect(clustering.count == 2 && clustering.points == 12001 && clustering.noise == 1)
    #expect(clustering.labels[..<6000].allSatisfy { $0 == 1 } && clustering.labels[6000..<12000].allSatisfy { $0 == 2 })
    #expect(clustering.labels.suffix(2) == [nil, nil])
    var settings = PlaneClustering.Settings()
    settings.largestCount = 1
    let given = PlaneClustering(places, plane: .deltaGrowth, settings: settings)
    #expect(given.gaveUp && given.count == 0 && given.labels.allSatisfy { $0 == nil })
}
