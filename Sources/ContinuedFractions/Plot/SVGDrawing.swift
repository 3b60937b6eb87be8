/// A drawing as SVG 1.1, complete in itself: a title, a white ground and elements in the order in which they were added.
public struct SVGDrawing: Sendable {
    /// The width in pixels.
    public let width: Double
    /// The height in pixels.
    public let height: Double
    private let title: String
    private var elements: [String] = []

    /// An empty drawing under `title` (plain text), which is also its heading.
    public init(width: Double, height: Double, title: String) {
        self.width = width
        self.height = height
        self.title = title
        // A heading that does not fit is cut; the title element keeps the whole.
        let heading = title.count > 90 ? title.prefix(89) + "…" : title
        elements.append(SVGDrawing.text(width / 2, 24, heading, anchor: .middle, size: 15))
    }

    /// Adds an element, which must be well-formed XML.
    public mutating func append(_ element: String) { elements.append(element) }

    /// Adds elements.
    public mutating func append(contentsOf elements: [String]) { self.elements += elements }

    /// The document. Equal drawings give the same text.
    public var document: String {
        let (w, h) = (Int(width), Int(height))
        let head = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(w)\" height=\"\(h)\" viewBox=\"0 0 \(w) \(h)\" "
                + "font-family=\"sans-serif\" font-size=\"12\">",
            "<title>\(SVGDrawing.escaped(title))</title>",
            "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
        ]
        return (head + elements + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    /// Where a text stands relative to its point.
    public enum Anchor: String, Sendable {
        case start, middle, end
    }

    /// A text element; the content is escaped.
    public static func text(
        _ x: Double, _ y: Double, _ content: some StringProtocol, anchor: Anchor, size: Int = 12
    ) -> String {
        "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor.rawValue)\" font-size=\"\(size)\">"
            + "\(escaped(content))</text>"
    }

    /// The text with the characters that XML reserves replaced, and control characters dropped.
    public static func escaped(_ text: some StringProtocol) -> String {
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
