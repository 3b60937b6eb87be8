import Foundation

/// Ways to write out a list of conjectures.
public enum ConjectureExport: String, Sendable, CaseIterable {
    /// One JSON object a line.
    case jsonLines = "jsonl"
    /// Comma-separated values with a header (RFC 4180).
    case csv
    /// A LaTeX document with one equation for each.
    case latex

    /// The text, ending with a line break.
    public func text(_ conjectures: [Conjecture]) -> String {
        switch self {
        case .jsonLines: return conjectures.map { $0.jsonLine + "\n" }.joined()
        case .csv:
            let header = "id,formula,status,digits,convergence_class,coincidence,novelty\n"
            return header
                + conjectures.map { record in
                    [
                        record.id, record.formula, record.status, "\(record.digits)", record.convergenceClass,
                        "\(record.coincidence)", record.novelty,
                    ].map(ConjectureExport.field).joined(separator: ",") + "\n"
                }.joined()
        case .latex:
            let lines = conjectures.map { "\\[ \($0.latex) \\]\n" }.joined()
            return "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n\(lines)\\end{document}\n"
        }
    }

    private static func field(_ text: String) -> String {
        text.contains { ",\"\n\r".contains($0) }
            ? "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" : text
    }
}
