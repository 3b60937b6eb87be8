/// A lattice basis in double precision, as the reduction of Lenstra, Lenstra and Lovász sees it: the triangular factor
/// of the basis, and the exact integer transformation that the reduction has applied to the rows.
///
/// The factor holds ⟨bᵢ, qⱼ⟩ for j ≤ i, where q₀, q₁, … is the orthonormal basis of Gram and Schmidt; a swap of two
/// neighbours is one plane rotation of it, which is stable, so that the factor is never computed anew from Gram
/// matrices. Before a swap only the pair itself is size-reduced ("effective" reduction, Ling and Howgrave-Graham 2007);
/// the other coefficients are reduced once a round. A swap then costs O(n) and not O(n²).
///
/// The entries of the transformation are integers below 2⁵³ in absolute value, so that doubles hold them exactly; the
/// reduction stops, with the state still exact, before one could exceed that. Each row carries its residuals behind its
/// entries: reals that are transformed along with it.
///
/// Only additions, multiplications, divisions and square roots of IEEE 754 are used, in a fixed order: the result is
/// the same on every machine.
struct TriangularLattice: ~Copyable {
    /// The number n of rows.
    let count: Int
    /// The number of residuals that a row carries.
    let residualCount: Int
    private let stride: Int
    /// factor[j · stride + i] = ⟨bᵢ, qⱼ⟩ for i ≥ j.
    private let factor: UnsafeMutablePointer<Double>
    /// rows[i · stride + j]: the transformation for j < n, the residuals from n on.
    private let rows: UnsafeMutablePointer<Double>
    /// Upper bounds of the entries of each row of the transformation.
    private let bounds: UnsafeMutablePointer<Double>
    private let column: UnsafeMutablePointer<Double>

    /// Lovász's constant δ.
    private static let delta = 0.99
    /// A coefficient above this is reduced; a little above 1/2, so that rounding cannot make a reduction repeat.
    private static let eta = 0.501
    /// Entries of the transformation stay below this, so that sums of two are exact.
    private static let largestEntry = 0x1p51

    /// The zero factor and the identical transformation, with all residuals 0.
    init(count: Int, residualCount: Int) {
        self.count = count
        self.residualCount = residualCount
        // Whole vectors of four doubles.
        stride = (count + residualCount + 3) & ~3
        factor = .allocate(capacity: count * stride)
        rows = .allocate(capacity: count * stride)
        bounds = .allocate(capacity: count)
        column = .allocate(capacity: stride)
        factor.initialize(repeating: 0, count: count * stride)
        rows.initialize(repeating: 0, count: count * stride)
        bounds.initialize(repeating: 1, count: count)
        column.initialize(repeating: 0, count: stride)
        resetTransformation()
    }

    /// An independent copy.
    init(copying other: borrowing TriangularLattice) {
        self.init(count: other.count, residualCount: other.residualCount)
        factor.update(from: other.factor, count: count * stride)
        rows.update(from: other.rows, count: count * stride)
        bounds.update(from: other.bounds, count: count)
    }

    deinit {
        factor.deallocate()
        rows.deallocate()
        bounds.deallocate()
        column.deallocate()
    }

    // MARK: Parts

    /// The entry of the transformation in row i, column j: an integer.
    @inline(__always)
    func entry(_ i: Int, _ j: Int) -> Int { Int(rows[i &* stride &+ j]) }

    /// Residual c of row i.
    @inline(__always)
    func residual(_ i: Int, _ c: Int) -> Double { rows[i &* stride &+ count &+ c] }

    /// Replaces residual c of row i.
    @inline(__always)
    func setResidual(_ i: Int, _ c: Int, _ value: Double) { rows[i &* stride &+ count &+ c] = value }

    /// An estimate of the length of bᵢ*, the part of row i orthogonal to the rows before it.
    func orthogonalLength(_ i: Int) -> Double { factor[i &* stride &+ i] }

    /// ⟨bᵢ, qⱼ⟩ for j ≤ i.
    @inline(__always)
    func coordinate(_ i: Int, _ j: Int) -> Double { factor[j &* stride &+ i] }

    /// The least of the estimates of |bᵢ*|: a lower bound, up to rounding, of the length of every lattice vector.
    var leastOrthogonalLength: Double {
        var least = Double.infinity
        for i in 0..<count { least = min(least, orthogonalLength(i)) }
        return least
    }

    /// An estimate of |bᵢ|².
    func squaredLength(_ i: Int) -> Double {
        var sum = 0.0
        for j in 0...i { sum += factor[j &* stride &+ i] * factor[j &* stride &+ i] }
        return sum
    }

    /// An upper bound of the entries of the transformation in absolute value.
    var largestBound: Double {
        var largest = 0.0
        for i in 0..<count { largest = max(largest, bounds[i]) }
        return largest
    }

    /// Whether the factor holds positive finite lengths: false after an overflow or for dependent rows.
    var isSound: Bool {
        for i in 0..<count where !(orthogonalLength(i) > 0 && orthogonalLength(i) < .infinity) { return false }
        return true
    }

    // MARK: Building the factor

    /// Makes the transformation identical; the factor and the residuals stay.
    func resetTransformation() {
        for i in 0..<count {
            for j in 0..<count { rows[i &* stride &+ j] = i == j ? 1 : 0 }
            bounds[i] = 1
        }
    }

    /// Makes the factor 0.
    func clearFactor() { factor.update(repeating: 0, count: count * stride) }

