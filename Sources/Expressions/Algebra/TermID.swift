/// The name of a term in one `TermAlgebra`: a 32-bit index. Two terms of one algebra are equal exactly when their
/// names are.
///
/// Names are given in the order of construction, so an argument's is smaller than that of what it is an argument of.
@frozen
public struct TermID: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
    /// The index.
    public let index: UInt32

    @inlinable
    init(_ index: UInt32) { self.index = index }

    @inlinable
    init(_ index: Int) { self.index = UInt32(truncatingIfNeeded: index) }

    /// Order of construction.
    @inlinable
    public static func < (a: TermID, b: TermID) -> Bool { a.index < b.index }

    /// `#` and the index.
    public var description: String { "#\(index)" }
}
