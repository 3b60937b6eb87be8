import Arithmetic

/// A linear recurrence P₀(n) x(n) = P₁(n) x(n−1) + … + P_r(n) x(n−r), n ≥ r, with integer polynomials and 1 ≤ r ≤ 4.
///
/// A solution is given by its values x(0), …, x(r−1).
public struct LinearRecurrence: Hashable, Sendable {
    /// P₀, P₁, …, P_r.
    public let coefficients: [Polynomial<Integer>]

    /// The largest order r.
    public static let largestOrder = 4

    /// Why there is no such recurrence.
    public enum Malformed: Error, Sendable, Hashable, CustomStringConvertible {
        /// The number of polynomials does not lie in 2 … 5.
        case order(Int)
        /// P_r is 0: the order is smaller.
        case lastCoefficientVanishes
        /// P₀ vanishes at this index, where x(n) is not defined by the values before it.
        case singular(index: Integer)

        /// One line for the user.
        public var description: String {
            switch self {
            case .order(let count): "a recurrence needs 2 to \(largestOrder + 1) polynomials, not \(count)"
            case .lastCoefficientVanishes: "the last coefficient of the recurrence is 0: its order is smaller"
            case .singular(let index): "the leading coefficient of the recurrence vanishes at n = \(index)"
            }
        }
    }

    /// The recurrence with these polynomials P₀ … P_r.
    ///
    /// - Throws: `Malformed` when the order is not in 1 … 4, P_r = 0, or P₀ has an integer root n ≥ r.
    public init(_ coefficients: [Polynomial<Integer>]) throws(Malformed) {
        guard (2...LinearRecurrence.largestOrder + 1).contains(coefficients.count) else {
            throw .order(coefficients.count)
        }
        if coefficients[coefficients.count - 1].isZero { throw .lastCoefficientVanishes }
        if let index = coefficients[0].smallestIntegerRoot(atLeast: Integer(coefficients.count - 1)) {
            throw .singular(index: index)
        }
        self.coefficients = coefficients
    }

    /// The recurrence with polynomials that are known to be well formed.
    init(trusted coefficients: [Polynomial<Integer>]) { self.coefficients = coefficients }

    /// r.
    public var order: Int { coefficients.count - 1 }

    /// The matrix that takes (x(first−1), …, x(first−r)) to (x(last), …, x(last−r+1)) times ∏ P₀(n), exactly.
    ///
    /// Cost: O(r³ M(s) log m) by binary splitting for m steps and a result of s bits; the recursion is log₂ m deep.
    func steps(from first: Int, through last: Int) -> Matrix<Integer> {
        if first > last { return .identity(size: order) }
        if first == last {
            let values = coefficients.map { $0.evaluated(at: first) }
            return Matrix(size: order) { row, column in
                row == 0 ? values[column + 1] : (column == row - 1 ? values[0] : 0)
            }
        }
        let middle = first + (last - first) / 2
        return steps(from: middle + 1, through: last) * steps(from: first, through: middle)
    }

    /// x(n), x(n−1), …, x(n−r+1) times one common positive or negative factor, for the solution with these first values.
    ///
    /// - Precondition: `values` has r entries and n ≥ r − 1.
    func states(_ values: [Integer], at n: Int) -> [Integer] {
        precondition(values.count == order && n >= order - 1, "a solution needs as many values as the order")
        return steps(from: order, through: n).applied(to: values.reversed())
    }
}
