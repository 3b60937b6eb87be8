import func Foundation.log2

/// Depth, number of tail terms and precision for a wanted accuracy in bits.
struct DiscPlan {
    private(set) var depth: Int
    private(set) var terms: Int
    private(set) var attempts = 0
    private let target: Int
    private let slow: Bool
    private var proofFailures = 0

    /// How many proofs and values are tried.
    static let attempts = 24

    init(_ shape: ComplexTailShape, target: Int) {
        self.target = target
        slow = shape.bitsPerTerm < 0.5
        let wanted = Double(target)
        if slow {
            depth = max(48, target * 2 * shape.exponents.ramification)
            terms = max(8, Int(wanted / (log2(Double(depth)) - 1)) * shape.exponents.ramification)
        } else {
            terms = 4 + min(24, target / 32)
            // Factorial convergence gains at least about log2 of the depth a term.
            let bits = shape.bitsPerTerm.isInfinite ? log2(wanted) : shape.bitsPerTerm
            let shallow = max(12, Int(wanted / bits))
            let tailBits = Double(terms) * max(0, log2(Double(shallow)) - 2)
            depth = max(12, Int((wanted - tailBits) / bits) + 6, min(terms * 2, shallow))
        }
    }

    var precision: Int { target + 64 + 8 * attempts + 2 * Int(log2(Double(depth + 1))) }

    var tailPrecision: Int { slow ? precision + 4 * terms : precision }

    mutating func deepenForProof() {
        attempts += 1
        proofFailures += 1
        depth += depth / 2 + 8
        if proofFailures % 6 == 5 { terms = max(3, terms * 2 / 3) }
    }

    mutating func improve() {
        attempts += 1
        depth += depth / 2
        if slow { terms += terms / 4 + 2 }
    }
}
