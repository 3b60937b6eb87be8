import Arithmetic
import ContinuedFractions

/// All recurrences u(n) = c₁(n) u(n−1) + … + c_r(n) u(n−r) with polynomials from r coefficient boxes, r = 2, 3 or 4.
///
/// The index is that of c₁ times the count of the others and so on; c_r runs fastest.
public struct RecurrenceSpace: Space {
    /// Why there is no such space.
    public enum Malformed: Error, Sendable, Hashable, CustomStringConvertible {
        /// There are not 2 to 4 boxes.
        case order(Int)
        /// A box has no coefficient range.
        case emptyBox(position: Int)
        /// The number of recurrences does not fit a word.
        case tooLarge
        /// The last box has too many polynomials to be tabulated.
        case lastBoxTooLarge(count: Int)

        /// One line for the user.
        public var description: String {
            switch self {
            case .order(let count): "a space of recurrences needs 2 to 4 boxes of coefficients, not \(count)"
            case .emptyBox(let position): "the box of c\(position + 1) has no coefficients"
            case .tooLarge: "the space of recurrences has more elements than a 63-bit index can count"
            case .lastBoxTooLarge(let count):
                "the box of the last coefficient has \(count) polynomials; at most \(largestLastBox) can be tabulated"
            }
        }
    }

    /// The largest number of polynomials c_r.
    public static let largestLastBox = 1 << 22
    /// The boxes of c₁, …, c_r.
    public let boxes: [CoefficientBox]
    /// The number of indices.
    public let count: Int
    /// The number of indices for each row of c₁ … c_{r−1}.
    public let lastCount: Int

    /// The space of these boxes.
    ///
    /// - Throws: `Malformed`.
    public init(_ boxes: [CoefficientBox]) throws(Malformed) {
        guard (2...4).contains(boxes.count) else { throw .order(boxes.count) }
        for (position, box) in boxes.enumerated() where box.ranges.isEmpty { throw .emptyBox(position: position) }
        var product = 1
        for box in boxes {
            guard let size = box.count else { throw .tooLarge }
            let (value, overflow) = product.multipliedReportingOverflow(by: size)
            if overflow { throw .tooLarge }
            product = value
        }
        let last = boxes[boxes.count - 1].count ?? 0
        if last > RecurrenceSpace.largestLastBox { throw .lastBoxTooLarge(count: last) }
        self.boxes = boxes
        count = product
        lastCount = last
    }

    /// r.
    public var order: Int { boxes.count }

    /// The recurrence at `index`; nil when c_r = 0, or when it consists of interlaced recurrences of lower order.
    public subscript(index: Int) -> MonicRecurrence? {
        var rest = index
        var coefficients: [Polynomial<Integer>] = []
        for box in boxes.reversed() {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: box.count ?? 1)
            coefficients.append(box.polynomial(at: remainder))
            rest = quotient
        }
        guard let recurrence = try? MonicRecurrence(coefficients.reversed()), recurrence.interlacing == 1 else {
            return nil
        }
        return recurrence
    }
}
