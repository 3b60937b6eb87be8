import Arithmetic
import ContinuedFractions
import Expressions

/// A family of continued fractions with parameters, all of whose known members have limits in one constant.
///
/// It is a conjecture made from its members and tested on others: `status` says on how many and to how many digits; it is
/// never called true.
public struct ParametricFamily: Sendable {
    /// One fraction of the family.
    public struct Member: Sendable {
        /// Its parameters.
        public let parameters: [Int]
        /// The fraction.
        public let fraction: PolynomialContinuedFraction
        /// The limit is this map of the constant.
        public let map: MobiusMap
        /// Whether it was not among the fractions from which the family was made.
        public let isPredicted: Bool
    }

    /// What is known of the limits.
    public enum Limit: Sendable, Hashable {
        /// The limit as a formula in the parameters.
        case closed(String)
        /// The limit x of the first member, and x of a neighbour in the direction of each parameter as a formula in x and the
        /// parameters.
        case steps(origin: String, [Step])
        /// No formula in the parameters was found: each limit by itself is a Möbius image of the constant.
        case separate

        /// x at parameter + 1 as a formula in x.
        public struct Step: Sendable, Hashable {
            /// The parameter.
            public let parameter: String
            /// The formula.
            public let formula: String
        }
    }

    /// The name of the constant.
    public let constant: String
    /// The text `pcf(a, b)` in n and the parameters.
    public let text: String
    /// The names of the parameters, which are integers, and their ranges over all members.
    public let parameters: [(name: String, range: ClosedRange<Int>)]
    /// The members from which the family was made, and those that it predicted.
    public let members: [Member]
    /// The limits.
    public let limit: Limit
    /// Parameters at which the limit is rational: allowed by a Möbius image, but no member.
    public let degenerate: [[Int]]
    /// The digits to which all members agree with their closed forms.
    public let digits: Int
    /// The parameters that only shift the index or multiply by a constant: along them all members have one canonical form.
    public let trivialParameters: [String]
    /// The largest difference of the measured δ of a predicted member from the range of those it was predicted from;
    /// nil when it was not measured.
    public let deltaDeviation: Double?
    /// The formula of the simplest member when it was proved.
    public let provedMember: String?

    /// Whether all of it follows from one member by equivalence and index shift.
    public var isTrivial: Bool { trivialParameters.count == parameters.count }
    /// The number of predicted members.
    public var predictedCount: Int { members.count { $0.isPredicted } }

    /// What is known, in words.
    public var status: String {
        let trivial = isTrivial ? "; trivial: equal up to equivalence and index shift" : ""
        return "agrees on \(members.count) members, \(predictedCount) of them predicted, to \(digits) digits\(trivial)"
    }

    /// The family as an equation.
    public var formula: String {
        switch limit {
        case .closed(let value): return "\(text) = \(value)"
        case .steps(let origin, let steps):
            let names = parameters.map(\.name)
            let at = names.joined(separator: ", ")
            let zero = members.first.map { $0.parameters.map(String.init).joined(separator: ", ") } ?? ""
            let rules = steps.map { step in
                let next = names.map { $0 == step.parameter ? "\($0) + 1" : $0 }.joined(separator: ", ")
                return "x(\(next)) = \(step.formula)"
            }
            return (["\(text) = x(\(at))", "x(\(zero)) = \(origin)"] + rules).joined(separator: ", ")
        case .separate: return "\(text) = (p + q*\(constant))/(r + s*\(constant)), p, q, r, s rational for each member"
        }
    }
}
