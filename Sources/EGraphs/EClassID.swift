/// The name of an e-class in one term store: a 32-bit index.
///
/// Identifiers are given in the order of insertion, so a child's is always smaller than its parent's at insertion.
@frozen
public struct EClassID: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
    /// The index.
    public let index: UInt32

    /// The identifier with this index.
    @inlinable
    public init(index: UInt32) { self.index = index }

    /// Order of insertion.
    @inlinable
    public static func < (a: EClassID, b: EClassID) -> Bool { a.index < b.index }

    /// `#` and the index.
    public var description: String { "#\(index)" }
}
