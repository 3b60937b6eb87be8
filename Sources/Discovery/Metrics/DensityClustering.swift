/// Clusters of points of the plane by density: HDBSCAN.
///
/// With the core distance c(x), the distance of x to its `neighbours`-th nearest point (x itself counted), the mutual
/// reachability of x and y is max(c(x), c(y), |x − y|). Single linkage of this distance is a tree; parts of fewer than
/// `smallestCluster` points are taken as points that fall off (the condensed tree), and those clusters are chosen that do
/// not overlap and have the largest sum of stabilities Σₓ (λ(x falls off) − λ(the cluster appears)), λ = 1/distance.
/// Source: Campello, Moulavi, Sander, PAKDD 2013; ACM TKDD 10 (2015). Merges at equal distance are made at once, so that
/// the result depends on the points alone.
public struct DensityClustering: Sendable {
    /// The least number of points of a cluster, at least 2.
    public let smallestCluster: Int
    /// The number of points that the core distance reaches, at least 1.
    public let neighbours: Int

    /// A clustering with these parameters; `neighbours` is by default the same number as `smallestCluster`.
    public init(smallestCluster: Int = 5, neighbours: Int? = nil) {
        self.smallestCluster = max(2, smallestCluster)
        self.neighbours = max(1, neighbours ?? smallestCluster)
    }

    /// The cluster of each point, numbered from 0 in the order of their first points; nil for noise.
    ///
    /// Cost: O(n²) distances for the spanning tree, and O(n log n) for the rest.
    public func clusters(of points: [PlanePoint]) -> [Int?] {
        guard points.count >= smallestCluster else { return [Int?](repeating: nil, count: points.count) }
        let reachability = MutualReachability(points, neighbours: neighbours)
        let tree = CondensedTree(
            pointCount: points.count, edges: reachability.spanningTree, smallestCluster: smallestCluster)
        return DensityClustering.numbered(tree.labels)
    }

    /// The labels renamed to 0, 1, … in the order of first use.
    static func numbered(_ labels: [Int?]) -> [Int?] {
        var names: [Int: Int] = [:]
        return labels.map { label in
            guard let label else { return nil }
            let name = names[label] ?? names.count
            names[label] = name
            return name
        }
    }
}
