import Arithmetic
import Foundation

/// The numbers α + β c for a constant c and |α|, |β| ≤ R, one of each pair ±x and without 0, ascending by modulus.
struct LinearForms: Sendable {
    /// One number.
    struct Form: Sendable {
        /// |α + β c|, correctly rounded up to an ulp whatever cancels.
        let modulus: Double
        /// The coefficients, with α + β c > 0.
        let alpha: Int32, beta: Int32
        /// gcd(α, β).
        let content: Int32
    }

    /// All forms.
    let forms: [Form]

    /// The forms of a constant, known to more digits than two doubles hold.
    init(constant: Ball, bound: Int) {
        // c = high + low to 106 bits; then α + β·high is exact up to one rounding, since β·high splits exactly.
        let high = constant.doubleEstimate
        let low = constant.subtracting(Ball(high), precision: 128).doubleEstimate
        var forms: [Form] = []
        forms.reserveCapacity((2 * bound + 1) * (2 * bound + 1) / 2)
        for alpha in 0...bound {
            for beta in (alpha == 0 ? 1 : -bound)...bound {
                let product = Double(beta) * high
                let error = (-product).addingProduct(Double(beta), high)
                // Knuth's exact sum of α and the product.
                let sum = Double(alpha) + product
                let part = sum - Double(alpha)
                let rest = (Double(alpha) - (sum - part)) + (product - part)
                let value = sum + (rest + error + Double(beta) * low)
                if value == 0 { continue }
                let sign: Int32 = value < 0 ? -1 : 1
                forms.append(
                    Form(
                        modulus: abs(value), alpha: sign * Int32(alpha), beta: sign * Int32(beta),
                        content: LinearForms.gcd(Int32(alpha), Int32(abs(beta)))))
            }
        }
        self.forms = forms.sorted {
            ($0.modulus, $0.alpha, $0.beta) < ($1.modulus, $1.alpha, $1.beta)
        }
    }

    /// The number of forms for a bound.
    static func count(bound: Int) -> Int { ((2 * bound + 1) * (2 * bound + 1) - 1) / 2 }

    static func gcd(_ x: Int32, _ y: Int32) -> Int32 {
        var (x, y) = (x, y)
        while y != 0 { (x, y) = (y, x % y) }
        return x
    }
}
