/// A rewrite rule: wherever `left` matches and the conditions hold, `right` with the same substitution is equal to it.
///
/// Rules are data: conditions and computed operators are names, which the saturation that runs the rule gives a meaning.
public struct RewriteRule: Hashable, Sendable {
    /// What it is called in reports and proofs.
    public let name: String
    /// Where it is from: a theorem, a book, a number of the DLMF; may be empty.
    public let source: String
    /// What it looks for.
    public let left: Pattern
    /// What is equal to it.
    public let right: Pattern
    /// Patterns that must be present, too (multi-patterns), each in the class of a variable; they may bind further
    /// variables. The empty list makes a plain rule.
    public let premises: [Premise]
    /// What must be known of the substitution before the rule applies.
    public let conditions: [Condition]

    /// `term` must be in the class of `variable`.
    public struct Premise: Hashable, Sendable {
        /// A variable, bound by the left side or by another premise, or new.
        public let variable: String
        /// The pattern that must match in its class.
        public let term: Pattern

        /// `term` in the class of `variable`.
        public init(variable: String, term: Pattern) {
            self.variable = variable
            self.term = term
        }
    }

    /// A named predicate on bound variables, as `nonzero ?x`.
    public struct Condition: Hashable, Sendable, CustomStringConvertible {
        /// The name under which its meaning is registered.
        public let name: String
        /// The variables that it is about.
        public let variables: [String]

        /// name(variables…).
        public init(_ name: String, _ variables: [String]) {
            self.name = name
            self.variables = variables
        }

        /// As an s-expression.
        public var description: String { "(\(name)\(variables.map { " ?" + $0 }.joined()))" }
    }

    /// Why a rule makes no sense.
    public enum Defect: Error, Hashable, Sendable, CustomStringConvertible {
        /// The right side or a condition has a variable that nothing binds.
        case unboundVariable(String, rule: String)
        /// A condition has no registered meaning.
        case unknownCondition(String, rule: String)

        /// One line.
        public var description: String {
            switch self {
            case .unboundVariable(let name, let rule): "rule '\(rule)': the variable ?\(name) is not bound"
            case .unknownCondition(let name, let rule): "rule '\(rule)': unknown condition '\(name)'"
            }
        }
    }

    /// A rule.
    ///
    /// - Throws: `Defect` when the right side or a condition has a variable that neither the left side nor a premise
    ///   binds. A left side that is a bare variable matches every class.
    public init(
        _ name: String, _ left: Pattern, _ right: Pattern, premises: [Premise] = [], conditions: [Condition] = [],
        source: String = ""
    ) throws(Defect) {
        var bound = Set(left.variables)
        var equations: [(String, String)] = []
        for premise in premises {
            if case .variable(let other) = premise.term {
                equations.append((premise.variable, other))
            } else {
                bound.formUnion([premise.variable] + premise.term.variables)
            }
        }
        // A premise that is a variable binds each of the two by the other.
        for _ in equations {
            for (x, y) in equations where bound.contains(x) || bound.contains(y) { bound.formUnion([x, y]) }
        }
        for variable in right.variables + conditions.flatMap(\.variables) + equations.map(\.0)
        where !bound.contains(variable) {
            throw .unboundVariable(variable, rule: name)
        }
        self.name = name
        self.source = source
        self.left = left
        self.right = right
        self.premises = premises
        self.conditions = conditions
    }
}
