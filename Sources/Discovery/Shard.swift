/// One of equal parts of a search: the I-th of N ranges of the indices of each space.
public struct Shard: Sendable, Hashable {
    /// I, from 1 to `count`.
    public let number: Int
    /// N.
    public let count: Int

    /// The whole search.
    public static let whole = Shard(number: 1, count: 1)

    private init(number: Int, count: Int) {
        self.number = number
        self.count = count
    }

    /// Reads `I/N`; nil unless 1 ≤ I ≤ N.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], 1 <= number, number <= count else {
            return nil
        }
        self.init(number: number, count: count)
    }

    /// The indices of this part of a space of `total` indices: together the parts are the space, and no two overlap.
    public func indices(of total: Int) -> Range<Int> {
        func end(_ part: Int) -> Int {
            let product = total.multipliedFullWidth(by: part)
            return count.dividingFullWidth(product).quotient
        }
        return end(number - 1)..<end(number)
    }
}

extension Shard: CustomStringConvertible {
    /// `I/N`.
    public var description: String { "\(number)/\(count)" }
}
