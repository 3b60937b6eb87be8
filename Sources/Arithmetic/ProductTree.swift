/// Combines leaf(lower), leaf(lower + 1), …, leaf(upper − 1) in this order by a balanced tree (binary splitting).
///
/// `combine` must be associative; it is called on neighbouring blocks of nearly equal length, so that products of
/// growing numbers cost quasi-linear time. The depth of recursion is ⌈log2(upper − lower)⌉.
///
/// - Precondition: `lower` < `upper`.
@inlinable
public func productTree<Element, Failure: Error>(
    from lower: Int, to upper: Int, leaf: (Int) throws(Failure) -> Element,
    combine: (Element, Element) throws(Failure) -> Element
) throws(Failure) -> Element {
    precondition(lower < upper, "a product tree needs at least one leaf")
    switch upper &- lower {
    case 1: return try leaf(lower)
    case 2: return try combine(leaf(lower), leaf(lower &+ 1))
    default:
        let middle = lower &+ (upper &- lower) / 2
        let left = try productTree(from: lower, to: middle, leaf: leaf, combine: combine)
        let right = try productTree(from: middle, to: upper, leaf: leaf, combine: combine)
        return try combine(left, right)
    }
}
