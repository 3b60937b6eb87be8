import Arithmetic
import ContinuedFractions

/// An indexed space of polynomial continued fractions.
public struct FractionSpace: Space {
    /// How the fractions are made from an index.
    public enum Form: Sendable {
        /// All pairs of two boxes of coefficients: index = (index of a) · (count of b) + (index of b).
        case boxes(a: CoefficientBox, b: CoefficientBox)
        /// Two polynomials with parameters in ranges, the last parameter running fastest.
        case parametric(a: ParametricPolynomial, b: ParametricPolynomial, ranges: [ClosedRange<Int>])
    }

    /// The name of the space.
    public let name: String
    /// How the fractions are made.
    public let form: Form
    /// The number of indices.
    public let count: Int

    /// The space with this form; nil when its size does not fit `Int`.
    public init?(name: String, form: Form) {
        self.name = name
        self.form = form
        switch form {
        case .boxes(let a, let b):
            guard let x = a.count, let y = b.count else { return nil }
            let (product, overflow) = x.multipliedReportingOverflow(by: y)
            if overflow { return nil }
            count = product
        case .parametric(_, _, let ranges):
            guard let size = CoefficientBox(ranges).count else { return nil }
            count = size
        }
    }

    /// The fraction at `index`; nil when a or b is the zero polynomial, or when it is the mirror image (−a, b) of
    /// another index, whose value is the negative of this one's.
    public subscript(index: Int) -> PolynomialContinuedFraction? {
        let a: Polynomial<Integer>
        let b: Polynomial<Integer>
        switch form {
        case .boxes(let boxA, let boxB):
            let (i, j) = index.quotientAndRemainder(dividingBy: boxB.count ?? 1)
            a = boxA.polynomial(at: i)
            b = boxB.polynomial(at: j)
        case .parametric(let familyA, let familyB, let ranges):
            var rest = index
            var values = [Int](repeating: 0, count: ranges.count)
            for (position, range) in ranges.enumerated().reversed() {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: range.count)
                values[position] = range.lowerBound + remainder
                rest = quotient
            }
            a = familyA.polynomial(at: values)
            b = familyB.polynomial(at: values)
        }
        guard !a.isZero, !b.isZero else { return nil }
        return PolynomialContinuedFraction(a: a, b: b)
    }
}
