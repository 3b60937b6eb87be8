import Arithmetic

extension UncertainNumber {
    /// Reads a decimal: `0.9159655`, `-1.23e-5`, `0.91596559(3)`, `0.9159 +/- 2e-4` or `0.9159±2e-4`, with `…` or `...`
    /// after the digits when they go on.
    ///
    /// Without an uncertainty the number lies within one unit of the last digit. An uncertainty in parentheses counts
    /// units of the last digits, as physicists write it; it is taken as a bound of the error.
    ///
    /// - Parameter error: a bound of the absolute error, in place of what the digits say.
    /// - Returns: nil when the text does not begin like a decimal (a sign, digits and a point or an exponent): it may
    ///   then be a term of the formula language.
    /// - Throws: `UncertainNumberError`: `malformed`, `contradictory` when the error is 0 or not less than the number,
    ///   `noDigits` for 0.
    public init?(decimal text: String, error: Rational? = nil) throws(UncertainNumberError) {
        var reader = DecimalReader(text)
        guard let reading = try reader.read() else { return nil }
        if let error, reading.error != nil {
            throw .contradictory("the error is given twice: \(error) and in '\(text)'")
        }
        let bound = error ?? reading.error ?? reading.unit
        guard bound.signum() > 0 else {
            throw .contradictory("an error of 0 says that the number is exact: write it as a fraction")
        }
        if reading.value.isZero { throw .noDigits("no digit of the number but 0 is known") }
        guard bound < reading.value.magnitude else {
            throw .contradictory("an error of \(DecimalReader.scientific(bound)) is not less than the number itself")
        }
        let bits = reading.digits * 4 + 64
        let ball = Ball(midpoint: Ball(reading.value, precision: bits), radius: Ball(bound, precision: 64))
        try self.init(enclosure: ball)
    }
}

/// Reads the parts of a decimal with an uncertainty.
struct DecimalReader {
    /// What was read.
    struct Reading {
        let value: Rational
        /// One unit of the last digit.
        let unit: Rational
        /// The error as written.
        let error: Rational?
        /// The number of digits written.
        let digits: Int
    }

    /// Exponents beyond this are refused.
    private static let largestExponent = 100_000
    private let characters: [Character]
    private var position = 0

    init(_ text: String) {
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        characters = Array(trimmed.replacing("−", with: "-"))
    }

    private var current: Character? { position < characters.count ? characters[position] : nil }

    private func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    private mutating func digits() -> String {
        var result = ""
        while let character = current, isDigit(character) {
            result.append(character)
            position += 1
        }
        return result
    }

    private mutating func skip(_ text: String) -> Bool {
        let wanted = Array(text)
        guard position + wanted.count <= characters.count,
            Array(characters[position..<position + wanted.count]) == wanted
        else { return false }
        position += wanted.count
        return true
    }

    private mutating func sign() -> Int {
        if skip("-") { return -1 }
        _ = skip("+")
        return 1
    }

    mutating func read() throws(UncertainNumberError) -> Reading? {
        let sign = sign()
        let whole = digits()
        var fraction = ""
        let hasPoint = current == "." && !startsEllipsis
        if hasPoint {
            position += 1
            fraction = digits()
        }
        guard !(whole + fraction).isEmpty else { return nil }
        // An integer is exact, and a term begins otherwise.
        let isDecimal = hasPoint || current == "e" || current == "E" || current == "(" || startsEllipsis
        guard isDecimal || startsError else { return nil }
        let continues = skip("…") || skip("...")
        var units: Integer?
        if !continues, current == "(" {
            position += 1
            let start = position
            let inner = digits()
            guard !inner.isEmpty, current == ")" else {
                throw .malformed(
                    column: (inner.isEmpty ? start : position) + 1,
                    expected: inner.isEmpty ? "digits of the uncertainty" : "')' after the uncertainty")
            }
            position += 1
            units = Integer(inner)
        }
        let exponent = try exponent()
        let scale = Rational(10).power(exponent - fraction.count)
        guard let mantissa = Integer(whole + fraction) else { return nil }
        var error = units.map { Rational($0) * scale }
        _ = skip(" ")
        if skip("+/-") || skip("±") {
            guard units == nil else { throw .contradictory("the error is given twice") }
            _ = skip(" ")
            let start = position
            guard let bound = Rational(String(characters[start...])) else {
                throw .malformed(column: start + 1, expected: "the error as a decimal")
            }
            position = characters.count
            error = bound
        }
        guard position == characters.count else {
            // A term such as 0.5*pi.
            if units == nil, error == nil, !continues { return nil }
            throw .malformed(column: position + 1, expected: "the end of the number")
        }
        return Reading(
            value: Rational(sign < 0 ? -mantissa : mantissa) * scale, unit: scale, error: error,
            digits: whole.count + fraction.count)
    }

    private var startsEllipsis: Bool {
        current == "…"
            || (position + 2 < characters.count && characters[position...position + 2].allSatisfy { $0 == "." })
    }

    private var startsError: Bool {
        var next = self
        _ = next.skip(" ")
        return next.skip("+/-") || next.skip("±")
    }

    /// `e-5`; without one 0. An `e` that no digits follow begins a term.
    private mutating func exponent() throws(UncertainNumberError) -> Int {
        guard current == "e" || current == "E" else { return 0 }
        let start = position
        position += 1
        let sign = sign()
        let text = digits()
        guard !text.isEmpty else {
            position = start
            return 0
        }
        guard let value = Int(text), value <= DecimalReader.largestExponent else {
            throw .malformed(
                column: start + 1, expected: "an exponent of at most \(DecimalReader.largestExponent) in size")
        }
        return sign * value
    }

    /// A rational number as `3e-8`, for messages.
    static func scientific(_ value: Rational) -> String {
        Ball(value, precision: 64).decimalString(digits: 3)
    }
}
