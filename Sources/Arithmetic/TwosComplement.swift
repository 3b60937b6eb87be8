internal import CMath

/// Integers in two's complement, all of one length, from which windows of 128 bits are cut: floor(z / 2ᵏ) modulo 2¹²⁸.
///
/// A sum Σ mᵢ ⌊zᵢ/2ᵏ⌋ that is known to be small needs only these windows: the bits above cancel.
struct TwosComplement: ~Copyable {
    private let words: UnsafeMutablePointer<UInt64>
    private let length: Int
    private let count: Int
    /// Zero words below the binary point, so that windows may reach 128 bits below it.
    private static let wordsBelow = 2

    /// The integers `values`.
    init(_ values: [Integer]) {
        count = values.count
        var longest = 0
        for value in values { longest = max(longest, value.bitWidth) }
        length = longest / 64 + 1 + TwosComplement.wordsBelow
        words = .allocate(capacity: max(1, count * length))
        words.initialize(repeating: 0, count: max(1, count * length))
        for (i, value) in values.enumerated() { set(i, value) }
    }

    deinit { words.deallocate() }

    private func set(_ i: Int, _ value: Integer) {
        let line = words + (i * length + TwosComplement.wordsBelow)
        let used = length - TwosComplement.wordsBelow
        let isNegative = value.signum() < 0
        value.withMPZ { z in
            for w in 0..<min(used, __gmpz_size(z)) { line[w] = UInt64(__gmpz_getlimbn(z, w)) }
        }
        guard isNegative else { return }
        var carry = true
        for w in 0..<used {
            let (sum, overflow) = (~line[w]).addingReportingOverflow(carry ? 1 : 0)
            line[w] = sum
            carry = overflow
        }
    }

    /// floor(zᵢ / 2^shift) modulo 2¹²⁸, for shift ≥ −128.
    @inline(__always)
    func window(_ i: Int, shift: Int) -> UInt128 {
        let line = words + i &* length
        let position = shift &+ 64 &* TwosComplement.wordsBelow
        let word = position >> 6
        let bit = UInt64(position & 63)
        let fill: UInt64 = line[length &- 1] >> 63 == 1 ? ~0 : 0
        let a = word < length ? line[word] : fill
        let b = word &+ 1 < length ? line[word &+ 1] : fill
        let c = word &+ 2 < length ? line[word &+ 2] : fill
        if bit == 0 { return UInt128(b) << 64 | UInt128(a) }
        let low = a >> bit | b << (64 &- bit)
        let high = b >> bit | c << (64 &- bit)
        return UInt128(high) << 64 | UInt128(low)
    }
}
