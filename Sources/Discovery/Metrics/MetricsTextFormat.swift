import Foundation

/// Tables of metrics as text, one row a line: streamed out, and read back to equal rows.
public enum MetricsTextFormat: String, CaseIterable, Sendable {
    /// Comma-separated values by RFC 4180 with a header line; an infinite number is `inf` or `-inf`.
    case csv
    /// One JSON object a line with the columns as keys, missing values null, an infinite number the string `inf` or `-inf`.
    case jsonl

    /// The line before the rows, if there is one.
    public var header: String? {
        self == .csv ? MetricsColumn.allCases.map(\.rawValue).joined(separator: ",") : nil
    }

    /// A row as one line.
    public func line(_ row: MetricsRow) -> String {
        switch self {
        case .csv:
            MetricsColumn.allCases.map { MetricsTextFormat.field(row[$0]) }.joined(separator: ",")
        case .jsonl:
            "{"
                + MetricsColumn.allCases.map { "\"\($0.rawValue)\":\(MetricsTextFormat.json(row[$0]))" }
                .joined(separator: ",") + "}"
        }
    }

    /// The row of one line; nil when it is not a row of this format.
    public func row(_ line: String) -> MetricsRow? {
        switch self {
        case .csv:
            let fields = MetricsTextFormat.fields(line)
            guard let fields, fields.count == MetricsColumn.allCases.count else { return nil }
            let values = Dictionary(uniqueKeysWithValues: zip(MetricsColumn.allCases, fields))
            return MetricsRow { column in MetricsTextFormat.value(values[column] ?? "", column.kind) }
        case .jsonl:
            guard let values = try? JSONDecoder().decode([String: JSONField].self, from: Data(line.utf8)) else {
                return nil
            }
            return MetricsRow { column in values[column.rawValue]?.value(column.kind) ?? .missing }
        }
    }

    // MARK: CSV

    private static func field(_ value: MetricsValue) -> String {
        switch value {
        case .missing: ""
        case .integer(let integer): "\(integer)"
        case .real(let real): "\(real)"
        case .text(let text):
            text.contains(where: { ",\"\r\n".contains($0) })
                ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
        }
    }

    private static func value(_ text: String, _ kind: MetricsColumn.Kind) -> MetricsValue {
        if text.isEmpty { return .missing }
        switch kind {
        case .text: return .text(text)
        case .integer: return Int(text).map { .integer($0) } ?? .missing
        case .real: return Double(text).map { .real($0) } ?? .missing
        }
    }

    /// The fields of a line; nil when a quotation does not end.
    private static func fields(_ line: String) -> [String]? {
        var fields: [String] = []
        var current = ""
        var isQuoted = false
        var rest = Substring(line)
        while let character = rest.popFirst() {
            if isQuoted {
                if character != "\"" {
                    current.append(character)
                } else if rest.first == "\"" {
                    current.append(rest.removeFirst())
                } else {
                    isQuoted = false
                }
            } else if character == "\"" {
                isQuoted = true
            } else if character == "," {
                fields.append(current)
                current = ""
            } else {
                current.append(character)
            }
        }
        return isQuoted ? nil : fields + [current]
    }

    // MARK: JSON

    private static func json(_ value: MetricsValue) -> String {
        switch value {
        case .missing: return "null"
        case .integer(let integer): return "\(integer)"
        case .real(let real): return real.isFinite ? "\(real)" : "\"\(real)\""
        case .text(let text):
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
        }
    }

    private enum JSONField: Decodable {
        case null, text(String), integer(Int), real(Double)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let integer = try? container.decode(Int.self) {
                self = .integer(integer)
            } else if let real = try? container.decode(Double.self) {
                self = .real(real)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        func value(_ kind: MetricsColumn.Kind) -> MetricsValue {
            switch (self, kind) {
            case (.null, _): .missing
            case (.text(let text), .text): .text(text)
            case (.text(let text), .real): Double(text).map { .real($0) } ?? .missing
            case (.integer(let integer), .integer): .integer(integer)
            case (.integer(let integer), .real): .real(Double(integer))
            case (.real(let real), .real): .real(real)
            default: .missing
            }
        }
    }
}
