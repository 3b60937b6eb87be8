/// An amount of memory, as it is written in a specification: `512MiB`, `1GiB`, or a number of bytes.
public struct MemorySize: Sendable, Hashable, Codable {
    /// The number of bytes.
    public let bytes: Int

    /// One gibibyte.
    public static let gibibyte = MemorySize(bytes: 1 << 30)

    private static let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40)]

    /// This many bytes.
    public init(bytes: Int) { self.bytes = bytes }

    /// Reads a number of bytes, or a number followed by KiB, MiB, GiB or TiB; nil when the text is neither, or not above 0.
    public init?(_ text: String) {
        var factor = 1
        var digits = text[...]
        for (unit, size) in MemorySize.units where text.hasSuffix(unit) {
            factor = size
            digits = text.dropLast(unit.count)
        }
        while digits.last == " " { digits.removeLast() }
        guard let count = Int(digits), count > 0 else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        if overflow { return nil }
        bytes = product
    }

    /// Reads a text or a number of bytes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let size = MemorySize(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "memory is written 512MiB, 1GiB or in bytes, not '\(text)'")
        }
        self = size
    }

    /// Writes the number of bytes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("\(bytes)")
    }
}

extension MemorySize: CustomStringConvertible {
    /// The size in the largest unit that divides it.
    public var description: String {
        for (unit, size) in MemorySize.units.reversed() where bytes.isMultiple(of: size) {
            return "\(bytes / size)\(unit)"
        }
        return "\(bytes)"
    }
}
