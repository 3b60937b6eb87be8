import Arithmetic
import Expressions

/// An equation with a root at the number that was looked for, to all its digits.
public struct FoundEquation: Sendable {
    /// The side with x, which is the symbol `x`.
    public let left: Expression
    /// The side without x.
    public let right: Expression
    /// The closed form in x = closed form, when x stands once in `left`.
    public let solved: Expression?
    /// The sum of the weights of all symbols of the equation.
    public let complexity: Int
    /// The root of the equation, enclosed to more digits than the target has: there is exactly one in this ball.
    public let root: Ball
    /// The significant digits to which root and target agree: at most those of the target.
    public let digits: Int
    /// An estimate of log10 of the number of equations of this complexity or lower, of those tried, that would have a
    /// root in the interval of the target by chance. A caller claims an equation only when it is at most
    /// `IntegerRelation.acceptedCoincidence`.
    public let coincidence: Double
}

/// What a run of an `EquationSearch` found.
public struct EquationSearchResult: Sendable {
    /// Why the run ended.
    public enum End: Sendable, Hashable {
        /// An equation was found that is no coincidence.
        case claim
        /// Equations were found for as many numbers as wanted, or more hits than can be told apart.
        case enough
        /// The largest complexity or number of terms was reached.
        case exhausted
        /// The next level would take more memory than allowed.
        case memory
        /// The caller stopped it.
        case cancelled
    }

    /// One equation for each number found, the lowest complexity first.
    public let equations: [FoundEquation]
    /// The number of equations tried, left sides times right sides.
    public let pairsTried: Double
    /// Different terms with x: no two have the same value and derivative at the target.
    public let leftCount: Int
    /// Different terms without x: no two have the same value.
    public let rightCount: Int
    /// The complexity up to which left sides and right sides were enumerated.
    public let complexity: (left: Int, right: Int)
    /// Terms that were computed, duplicates included.
    public let candidateCount: Int
    /// Why the run ended.
    public let end: End
}

/// How far a run of an `EquationSearch` has come.
public struct EquationSearchProgress: Sendable {
    /// The complexity up to which left sides and right sides are enumerated and compared.
    public let complexity: (left: Int, right: Int)
    /// Different terms with and without x.
    public let count: (left: Int, right: Int)
    /// Equations found so far.
    public let equations: Int

    /// Equations tried so far.
    public var pairsTried: Double { Double(count.left) * Double(count.right) }
}
