internal import CMath

extension Integer: CustomStringConvertible, LosslessStringConvertible, Codable {
    /// Reads an optional sign and at least one digit of base `radix` (digits and letters of either case).
    ///
    /// Returns nil for anything else: white space, separators and prefixes such as `0x` are not accepted.
    /// Cost: quasi-linear in the length.
    ///
    /// - Precondition: `radix` is in 2 ... 36.
    public init?(_ text: some StringProtocol, radix: Int) {
        precondition((2...36).contains(radix), "a radix must be in 2 ... 36")
        var digits = Array(text.utf8)
        let negative = digits.first == UInt8(ascii: "-")
        if negative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard !digits.isEmpty, digits.allSatisfy({ Integer.digitValue($0) < radix }) else { return nil }
        digits.append(0)
        let storage = IntegerStorage.make()
        let status = digits.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { __gmpz_set_str(storage.mpz, $0.baseAddress, Int32(radix)) }
        }
        guard status == 0 else { return nil }
        if negative { cm_mpz_neg(storage.mpz, storage.mpz) }
        self.init(adopting: storage)
    }

    /// Reads a decimal integer; nil when `text` is not one.
    public init?(_ text: String) { self.init(text, radix: 10) }

    private static func digitValue(_ byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 10
        default: Int.max
        }
    }

    /// The decimal digits, with a leading `-` when negative.
    public var description: String { description(radix: 10) }

    /// The digits in base `radix`, lower case. Cost: quasi-linear in the number of digits.
    ///
    /// - Precondition: `radix` is in 2 ... 36.
    public func description(radix: Int) -> String {
        precondition((2...36).contains(radix), "a radix must be in 2 ... 36")
        guard let big else { return String(small, radix: radix) }
        guard let text = __gmpz_get_str(nil, Int32(radix), big.mpz) else { return "" }
        defer { cm_mpz_free_text(text) }
        return String(cString: text)
    }

    /// Decodes the decimal text that `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Integer(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not an integer"))
        }
        self = value
    }

    /// Encodes the value as decimal text, so that no digit is lost in formats with floating-point numbers.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
