/// Density clusters of a table of metrics in one plane, as in arXiv 2412.16818: thinned to one point in each cell, clustered
/// by HDBSCAN, and extended to all points by the nearest clustered one.
public struct PlaneClustering: Sendable {
    /// The plane.
    public let plane: MetricsPlane
    /// The cluster of each row, from 1 in the order of the rows; nil for noise and for rows without a point.
    public let labels: [Int?]
    /// The number of clusters; 0 when there were more than the largest number, which means that the plane does not cluster.
    public let count: Int
    /// Whether there were more clusters than the largest number.
    public let gaveUp: Bool
    /// The rows that have a point in this plane.
    public let points: Int
    /// Those of them in no cluster.
    public let noise: Int
    /// The Davies–Bouldin index of the clusters; nil for fewer than two.
    public let daviesBouldin: Double?

    /// How the clustering is made.
    public struct Settings: Sendable {
        /// The side of the cells of which one point is kept.
        public var cell = 0.001
        /// The least number of points of a cluster.
        public var smallestCluster = 5
        /// More clusters than this are given up.
        public var largestCount = 500
        /// A point farther from every clustered one is noise.
        public var reach = 0.01
        /// The largest number of thinned points: the cells are doubled until there are no more.
        public var largestPoints = 50_000

        /// The settings of the paper.
        public init() {}
    }

    /// The clusters of rows by their points in the plane.
    ///
    /// Cost: O(m²) for m thinned points.
    public init(_ points: [PlanePoint?], plane: MetricsPlane, settings: Settings = Settings()) {
        self.plane = plane
        let kept = PlaneClustering.thinned(points, settings)
        let clusters = DensityClustering(smallestCluster: settings.smallestCluster).clusters(of: kept)
        let found = Set(clusters.compactMap { $0 }).count
        gaveUp = found > settings.largestCount
        var labels = [Int?](repeating: nil, count: points.count)
        if !gaveUp && found > 0 {
            let members = kept.indices.filter { clusters[$0] != nil }
            let grid = PointGrid(members.map { kept[$0] })
            for (index, point) in points.enumerated() {
                guard let point, let near = grid.nearest(to: point, within: settings.reach) else { continue }
                labels[index] = clusters[members[near]]
            }
        }
        let names = DensityClustering.numbered(labels).map { $0.map { $0 + 1 } }
        let present = points.indices.filter { points[$0] != nil }
        self.labels = names
        self.points = present.count
        count = gaveUp ? 0 : found
        noise = present.filter { names[$0] == nil }.count
        daviesBouldin = ClusterComparison.daviesBouldin(present.compactMap { points[$0] }, present.map { names[$0] })
    }

    /// The first point of each cell, in the order of the points.
    private static func thinned(_ points: [PlanePoint?], _ settings: Settings) -> [PlanePoint] {
        var cell = settings.cell
        while true {
            var seen: Set<SIMD2<Double>> = []
            var kept: [PlanePoint] = []
            for case let point? in points {
                let place = SIMD2((point.x / cell).rounded(.down), (point.y / cell).rounded(.down))
                if seen.insert(place).inserted { kept.append(point) }
            }
            if kept.count <= settings.largestPoints { return kept }
            cell *= 2
        }
    }
}
