import func Foundation.floor
import func Foundation.log10
import func Foundation.pow

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
        // A heading that does not fit is cut; the title element keeps the whole.
        let heading = title.count > 90 ? title.prefix(89) + "…" : title
        let axes = Axes(depth: digits.depth, digits: max(1, highest))
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Int(DigitsPlot.width))\" "
                + "height=\"\(Int(DigitsPlot.height))\" viewBox=\"0 0 \(Int(DigitsPlot.width)) "
                + "\(Int(DigitsPlot.height))\" font-family=\"sans-serif\" font-size=\"12\">",
            "<title>\(DigitsPlot.escaped(title))</title>",
            "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
            DigitsPlot.text(DigitsPlot.width / 2, 24, heading, anchor: "middle", size: 15),
        ]
        lines += axes.lines
        for (index, curve) in digits.curves.enumerated() {
            let color = DigitsPlot.colors[index % DigitsPlot.colors.count]
            let points = curve.points.map { axes.place(Double($0.depth), $0.digits) }
            if points.count == 1, let only = points.first {
                lines.append("<circle cx=\"\(only.x)\" cy=\"\(only.y)\" r=\"3\" fill=\"\(color)\"/>")
            } else {
                let path = points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
                lines.append(
                    "<polyline fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.8\" points=\"\(path)\"/>")
            }
            // The legend stands above the frame, where no curve runs.
            let y = DigitsPlot.margin.top - 12
            let x = DigitsPlot.margin.left + 166 * Double(index)
            lines.append(
                "<line x1=\"\(x)\" y1=\"\(y - 4)\" x2=\"\(x + 24)\" y2=\"\(y - 4)\" stroke=\"\(color)\" "
                    + "stroke-width=\"2.5\"/>")
            lines.append(DigitsPlot.text(x + 30, y, curve.label, anchor: "start"))
        }
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The linear scales of the two axes.
    private struct Axes {
        let depth: Double
        let digits: Double

        init(depth: Int, digits: Double) {
            self.depth = Double(depth)
            self.digits = digits * 1.05
        }

        private var right: Double { DigitsPlot.width - DigitsPlot.margin.right }
        private var bottom: Double { DigitsPlot.height - DigitsPlot.margin.bottom }

        /// The point for a depth and a number of digits, to a tenth of a pixel.
        func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
            let left = DigitsPlot.margin.left
            let top = DigitsPlot.margin.top
            let px = left + x / depth * (right - left)
            let py = bottom - y / digits * (bottom - top)
            return ((px * 10).rounded() / 10, (py * 10).rounded() / 10)
        }

        /// Frame, grid, ticks with numbers, and the names of the axes.
        var lines: [String] {
            let left = DigitsPlot.margin.left
            let top = DigitsPlot.margin.top
            var lines: [String] = []
            for value in Axes.ticks(upTo: depth) {
                let x = place(value, 0).x
                lines.append(grid(x, top, x, bottom))
                lines.append(DigitsPlot.text(x, bottom + 18, Axes.label(value), anchor: "middle"))
            }
            for value in Axes.ticks(upTo: digits) {
                let y = place(0, value).y
                lines.append(grid(left, y, right, y))
                lines.append(DigitsPlot.text(left - 8, y + 4, Axes.label(value), anchor: "end"))
            }
            lines.append(
                "<path d=\"M\(left) \(top)V\(bottom)H\(right)\" fill=\"none\" stroke=\"black\" stroke-width=\"1.2\"/>")
            lines.append(DigitsPlot.text((left + right) / 2, bottom + 42, "depth", anchor: "middle", size: 13))
            let middle = (top + bottom) / 2
            lines.append(
                "<text x=\"20\" y=\"\(middle)\" text-anchor=\"middle\" font-size=\"13\" "
                    + "transform=\"rotate(-90 20 \(middle))\">proven decimal digits</text>")
            return lines
        }

        private func grid(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
            "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" stroke=\"#dddddd\"/>"
        }

        /// Multiples of 1, 2 or 5 times a power of 10 from 0 to `end`, at most ten steps.
        static func ticks(upTo end: Double) -> [Double] {
            let power = pow(10, floor(log10(end / 10)))
            let step = [1, 2, 5, 10].map { $0 * power }.first { end / $0 <= 10 } ?? 10 * power
            return (0...Int(end / step)).map { Double($0) * step }
        }

        static func label(_ value: Double) -> String {
            value == value.rounded() ? "\(Int(value))" : "\((value * 1000).rounded() / 1000)"
        }
    }

    private static func text(
        _ x: Double, _ y: Double, _ content: String, anchor: String, size: Int = 12
    ) -> String {
        "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\" font-size=\"\(size)\">\(escaped(content))</text>"
    }

    /// The text with the characters that XML reserves replaced, and control characters dropped.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars where scalar.value >= 0x20 {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
