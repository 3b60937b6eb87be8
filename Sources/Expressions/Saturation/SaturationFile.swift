import EGraphs

/// A set of rules, terms to start from, and what is to be done with them, read from a text: equality saturation for
/// anyone's rules.
///
/// The text is a list of statements in parentheses; `;` starts a comment. A TERM is a word or `(OPERATOR TERM...)`, as
/// `(+ x 1)`; a PATTERN may have variables, which start with a question mark: `(* ?a (+ ?b ?c))`. Operators are not
/// declared: each keeps the number of arguments of its first use. A NAME is a word or a text in quotes.
///
///     (rule NAME LEFT RIGHT [:if (CONDITION ?v...)]... [:when (= ?v PATTERN)]... [:source "..."])
///         RIGHT is equal to LEFT wherever LEFT matches, each PATTERN matches in the class of its variable, and the
///         conditions are known to hold.
///     (birule NAME LEFT RIGHT ...)     the same in both directions; the second one is called "NAME reversed"
///     (ruleset NAME RULE...)           each RULE is the name of a rule or a (rule ...) or (birule ...)
///     (let NAME TERM)                  NAME stands for TERM in the whole file
///     (term TERM)                      a term to start from
///     (union TERM TERM [:fact "..."])  the two terms are equal
///     (fold ADD SUB MUL DIV)           the operators of exact rational arithmetic, `_` for none; numerals such as 2,
///                                      -3/4 and 0.5 are numbers then. Gives the conditions `is-constant ?x`,
///                                      `nonzero ?x`, `nonzero-or-unknown ?x`, `is-symbol ?x` (x has a leaf that is no
///                                      number) and `constant-or-other-symbol ?x ?y` (and x is not y).
///     (limits [:iterations n] [:nodes n] [:seconds x])
///         of the whole run; 30, 10000 and 5 where nothing is said
///     (schedule STEP...)               what is done in turn, (run) where nothing is said; a STEP is
///         (run [RULESET] [:iterations n] [:simple | :backoff [MATCHES BAN]])    all rules where no set is named
///         (repeat n STEP...)           at most n times, until a round changes nothing
///     (goal TERM TERM)                 stop as soon as all goals are reached: these are equal
///     (goal-match TERM PATTERN)        the pattern matches in the class of the term; the pattern is not added
///     (cost OPERATOR n k|forbidden)    the operator with n arguments costs k, others 1
///     (extract TERM [:by tree|dag|exact])
///         the cheapest term that is equal to TERM, shared subterms counted each time, once, or once and searched for
///         exactly (as far as a limit goes); dag is the default
///     (explain TERM TERM)              why the two are equal; the terms are not added
///
/// The terms of `term`, `union`, `goal`, `goal-match` and `extract` are in the e-graph before the first rule is used.
public struct SaturationFile: Sendable {
    /// A goal.
    public enum Goal: Hashable, Sendable, CustomStringConvertible {
        /// Two terms are equal.
        case equal(Pattern, Pattern)
        /// A pattern matches in the class of a term.
        case matches(Pattern, Pattern)

        /// As it is written in a file.
        public var description: String {
            switch self {
            case .equal(let left, let right): "(goal \(left) \(right))"
            case .matches(let term, let pattern): "(goal-match \(term) \(pattern))"
            }
        }
    }

    /// A stated equation.
    struct Fact: Hashable, Sendable {
        let name: String
        let left: Pattern, right: Pattern
    }

    /// A term to be extracted.
    struct Extraction: Sendable {
        let term: Pattern
        let word: String
        let method: ExtractionMethod
    }

    /// A step of the schedule.
    indirect enum Step: Sendable {
        /// Uses the rules of a set.
        case run(ruleSet: Int, iterations: Int?, RuleSchedule)
        /// Repeats steps.
        case repetition(Int, [Step])
    }

    /// A named set of rules, by their numbers.
    struct RuleSet: Sendable {
        let name: String
        let rules: [Int]
    }

    /// When the whole run stops at the latest.
    public var limits = SaturationLimits()
    /// All rules, in the order of the text.
    public internal(set) var rules: [RewriteRule] = []
    /// What is to be reached.
    public internal(set) var goals: [Goal] = []
    /// The terms to start from, in the order of the text.
    public internal(set) var terms: [Pattern] = []
    /// The first one has all rules.
    var ruleSets: [RuleSet] = []
    var schedule: [Step] = []
    var facts: [Fact] = []
    var operations: [String: ConstantFolding.Operation]?
    var cost = CostModel.descriptionLength
    var extractions: [Extraction] = []
    var explanations: [(left: Pattern, right: Pattern)] = []

    /// Reads a file.
    ///
    /// - Throws: `SaturationFileError` with the place of the first thing that is wrong. Cost: linear in the length, and
    ///   in the size of the terms with their definitions written out, of which each is limited.
    public init(parsing text: String) throws(SaturationFileError) {
        var parser = try SaturationFileParser(text)
        self = try parser.read()
    }

    init() {}
}
