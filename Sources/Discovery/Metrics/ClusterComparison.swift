/// Figures that judge a clustering, or compare two.
public enum ClusterComparison {
    /// The Davies–Bouldin index: the mean over the clusters i of max_{j≠i} (sᵢ + sⱼ)/dᵢⱼ, s the mean distance of the points
    /// of a cluster from its centroid, d the distance of centroids. Small is good. Noise is left out.
    ///
    /// - Returns: nil when there are fewer than two clusters; infinity when two centroids coincide.
    /// - Precondition: as many labels as points.
    ///
    /// Source: Davies, Bouldin, IEEE Trans. PAMI 1 (1979). Cost: O(n + k²).
    public static func daviesBouldin(_ points: [PlanePoint], _ labels: [Int?]) -> Double? {
        precondition(points.count == labels.count, "each point has a label")
        let names = Set(labels.compactMap { $0 }).sorted()
        guard names.count > 1 else { return nil }
        let position = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let places = labels.map { $0.flatMap { position[$0] } }
        var centroids = [PlanePoint](repeating: PlanePoint(x: 0, y: 0), count: names.count)
        var counts = [Double](repeating: 0, count: names.count)
        for (point, place) in zip(points, places) {
            guard let place else { continue }
            centroids[place].x += point.x
            centroids[place].y += point.y
            counts[place] += 1
        }
        for index in names.indices {
            centroids[index].x /= counts[index]
            centroids[index].y /= counts[index]
        }
        var spread = [Double](repeating: 0, count: names.count)
        for (point, place) in zip(points, places) {
            if let place { spread[place] += point.distance(to: centroids[place]) / counts[place] }
        }
        var sum = 0.0
        for i in names.indices {
            var worst = 0.0
            for j in names.indices where j != i {
                let apart = centroids[i].distance(to: centroids[j])
                let both = spread[i] + spread[j]
                worst = max(worst, both == 0 && apart > 0 ? 0 : both / apart)
                if apart == 0 { worst = .infinity }
            }
            sum += worst
        }
        return sum / Double(names.count)
    }

    /// The adjusted Rand index of two partitions of the same elements: 1 for equal ones, about 0 for unrelated ones.
    ///
    /// With n_ij the elements in class i of one and j of the other, (Σ C(n_ij,2) − E)/(½(Σ C(aᵢ,2) + Σ C(bⱼ,2)) − E),
    /// E = Σ C(aᵢ,2) Σ C(bⱼ,2)/C(n,2). Elements without a label in either partition are left out.
    ///
    /// - Returns: nil when fewer than two elements have both labels; 1 when both partitions are trivial in the same way.
    /// - Precondition: as many labels in both.
    ///
    /// Source: Hubert, Arabie, J. Classification 2 (1985).
    public static func adjustedRandIndex(_ first: [Int?], _ second: [Int?]) -> Double? {
        precondition(first.count == second.count, "both partitions are of the same elements")
        struct Pair: Hashable {
            let first: Int
            let second: Int
        }
        var both: [Pair: Double] = [:]
        var rows: [Int: Double] = [:]
        var columns: [Int: Double] = [:]
        var count = 0.0
        for case let (x?, y?) in zip(first, second) {
            both[Pair(first: x, second: y), default: 0] += 1
            rows[x, default: 0] += 1
            columns[y, default: 0] += 1
            count += 1
        }
        guard count > 1 else { return nil }
        // Sums of integers below 2^53: the order of the terms does not matter.
        func pairs(_ counts: some Sequence<Double>) -> Double { counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
        let together = pairs(both.values)
        let (x, y) = (pairs(rows.values), pairs(columns.values))
        let expected = x * y / (count * (count - 1) / 2)
        let largest = (x + y) / 2
        return largest == expected ? 1 : (together - expected) / (largest - expected)
    }
}
