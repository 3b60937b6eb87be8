/// A proof that two terms are equal: a list of rewrite steps from the one to the other.
///
/// Everything is shared: terms, positions, and the instances of rules, so that the size of a proof is that of its list of
/// steps, however large the terms are. Equalities that a step rests on (premises of multi-patterns, and parts that would
/// make the list too long if they were repeated) are chains of their own, each before the first that uses it; the last
/// chain is the proof. `ProofChecker` decides whether it is one.
public struct Explanation: Sendable {
    /// A place in a term, as a node of the tree of all places.
    public struct Position: Hashable, Sendable {
        /// The place above; the root is above itself.
        public var parent: Int
        /// Which child of the place above it is.
        public var child: Int

        /// The place of a child.
        public init(parent: Int, child: Int) {
            self.parent = parent
            self.child = child
        }
    }

    /// Why an equation holds.
    public enum Reason: Hashable, Sendable {
        /// It is an instance of the rule with this number in `rules`.
        case rule(Int)
        /// The caller stated it under this name, which may be empty.
        case fact(String)
        /// It was shown by the chain with this number.
        case chain(Int)
    }

    /// An equation between two terms with its reason: what a step applies.
    public struct Application: Sendable {
        /// Why it holds.
        public var reason: Reason
        /// The left side, of a rule the instance of its left side.
        public var left: Int
        /// The right side.
        public var right: Int
        /// The variables of the rule and what stands for them.
        public var substitution: [Binding]
        /// For each premise of the rule the chain from the term of its variable to the instance of its pattern.
        public var premises: [Int]
    }

    /// What stands for a variable.
    public struct Binding: Hashable, Sendable {
        /// The name of the variable.
        public var variable: String
        /// The index of the term.
        public var term: Int
    }

    /// One rewrite: at one place, one side of an equation becomes the other.
    public struct Step: Hashable, Sendable {
        /// The place, an index into `positions`.
        public var position: Int
        /// The equation, an index into `applications`.
        public var application: Int
        /// Whether the left side becomes the right side.
        public var isLeftToRight: Bool
    }

    /// A list of rewrites between two terms.
    public struct Chain: Sendable {
        /// The index of the first term.
        public var start: Int
        /// The index of the last term.
        public var end: Int
        /// How to come from the one to the other.
        public var steps: [Step]
    }

    /// All terms.
    public internal(set) var terms = ProofTerms()
    /// All places; the first is the root.
    public var positions = [Position(parent: 0, child: 0)]
    /// The rules that are used.
    public var rules: [RewriteRule] = []
    /// The equations that are used.
    public var applications: [Application] = []
    /// Lemmas in the order of their use, and the proof at the end.
    public var chains: [Chain] = []
    /// The number of steps before anything was shortened, of lemmas at each of their uses; `UInt64.max` when larger.
    public internal(set) var originalLength: UInt64 = 0

    init() {}

    /// The rewrite steps of the proof.
    public var steps: [Step] { chains.last?.steps ?? [] }

    /// The number of steps, those of lemmas counted once.
    public var length: Int { chains.reduce(0) { $0 + $1.steps.count } }

    /// The first term.
    public var start: ProofTerm { ProofTerm(terms, chains.last?.start ?? 0) }

    /// The last term.
    public var end: ProofTerm { ProofTerm(terms, chains.last?.end ?? 0) }

    /// The child indices from the root to a place.
    public func path(to position: Int) -> [Int] {
        var path: [Int] = []
        var place = position
        while place != 0 {
            path.append(positions[place].child)
            place = positions[place].parent
        }
        return path.reversed()
    }

    /// The whole terms of a chain: its start and what each step makes of it. Cost: for each step the length of its place.
    public func wholeTerms(of chain: Chain) -> [ProofTerm] {
        var all = terms
        var indices = [chain.start]
        var whole = chain.start
        for step in chain.steps {
            let application = applications[step.application]
            let path = path(to: step.position)
            var spine = [whole]
            for i in path { spine.append(all.child(spine[spine.count - 1], i)) }
            whole = step.isLeftToRight ? application.right : application.left
            for (above, i) in zip(spine.dropLast().reversed(), path.reversed()) {
                whole = all.replacing(child: i, of: above, by: whole)
            }
            indices.append(whole)
        }
        return indices.map { ProofTerm(all, $0) }
    }
}

/// Why there is no explanation.
public enum ExplanationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such node.
    case unknownNode(EClassID)
    /// A term to be explained has a variable.
    case variable(String)
    /// A term with this operator is not in the e-graph.
    case unknownTerm(String)
    /// The two terms are not known to be equal.
    case notEqual(EClassID, EClassID)
    /// Even with lemmas the proof has more steps than allowed.
    case tooLong(limit: Int)
    /// The record of unions contradicts itself: an error in the engine.
    case brokenRecord

    /// One line.
    public var description: String {
        switch self {
        case .unknownNode(let node): "there is no node \(node)"
        case .variable(let name): "a term to be explained has the variable ?\(name)"
        case .unknownTerm(let name): "a term with the operator '\(name)' is not in the e-graph"
        case .notEqual(let x, let y): "\(x) and \(y) are not known to be equal"
        case .tooLong(let limit): "the proof has more than \(limit) steps"
        case .brokenRecord: "the reasons of unions contradict each other"
        }
    }
}
