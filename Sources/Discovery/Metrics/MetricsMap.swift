import ContinuedFractions

/// A map of a table of metrics in one plane as SVG: colored by identified constant, with axes, a legend and a tooltip for
/// each mark.
///
/// Points are gathered in cells of a few pixels, so a map of any number of points stays small: a cell with one point is
/// drawn as a dot, one with several as a square that is darker the more there are.
public struct MetricsMap: Sendable {
    private struct Point: Sendable {
        let place: PlanePoint
        let fraction: PolynomialContinuedFraction
        let constant: String?
    }

    private let plane: MetricsPlane
    private let title: String
    private var points: [Point] = []

    private static let width = 940.0
    private static let height = 620.0
    private static let margin = (left: 70.0, right: 220.0, top: 48.0, bottom: 74.0)
    /// The side of a cell in pixels.
    private static let cell = 4.0
    private static let colors = [
        "#1f4e9c", "#c0392b", "#1e8449", "#8e44ad", "#d68910", "#117a8b", "#a04000", "#e84393", "#5b7c1f", "#34495e",
    ]
    private static let otherColor = "#7f6a55"
    private static let unknownColor = "#a6acaf"

    /// An empty map of a plane under `title` (plain text).
    public init(plane: MetricsPlane, title: String) {
        self.plane = plane
        self.title = title
    }

    /// Adds a row; one without a point in this plane is left out.
    public mutating func add(_ row: MetricsRow) {
        guard let place = plane.point(of: row) else { return }
        points.append(Point(place: place, fraction: row.fraction, constant: row.constant))
    }

    /// The number of points.
    public var count: Int { points.count }

    /// The SVG document. The same rows in the same order give the same text.
    public var svg: String {
        let margin = MetricsMap.margin
        var drawing = SVGDrawing(width: MetricsMap.width, height: MetricsMap.height, title: title)
        let frame = PlotFrame(
            x: MetricsMap.range(points.map(\.place.x)), y: MetricsMap.range(points.map(\.place.y)), left: margin.left,
            right: MetricsMap.width - margin.right, top: margin.top, bottom: MetricsMap.height - margin.bottom)
        drawing.append(contentsOf: frame.elements(nameX: plane.axes.x, nameY: plane.axes.y))
        let legend = legend
        let colors = Dictionary(uniqueKeysWithValues: legend.map { ($0.constant, $0.color) })
        var cells: [SIMD2<Int>: [Int]] = [:]
        var order: [SIMD2<Int>] = []
        var outside = 0
        for (index, point) in points.enumerated() {
            guard frame.x.contains(point.place.x), frame.y.contains(point.place.y) else {
                outside += 1
                continue
            }
            let (x, y) = frame.place(point.place.x, point.place.y)
            let key = SIMD2(Int(x / MetricsMap.cell), Int(y / MetricsMap.cell))
            if cells[key] == nil { order.append(key) }
            cells[key, default: []].append(index)
        }
        let most = cells.values.map(\.count).max() ?? 1
        for key in order {
            guard let members = cells[key] else { continue }
            drawing.append(mark(members, at: key, frame, most: most, colors))
        }
        let notes = "\(points.count) fractions" + (outside > 0 ? ", \(outside) of them outside the frame" : "")
        drawing.append(SVGDrawing.text(margin.left, MetricsMap.height - 10, notes, anchor: .start))
        for (index, entry) in legend.enumerated() {
            let x = MetricsMap.width - margin.right + 18
            let y = margin.top + 14 + 20 * Double(index)
            drawing.append("<rect x=\"\(x)\" y=\"\(y - 10)\" width=\"12\" height=\"12\" fill=\"\(entry.color)\"/>")
            drawing.append(SVGDrawing.text(x + 18, y, "\(entry.label) (\(entry.count))", anchor: .start))
        }
        return drawing.document
    }

    /// One dot, or one square for several points: in the color of the constant that most of them have.
    private func mark(
        _ members: [Int], at key: SIMD2<Int>, _ frame: PlotFrame, most: Int, _ colors: [String?: String]
    ) -> String {
        var counts: [String?: Int] = [:]
        for index in members { counts[points[index].constant, default: 0] += 1 }
        let first = points[members[0]]
        // Identified ones are what the map is looked at for; among them the most frequent, then the first by name.
        let winner = counts.max { x, y in
            (x.key == nil ? 0 : 1, x.value, y.key ?? "") < (y.key == nil ? 0 : 1, y.value, x.key ?? "")
        }
        let constant = winner?.key ?? nil
        let color = colors[constant] ?? MetricsMap.otherColor
        let name = constant ?? "not identified"
        let place = "delta \(MetricsMap.rounded(first.place.x)), \(MetricsMap.rounded(first.place.y))"
        if members.count == 1 {
            let (x, y) = frame.place(first.place.x, first.place.y)
            let tip = SVGDrawing.escaped("\(first.fraction): \(name); \(place)")
            return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"2.2\" fill=\"\(color)\"><title>\(tip)</title></circle>"
        }
        let share = most > 1 ? (1 + Double(members.count - 1) / Double(most - 1)) / 2 : 1
        let tip = SVGDrawing.escaped("\(members.count) fractions, mostly \(name), first \(first.fraction); \(place)")
        let x = Double(key.x) * MetricsMap.cell
        let y = Double(key.y) * MetricsMap.cell
        return "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(MetricsMap.cell)\" height=\"\(MetricsMap.cell)\" "
            + "fill=\"\(color)\" fill-opacity=\"\(MetricsMap.rounded(share))\"><title>\(tip)</title></rect>"
    }

    /// The constants by number of points, the frequent ones with a color of their own.
    private var legend: [(constant: String?, label: String, color: String, count: Int)] {
        var counts: [String: Int] = [:]
        for point in points { if let constant = point.constant { counts[constant, default: 0] += 1 } }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var legend: [(constant: String?, label: String, color: String, count: Int)] = []
        for (entry, color) in zip(sorted, MetricsMap.colors) {
            legend.append((entry.key, entry.key, color, entry.value))
        }
        let rest = sorted.dropFirst(MetricsMap.colors.count)
        if let first = rest.first {
            let label = rest.count == 1 ? first.key : "\(rest.count) others"
            legend.append((first.key, label, MetricsMap.otherColor, rest.reduce(0) { $0 + $1.value }))
        }
        let unknown = points.count { $0.constant == nil }
        if unknown > 0 { legend.append((nil, "not identified", MetricsMap.unknownColor, unknown)) }
        return legend
    }

    /// The range of an axis: all values but the outermost of a large number, with some space around.
    private static func range(_ values: [Double]) -> ClosedRange<Double> {
        let sorted = values.sorted()
        guard let least = sorted.first, let greatest = sorted.last else { return 0...1 }
        let cut = sorted.count / 500
        var (low, high) = (sorted[cut], sorted[sorted.count - 1 - cut])
        // A few far points may not squeeze the others; where they are near, nothing is cut.
        if greatest - least <= 2 * (high - low) { (low, high) = (least, greatest) }
        let space = high > low ? (high - low) * 0.04 : max(0.5, low.magnitude * 0.1)
        return (low - space)...(high + space)
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
