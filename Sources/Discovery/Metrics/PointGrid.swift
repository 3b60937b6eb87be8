/// Points of the plane in square cells, for questions about near points.
struct PointGrid {
    private let points: [PlanePoint]
    private let side: Double
    private let origin: PlanePoint
    private let columns: Int
    private let rows: Int
    /// The points of cell c are members[starts[c] ..< starts[c + 1]], ascending.
    private let starts: [Int]
    private let members: [Int]

    /// The points in cells of this side, or of a side that gives about two points a cell.
    init(_ points: [PlanePoint], side: Double? = nil) {
        self.points = points
        let xs = points.map(\.x)
        let ys = points.map(\.y)
        let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
        let (low, high) = (ys.min() ?? 0, ys.max() ?? 0)
        let wanted = side ?? ((right - left) * (high - low) * 2 / Double(max(1, points.count))).squareRoot()
        let longest = max(right - left, high - low)
        // Never more than about four million cells.
        let step = max(wanted, longest / 2000, .leastNormalMagnitude)
        self.side = step
        origin = PlanePoint(x: left, y: low)
        columns = max(1, Int((right - left) / step) + 1)
        rows = max(1, Int((high - low) / step) + 1)
        var cells = [Int](repeating: 0, count: points.count)
        var starts = [Int](repeating: 0, count: columns * rows + 1)
        for (index, point) in points.enumerated() {
            let column = min(columns - 1, Int((point.x - left) / step))
            let row = min(rows - 1, Int((point.y - low) / step))
            cells[index] = row * columns + column
            starts[cells[index] + 1] += 1
        }
        for cell in 1..<starts.count { starts[cell] += starts[cell - 1] }
        var next = starts
        var members = [Int](repeating: 0, count: points.count)
        for index in points.indices {
            members[next[cells[index]]] = index
            next[cells[index]] += 1
        }
        self.starts = starts
        self.members = members
    }

    /// Calls `body` with the points of the cells at Chebyshev distance exactly `ring` from the cell of `point`; false when
    /// that ring lies outside the grid altogether.
    private func forEach(atRing ring: Int, around point: PlanePoint, _ body: (Int) -> Void) -> Bool {
        let column = Int(((point.x - origin.x) / side).rounded(.down))
        let row = Int(((point.y - origin.y) / side).rounded(.down))
        if column - ring < 0 && row - ring < 0 && column + ring >= columns && row + ring >= rows { return false }
        for y in stride(from: max(0, row - ring), through: min(rows - 1, row + ring), by: 1) {
            let step = abs(y - row) == ring ? 1 : 2 * ring
            for x in stride(from: column - ring, through: column + ring, by: step) where (0..<columns).contains(x) {
                let cell = y * columns + x
                for index in starts[cell]..<starts[cell + 1] { body(members[index]) }
            }
        }
        return true
    }

    /// The distance of each point to its k-th nearest one, itself counted; 1 ≤ k ≤ the number of points.
    func coreDistances(neighbours k: Int) -> [Double] {
        // The k least distances so far, ascending.
        var least: [Double] = []
        return points.map { point in
            least.removeAll(keepingCapacity: true)
            var ring = 0
            while true {
                let inside = forEach(atRing: ring, around: point) { index in
                    let distance = points[index].distance(to: point)
                    if least.count == k {
                        guard distance < least[k - 1] else { return }
                        least.removeLast()
                    }
                    var place = least.count
                    while place > 0, least[place - 1] > distance { place -= 1 }
                    least.insert(distance, at: place)
                }
                // Whatever lies beyond ring r is at least r cells away.
                if !inside || least.count == k && least[k - 1] <= Double(ring) * side { return least.last ?? 0 }
                ring += 1
            }
        }
    }

    /// The nearest point within `radius` of a point, the first of equally near ones; nil when there is none.
    func nearest(to point: PlanePoint, within radius: Double) -> Int? {
        var best: (index: Int, distance: Double)?
        let rings = Int(radius / side) + 1
        for ring in 0...rings {
            _ = forEach(atRing: ring, around: point) { index in
                let distance = points[index].distance(to: point)
                guard distance <= radius else { return }
                if let found = best, (found.distance, found.index) <= (distance, index) { return }
                best = (index, distance)
            }
        }
        return best?.index
    }
}
