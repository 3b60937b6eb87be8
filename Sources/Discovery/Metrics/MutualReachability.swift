/// The mutual reachability distances of points of the plane, and a minimum spanning tree of them.
struct MutualReachability {
    /// An edge of the tree between two points.
    struct Edge: Sendable {
        let from: Int
        let to: Int
        let distance: Double
    }

    private let points: [PlanePoint]
    /// The distance of each point to its k-th nearest one, itself counted.
    let coreDistances: [Double]

    /// The distances with core distances to the `neighbours`-th point, the point itself counted.
    init(_ points: [PlanePoint], neighbours: Int) {
        self.points = points
        coreDistances = PointGrid(points).coreDistances(neighbours: min(neighbours, points.count))
    }

    /// The edges of a minimum spanning tree by Prim's algorithm, in the order in which they are found.
    ///
    /// Cost: n²/2 distances; no memory beyond O(n).
    var spanningTree: [Edge] {
        let count = points.count
        guard count > 1 else { return [] }
        // The points outside the tree are kept at the front of the arrays, with their nearest point of the tree.
        var xs = points.map(\.x)
        var ys = points.map(\.y)
        var cores = coreDistances
        var names = Array(0..<count)
        var nearest = [Double](repeating: .infinity, count: count)
        var parents = [Int](repeating: 0, count: count)
        var edges: [Edge] = []
        edges.reserveCapacity(count - 1)
        var outside = count
        var chosen = 0
        xs.withUnsafeMutableBufferPointer { xs in
            ys.withUnsafeMutableBufferPointer { ys in
                cores.withUnsafeMutableBufferPointer { cores in
                    nearest.withUnsafeMutableBufferPointer { nearest in
                        while true {
                            let (x, y, core, name) = (xs[chosen], ys[chosen], cores[chosen], names[chosen])
                            outside &-= 1
                            xs[chosen] = xs[outside]
                            ys[chosen] = ys[outside]
                            cores[chosen] = cores[outside]
                            nearest[chosen] = nearest[outside]
                            names[chosen] = names[outside]
                            parents[chosen] = parents[outside]
                            if outside == 0 { return }
                            chosen = 0
                            var best = Double.infinity
                            for index in 0..<outside {
                                let dx = xs[index] - x
                                let dy = ys[index] - y
                                let apart = (dx * dx + dy * dy).squareRoot()
                                let distance = max(apart, max(core, cores[index]))
                                if distance < nearest[index] {
                                    nearest[index] = distance
                                    parents[index] = name
                                }
                                if nearest[index] < best {
                                    best = nearest[index]
                                    chosen = index
                                }
                            }
                            edges.append(Edge(from: parents[chosen], to: names[chosen], distance: best))
                        }
                    }
                }
            }
        }
        return edges
    }
}
