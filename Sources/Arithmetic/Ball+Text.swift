internal import CMath

extension Ball: CustomStringConvertible {
    /// The number of significant decimal digits that the radius proves, at least 0; `Int.max` for an exact ball.
    public var provenDigits: Int {
        if isExact { return Int.max }
        guard isFinite else { return 0 }
        // Arb's relative accuracy is an integer number of bits; one digit less covers its rounding.
        return max(0, Int((Double(accuracyBits) * 0.301029995663981).rounded(.down)))
    }

    /// The value in decimal with at most `digits` significant digits, only those that the radius proves.
    ///
    /// Each printed digit is right within one unit of the last printed place, as in `arb_get_str` with the radius
    /// omitted. A ball without a proven digit prints as a bracket `[± 1.2e-30]`.
    public func decimalString(digits: Int) -> String { text(digits: digits, flags: CM_ARB_STR_NO_RADIUS) }

    /// The value as `[midpoint ± radius]` with at most `digits` digits of the midpoint.
    public func descriptionWithRadius(digits: Int) -> String { text(digits: digits, flags: 0) }

    /// The radius rounded up to three digits, `0` for an exact ball.
    public var radiusString: String {
        if isExact { return "0" }
        guard isFinite else { return "inf" }
        // A radius is printed rounded up: enlarge by one part in a thousand before Arb rounds to nearest.
        let bound = radius.multiplied(by: 1002, precision: 60).divided(by: Ball(1000), precision: 60)
        return bound.text(digits: 3, flags: CM_ARB_STR_NO_RADIUS)
    }

    /// The proven digits, at most 20.
    public var description: String { decimalString(digits: 20) }

    private func text(digits: Int, flags: UInt) -> String {
        guard isFinite else { return "nan" }
        return read { x in
            guard let text = arb_get_str(x, max(1, digits), flags) else { return "nan" }
            defer { cm_flint_free(text) }
            return String(cString: text)
        }
    }

    /// Reads a decimal number such as `3.25`, `-1e-3`, or an enclosure `[0.9159 +/- 1e-4]`, to `precision` bits.
    ///
    /// The result contains the number that was written; nil when `text` is not a number.
    public init?(_ text: String, precision: Int) {
        var failed = true
        self.init { z in failed = arb_set_str(z, text, precision) != 0 }
        if failed { return nil }
    }
}
