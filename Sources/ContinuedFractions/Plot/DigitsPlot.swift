/// A drawing of `ProvenDigits` as SVG 1.1, complete in itself: axes with labelled ticks, one line a curve, a legend.
public struct DigitsPlot: Sendable {
    private let digits: ProvenDigits
    private let title: String

    private static let width = 760.0
    private static let height = 480.0
    private static let margin = (left: 70.0, right: 24.0, top: 62.0, bottom: 56.0)
    private static let colors = ["#1f4e9c", "#c0392b", "#1e8449", "#8e44ad"]

    /// The plot of these digits under `title` (plain text).
    public init(_ digits: ProvenDigits, title: String) {
        self.digits = digits
        self.title = title
    }

    /// The SVG document. The same digits give the same text.
    public var svg: String {
        let highest = digits.curves.flatMap(\.points).map(\.digits).max() ?? 1
        let margin = DigitsPlot.margin
        var drawing = SVGDrawing(width: DigitsPlot.width, height: DigitsPlot.height, title: title)
        let frame = PlotFrame(
            x: 0...Double(digits.depth), y: 0...1.05 * max(1, highest), left: margin.left,
            right: DigitsPlot.width - margin.right, top: margin.top, bottom: DigitsPlot.height - margin.bottom)
        drawing.append(contentsOf: frame.elements(nameX: "depth", nameY: "proven decimal digits"))
        for (index, curve) in digits.curves.enumerated() {
            let color = DigitsPlot.colors[index % DigitsPlot.colors.count]
            let points = curve.points.map { frame.place(Double($0.depth), $0.digits) }
            if points.count == 1, let only = points.first {
                drawing.append("<circle cx=\"\(only.x)\" cy=\"\(only.y)\" r=\"3\" fill=\"\(color)\"/>")
            } else {
                let path = points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
                drawing.append(
                    "<polyline fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.8\" points=\"\(path)\"/>")
            }
            // The legend stands above the frame, where no curve runs.
            let y = margin.top - 12
            let x = margin.left + 166 * Double(index)
            drawing.append(
                "<line x1=\"\(x)\" y1=\"\(y - 4)\" x2=\"\(x + 24)\" y2=\"\(y - 4)\" stroke=\"\(color)\" "
                    + "stroke-width=\"2.5\"/>")
            drawing.append(SVGDrawing.text(x + 30, y, curve.label, anchor: .start))
        }
        return drawing.document
    }
}
