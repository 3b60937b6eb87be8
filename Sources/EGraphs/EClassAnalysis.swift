/// Two terms were found equal whose known values exclude each other: the rules or facts are inconsistent.
public struct Contradiction: Error, Hashable, Sendable, CustomStringConvertible {
    /// The two terms; they are in one class, and `explain` says why.
    public let left: EClassID, right: EClassID
    /// What excludes what, in words.
    public let description: String

    /// A contradiction between the values of two terms.
    public init(left: EClassID, right: EClassID, _ description: String) {
        self.left = left
        self.right = right
        self.description = description
    }
}

/// Something that is known about every e-class and kept up to date while the e-graph grows.
///
/// An analysis is brought up to date after every rebuild; it may add nodes, unite classes and hide nodes, and is called
/// again until nothing changes. Several analyses run side by side and may read one another.
public protocol EClassAnalysis: AnyObject {
    /// What it is called in reports.
    var name: String { get }

    /// Advances whenever a value changes, so that conditions are looked at again.
    var version: Int { get }

    /// Brings the values up to date with a congruent e-graph; whether the e-graph was changed.
    ///
    /// - Throws: `Contradiction` when two values of one class exclude each other.
    func update(_ graph: inout EGraph) throws(Contradiction) -> Bool
}

/// The values of an analysis that is a meet-semilattice: what is known of a node follows from what is known of its
/// children, and what is known of equal nodes holds together (Willsey et al., egg, POPL 2021, section 4).
public protocol AnalysisDomain {
    /// What is known; equality must be cheap.
    associatedtype Value: Equatable

    /// What the analysis is called in reports.
    var name: String { get }

    /// The value of a node from those of its children (nil: nothing is known); nil when nothing follows.
    func value(of node: EClassID, in graph: borrowing EGraph, child: (Int) -> Value?) -> Value?

    /// What follows from both of two values of one class; nil when they exclude each other.
    func meet(_ x: Value, _ y: Value) -> Value?

    /// Draws a consequence of a new value of a class, such as adding the constant that it is equal to; whether the
    /// e-graph was changed. `witness` is a node of the class that the value was computed from.
    func apply(_ value: Value, to representative: EClassID, witness: EClassID, in graph: inout EGraph) -> Bool
}

extension AnalysisDomain {
    /// Nothing.
    public func apply(
        _ value: Value, to representative: EClassID, witness: EClassID, in graph: inout EGraph
    ) -> Bool { false }
}