    /// Appends one more coordinate to every row of the basis, `weight` times the value that `coordinate` gives for it.
    /// Cost: n plane rotations, O(n²).
    func appendCoordinate(weight: Double = 1, _ coordinate: (Int) -> Double) {
        for i in 0..<count { column[i] = weight * coordinate(i) }
        for j in 0..<count where column[j] != 0 {
            let line = factor + j &* stride
            let (x, y) = (line[j], column[j])
            let length = (x * x + y * y).squareRoot()
            guard length > 0 else { continue }
            let (cosine, sine) = (x / length, y / length)
            var i = j
            while i < count {
                let (p, q) = (line[i], column[i])
                line[i] = cosine * p + sine * q
                column[i] = cosine * q - sine * p
                i &+= 1
            }
        }
    }

    /// Replaces the coordinates ⟨b, qⱼ⟩ of the last row b along the rows before it.
    func setLastRow(_ coordinate: (Int) -> Double) {
        for j in 0..<(count - 1) { factor[j &* stride &+ count &- 1] = coordinate(j) }
    }

    /// Replaces the length of the last row's part orthogonal to the rows before it.
    func setLastLength(_ length: Double) { factor[(count &- 1) &* (stride &+ 1)] = length }

    // MARK: Reduction

    /// The integer next to x, for |x| < 2⁵¹.
    @inline(__always)
    private static func nearest(_ x: Double) -> Double { (x + 0x1.8p52) - 0x1.8p52 }

    /// Swaps until Lovász's condition holds for all neighbours, then size-reduces every row; false when entries of the
    /// transformation would grow too large or the swaps do not end. The state is exact in either case.
    mutating func reduce() -> Bool {
        var k = 1
        // Far above what a round needs; reached only when rounding makes swaps undo each other.
        var budget = 400 &* count &* (count &+ 8)
        while k < count {
            let line = factor + (k &- 1) &* stride
            let (a, c, d) = (line[k &- 1], line[k], line[stride &+ k])
            let quotient = TriangularLattice.nearest(c / a)
            let b = c - quotient * a
            guard b * b + d * d < TriangularLattice.delta * a * a else {
                k &+= 1
                continue
            }
            let bound = bounds[k] + quotient.magnitude * bounds[k &- 1]
            if !(bound < TriangularLattice.largestEntry) {
                // Coefficients that were not reduced have grown: reduce them now and look again.
                guard sizeReduce() else { return false }
                let again = TriangularLattice.nearest(line[k] / line[k &- 1])
                guard bounds[k] + again.magnitude * bounds[k &- 1] < TriangularLattice.largestEntry else {
                    return false
                }
                budget &-= count
            } else {
                swap(k, subtracting: quotient)
                bounds[k] = bounds[k &- 1]
                bounds[k &- 1] = bound
                if k > 1 { k &-= 1 }
            }
            budget &-= 1
            guard budget > 0 else { return false }
        }
        return sizeReduce() && isSound
    }

    /// Subtracts quotient · b(k−1) from b(k) and swaps the two.
    @inline(__always)
    private func swap(_ k: Int, subtracting quotient: Double) {
        let above = k &- 1
        var pair = factor + above
        var j = 0
        while j < above {
            let (a, b) = (pair[0], pair[1])
            pair[0] = b - quotient * a
            pair[1] = a
            pair += stride
            j &+= 1
        }
        let upper = factor + above &* stride
        let lower = upper + stride
        let a = upper[above]
        let b = upper[k] - quotient * a
        let d = lower[k]
        let length = (b * b + d * d).squareRoot()
        let (cosine, sine) = (b / length, d / length)
        upper[above] = length
        upper[k] = a * cosine
        lower[k] = a * sine
        var i = k &+ 1
        while i < count {
            let (x, y) = (upper[i], lower[i])
            upper[i] = cosine * x + sine * y
            lower[i] = sine * x - cosine * y
            i &+= 1
        }
        let first = rows + above &* stride
        let second = first + stride
        i = 0
        while i < stride {
            let (x, y) = (first[i], second[i])
            first[i] = y - quotient * x
            second[i] = x
            i &+= 1
        }
    }

    /// Reduces every coefficient ⟨bₖ, qⱼ⟩ to at most |bⱼ*|/2 in absolute value, and makes the bounds tight; false when
    /// an entry of the transformation would grow too large.
    private func sizeReduce() -> Bool {
        tighten(0)
        var k = 1
        while k < count {
            var j = k &- 1
            while j >= 0 {
                let line = factor + j &* stride
                let (coefficient, length) = (line[k], line[j])
                if coefficient.magnitude > TriangularLattice.eta * length {
                    let quotient = TriangularLattice.nearest(coefficient / length)
                    guard subtract(quotient, times: j, from: k) else { return false }
                }
                j &-= 1
            }
            tighten(k)
            k &+= 1
        }
        return true
    }

    /// Subtracts quotient · b(j) from b(k) for j < k; false, with nothing changed, when the entries would grow too large.
    @inline(__always)
    private func subtract(_ quotient: Double, times j: Int, from k: Int) -> Bool {
        if !(bounds[k] + quotient.magnitude * bounds[j] < TriangularLattice.largestEntry) {
            tighten(k)
            guard bounds[k] + quotient.magnitude * bounds[j] < TriangularLattice.largestEntry else { return false }
        }
        bounds[k] += quotient.magnitude * bounds[j]
        var line = factor
        var i = 0
        while i <= j {
            line[k] -= quotient * line[j]
            line += stride
            i &+= 1
        }
        let target = rows + k &* stride
        let source = rows + j &* stride
        i = 0
        while i < stride {
            target[i] -= quotient * source[i]
            i &+= 1
        }
        return true
    }

    /// Sets the bound of row k to the largest entry of its transformation.
    @inline(__always)
    private func tighten(_ k: Int) {
        let row = rows + k &* stride
        var largest = 0.0
        for j in 0..<count {
            let size = row[j].magnitude
            largest = size > largest ? size : largest
        }
        bounds[k] = largest
    }
}
