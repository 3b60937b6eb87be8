extension Polynomial: CustomStringConvertible where Coefficient: CustomStringConvertible & Comparable {
    /// The polynomial in `x`; see `description(variable:)`.
    public var description: String { description(variable: "x") }

    /// Plain text from the highest power down, such as `34n^3 + 51n^2 + 27n + 5`, `-n + 1`, `(1/2)n^2`, `0`.
    public func description(variable: String) -> String {
        let zero = Coefficient(0)
        let one = Coefficient(1)
        var text = ""
        for index in coefficients.indices.reversed() where !coefficients[index].isZero {
            let coefficient = coefficients[index]
            let isNegative = coefficient < zero
            let magnitude = isNegative ? -coefficient : coefficient
            if text.isEmpty {
                text += isNegative ? "-" : ""
            } else {
                text += isNegative ? " - " : " + "
            }
            let digits = magnitude.description
            switch (index, magnitude == one) {
            case (0, _): text += digits
            case (_, true): break
            default: text += digits.contains("/") ? "(\(digits))" : digits
            }
            if index == 1 { text += variable }
            if index > 1 { text += "\(variable)^\(index)" }
        }
        return text.isEmpty ? "0" : text
    }
}
