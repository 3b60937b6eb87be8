import func Foundation.ceil
import func Foundation.floor
import func Foundation.log10
import func Foundation.pow

/// The linear scales of two axes inside a drawing, and the grid, ticks and names that show them.
public struct PlotFrame: Sendable {
    /// The values at the ends of the horizontal axis.
    public let x: ClosedRange<Double>
    /// The values at the ends of the vertical axis.
    public let y: ClosedRange<Double>
    /// The left edge in pixels.
    public let left: Double
    /// The right edge in pixels.
    public let right: Double
    /// The upper edge in pixels.
    public let top: Double
    /// The lower edge in pixels.
    public let bottom: Double

    /// Axes over these values, of positive length, in this rectangle of pixels.
    public init(
        x: ClosedRange<Double>, y: ClosedRange<Double>, left: Double, right: Double, top: Double, bottom: Double
    ) {
        self.x = x
        self.y = y
        self.left = left
        self.right = right
        self.top = top
        self.bottom = bottom
    }

    /// The point for two values, to a tenth of a pixel.
    public func place(_ valueX: Double, _ valueY: Double) -> (x: Double, y: Double) {
        let px = left + (valueX - x.lowerBound) / (x.upperBound - x.lowerBound) * (right - left)
        let py = bottom - (valueY - y.lowerBound) / (y.upperBound - y.lowerBound) * (bottom - top)
        return ((px * 10).rounded() / 10, (py * 10).rounded() / 10)
    }

    /// Frame, grid, ticks with numbers, and the names of the axes.
    public func elements(nameX: String, nameY: String) -> [String] {
        var lines: [String] = []
        for value in PlotFrame.ticks(x) {
            let px = place(value, y.lowerBound).x
            lines.append(grid(px, top, px, bottom))
            lines.append(SVGDrawing.text(px, bottom + 18, PlotFrame.label(value), anchor: .middle))
        }
        for value in PlotFrame.ticks(y) {
            let py = place(x.lowerBound, value).y
            lines.append(grid(left, py, right, py))
            lines.append(SVGDrawing.text(left - 8, py + 4, PlotFrame.label(value), anchor: .end))
        }
        lines.append(
            "<path d=\"M\(left) \(top)V\(bottom)H\(right)\" fill=\"none\" stroke=\"black\" stroke-width=\"1.2\"/>")
        lines.append(SVGDrawing.text((left + right) / 2, bottom + 42, nameX, anchor: .middle, size: 13))
        let middle = (top + bottom) / 2
        lines.append(
            "<text x=\"20\" y=\"\(middle)\" text-anchor=\"middle\" font-size=\"13\" "
                + "transform=\"rotate(-90 20 \(middle))\">\(SVGDrawing.escaped(nameY))</text>")
        return lines
    }

    private func grid(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
        "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" stroke=\"#dddddd\"/>"
    }

    /// Multiples of 1, 2 or 5 times a power of 10 in the range, at most eleven.
    static func ticks(_ range: ClosedRange<Double>) -> [Double] {
        let length = range.upperBound - range.lowerBound
        let power = pow(10, floor(log10(length / 10)))
        let step = [1, 2, 5, 10].map { $0 * power }.first { length / $0 <= 10 } ?? 10 * power
        let first = ceil(range.lowerBound / step)
        let count = Int(floor(range.upperBound / step) - first)
        guard count >= 0 else { return [] }
        return (0...count).map { (first + Double($0)) * step }
    }

    static func label(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\((value * 1000).rounded() / 1000)"
    }
}
