import Arithmetic

/// A truncated power series with a rigorous remainder: f(u) = Σ_{i<M} cᵢ uⁱ + ρ(u) u^M with |ρ(u)| ≤ ρ for 0 < u ≤ U.
///
/// This is a Taylor model in one variable (Makino and Berz, Int. J. Pure Appl. Math. 4, 2003) on the half-open interval
/// (0, U]. Coefficients are balls, so irrational ones are allowed; a coefficient that is *known* to vanish must be the
/// exact ball 0, since a ball that merely contains 0 would dominate as u → 0. All series that are combined have the
/// same order M and the same bound U.
struct RemainderSeries<Scalar: EnclosingScalar> {
    /// The coefficients c₀ … c_{M−1}.
    var coefficients: [Scalar]
    /// An exact upper bound of |ρ(u)|.
    var remainder: Ball

    /// The working precision of remainders in bits: they are bounds, a few digits suffice.
    static var boundPrecision: Int { 64 }

    /// The working precision in bits of coefficients of which only bounds are wanted.
    static var workingPrecision: Int { 128 }

    /// The order M.
    var order: Int { coefficients.count }

    /// f · g on (0, `bound`], to `precision` bits; coefficients below `first`, which the caller does not want, are left
    /// 0. Cost: M² multiplications.
    func multiplied(by other: RemainderSeries, from first: Int = 0, bound: Ball, precision: Int) -> RemainderSeries {
        product(other, from: first, bound: bound, precision: precision) { sum, x, y, bits in
            sum.addProduct(x, y, precision: bits)
        }
    }

    /// f · g for a real g.
    func multiplied(byReal other: RemainderSeries<Ball>, bound: Ball, precision: Int) -> RemainderSeries {
        product(other, from: 0, bound: bound, precision: precision) { sum, x, y, bits in
            sum.add(x.scaled(by: y, precision: bits), precision: bits)
        }
    }

    @inline(__always)
    private func product<Other: EnclosingScalar>(
        _ other: RemainderSeries<Other>, from first: Int, bound: Ball, precision: Int,
        addProduct: (inout Scalar, Scalar, Other, Int) -> Void
    ) -> RemainderSeries {
        let order = self.order
        let low = RemainderSeries<Ball>.boundPrecision
        var product = [Scalar](repeating: Scalar(), count: order)
        var overflow = Ball()
        // Σ_{i+j ≥ M} |cᵢ dⱼ| U^{i+j−M}, by Horner from the highest power down.
        for sum in stride(from: 2 * order - 2, through: order, by: -1) {
            var term = Scalar()
            for i in (sum - order + 1)..<order where !coefficients[i].isZero && !other.coefficients[sum - i].isZero {
                addProduct(&term, coefficients[i], other.coefficients[sum - i], low)
            }
            overflow = overflow.multiplied(by: bound, precision: low)
                .adding(term.upperBoundOfMagnitude, precision: low)
        }
        for i in 0..<order where !coefficients[i].isZero {
            for j in max(0, first - i)..<max(first - i, order - i, 0) where !other.coefficients[j].isZero {
                addProduct(&product[i + j], coefficients[i], other.coefficients[j], precision)
            }
        }
        var error = overflow
        error.addProduct(remainder, other.magnitudeBound(on: bound), precision: low)
        error.addProduct(other.remainder, magnitudeBound(on: bound), precision: low)
        return RemainderSeries(coefficients: product, remainder: error.upperBoundOfMagnitude)
    }

    /// f + g.
    func adding(_ other: RemainderSeries, precision: Int) -> RemainderSeries {
        RemainderSeries(
            coefficients: zip(coefficients, other.coefficients).map { x, y in
                var sum = x
                sum.add(y, precision: precision)
                return sum
            },
            remainder: remainder.adding(other.remainder, precision: RemainderSeries<Ball>.boundPrecision)
                .upperBoundOfMagnitude)
    }

    /// −f.
    func negated() -> RemainderSeries {
        RemainderSeries(coefficients: coefficients.map { $0.negated() }, remainder: remainder)
    }

    /// f · uᵏ, cut at the same order M; the terms cut off go into the remainder.
    func multiplied(byPower shift: Int, bound: Ball) -> RemainderSeries {
        if shift == 0 { return self }
        let low = RemainderSeries<Ball>.boundPrecision
        let kept = max(0, order - shift)
        var shifted = [Scalar](repeating: Scalar(), count: min(shift, order))
        shifted.append(contentsOf: coefficients[..<kept])
        var overflow = remainder.multiplied(by: bound.power(order - kept, precision: low), precision: low)
        for i in stride(from: order - 1, through: kept, by: -1) {
            let scale = bound.power(i - kept, precision: low)
            overflow.add(coefficients[i].upperBoundOfMagnitude.multiplied(by: scale, precision: low), precision: low)
        }
        // With kept = M − shift the lowest term cut off is c_kept u^{kept+shift}: when shift > M a factor remains.
        if shift > order {
            overflow = overflow.multiplied(by: bound.power(shift - order, precision: low), precision: low)
        }
        return RemainderSeries(coefficients: shifted, remainder: overflow.upperBoundOfMagnitude)
    }

    /// An enclosure of { (f(u) − Σ_{i<k} cᵢuⁱ) / uᵏ : 0 < u ≤ U }, by Horner from the top.
    func range(from k: Int, bound: Ball) -> Scalar {
        let low = RemainderSeries<Ball>.boundPrecision
        let interval = Ball(union: Ball(), bound, precision: low)
        var value = Scalar(radius: remainder)
        for i in stride(from: order - 1, through: k, by: -1) {
            value = value.scaled(by: interval, precision: low)
            value.add(coefficients[i], precision: low)
        }
        return value
    }

    /// An exact upper bound of |f| on (0, U].
    func magnitudeBound(on bound: Ball) -> Ball { range(from: 0, bound: bound).upperBoundOfMagnitude }
}
