/// The hierarchy of clusters of a spanning tree, and the choice of the most stable ones.
struct CondensedTree {
    /// A cluster of the hierarchy; the first one is the whole set, which is never chosen.
    struct Cluster {
        let parent: Int?
        /// λ = 1/distance at which it appears.
        let birth: Double
        /// Σ over its points of λ(falls off) − birth.
        var stability = 0.0
        var children: [Int] = []
    }

    /// The clusters; children have larger indices than their parents.
    private(set) var clusters: [Cluster] = []
    /// The cluster from which each point falls off.
    private(set) var lastClusters: [Int]

    /// The hierarchy of the merges that the edges of a spanning tree describe.
    ///
    /// Cost: O(n log n).
    init(pointCount: Int, edges: [MutualReachability.Edge], smallestCluster: Int) {
        lastClusters = [Int](repeating: 0, count: pointCount)
        let merges = MergeTree(pointCount: pointCount, edges: edges)
        guard let root = merges.root else { return }
        clusters.append(Cluster(parent: nil, birth: 0))
        var stack = [(node: root, cluster: 0)]
        while let (node, cluster) = stack.popLast() {
            guard let merge = merges.merge(at: node) else {
                lastClusters[node] = cluster
                continue
            }
            let lambda = CondensedTree.lambda(merge.distance)
            let large = merge.parts.filter { merges.size(of: $0) >= smallestCluster }
            let lifetime = lambda - clusters[cluster].birth
            if large.count == 1 {
                // One part goes on as the same cluster, the others fall off.
                let lost = merges.size(of: node) - merges.size(of: large[0])
                clusters[cluster].stability += Double(lost) * lifetime
                stack.append((large[0], cluster))
            } else {
                clusters[cluster].stability += Double(merges.size(of: node)) * lifetime
                for part in large {
                    clusters[cluster].children.append(clusters.count)
                    stack.append((part, clusters.count))
                    clusters.append(Cluster(parent: cluster, birth: lambda))
                }
            }
            for part in merge.parts where merges.size(of: part) < smallestCluster {
                for point in merges.points(under: part) { lastClusters[point] = cluster }
            }
        }
    }

    /// 1/distance, bounded so that sums stay finite when points coincide.
    private static func lambda(_ distance: Double) -> Double { 1 / max(distance, 1e-100) }

    /// The chosen cluster of each point; nil for noise.
    var labels: [Int?] {
        guard !clusters.isEmpty else { return lastClusters.map { _ in nil } }
        var best = clusters.map(\.stability)
        var isChosen = [Bool](repeating: false, count: clusters.count)
        for index in clusters.indices.reversed() where index > 0 {
            let below = clusters[index].children.reduce(0) { $0 + best[$1] }
            if below > best[index] { best[index] = below } else { isChosen[index] = true }
        }
        // The topmost chosen cluster above each cluster.
        var chosen = [Int?](repeating: nil, count: clusters.count)
        for index in clusters.indices {
            let above = clusters[index].parent.flatMap { chosen[$0] }
            chosen[index] = above ?? (isChosen[index] ? index : nil)
        }
        return lastClusters.map { chosen[$0] }
    }
}

/// The merges of single linkage, those at one distance made at once. Nodes 0 ..< n are the points.
private struct MergeTree {
    struct Merge {
        let distance: Double
        let parts: [Int]
    }

    private let pointCount: Int
    private var merges: [Merge] = []
    private var sizes: [Int]

    init(pointCount: Int, edges: [MutualReachability.Edge]) {
        self.pointCount = pointCount
        sizes = [Int](repeating: 1, count: pointCount)
        var parents = Array(0..<pointCount)
        // The node of the tree that a representative of the forest stands for.
        var nodes = Array(0..<pointCount)
        func representative(_ point: Int) -> Int {
            var point = point
            while parents[point] != point {
                parents[point] = parents[parents[point]]
                point = parents[point]
            }
            return point
        }
        let sorted = edges.sorted { ($0.distance, $0.from, $0.to) < ($1.distance, $1.from, $1.to) }
        var first = 0
        while first < sorted.count {
            let distance = sorted[first].distance
            var last = first
            while last < sorted.count, sorted[last].distance == distance { last += 1 }
            var touched: [Int] = []
            for edge in sorted[first..<last] {
                touched.append(representative(edge.from))
                touched.append(representative(edge.to))
            }
            touched = Set(touched).sorted()
            let before = touched.map { nodes[$0] }
            for edge in sorted[first..<last] {
                let (x, y) = (representative(edge.from), representative(edge.to))
                if x != y { parents[max(x, y)] = min(x, y) }
            }
            var parts: [Int: [Int]] = [:]
            for (point, node) in zip(touched, before) { parts[representative(point), default: []].append(node) }
            for (point, members) in parts.sorted(by: { $0.key < $1.key }) where members.count > 1 {
                nodes[point] = pointCount + merges.count
                merges.append(Merge(distance: distance, parts: members))
                sizes.append(members.reduce(0) { $0 + sizes[$1] })
            }
            first = last
        }
    }

    var root: Int? { pointCount > 1 ? pointCount + merges.count - 1 : nil }

    func size(of node: Int) -> Int { sizes[node] }

    func merge(at node: Int) -> Merge? { node < pointCount ? nil : merges[node - pointCount] }

    func points(under node: Int) -> [Int] {
        var points: [Int] = []
        var stack = [node]
        while let top = stack.popLast() {
            if let merge = merge(at: top) { stack += merge.parts } else { points.append(top) }
        }
        return points
    }
}
