/// Multisets m₁ ≤ … ≤ m_k of numbers 0 ..< N in colexicographic order: the rank is Σ C(m_i + i − 1, i).
enum Multisets {
    /// C(N + k − 1, k), or nil when it does not fit `Int`.
    static func count(of numbers: Int, size: Int) -> Int? {
        if size == 0 { return 1 }
        if numbers == 0 { return 0 }
        return binomial(numbers - 1 + size, size)
    }

    /// C(n, k), or nil when it does not fit `Int`.
    static func binomial(_ n: Int, _ k: Int) -> Int? {
        if k < 0 || k > n { return 0 }
        var result: UInt = 1
        for i in 0..<UInt(min(k, n - k)) {
            // result · (n − i)/(i + 1) is an integer at every step.
            let (high, low) = result.multipliedFullWidth(by: UInt(n) - i)
            guard high < i + 1 else { return nil }
            result = (i + 1).dividingFullWidth((high, low)).quotient
        }
        return Int(exactly: result)
    }

    /// The multiset with this rank, ascending.
    static func members(rank: Int, of numbers: Int, size: Int) -> [Int] {
        var rest = rank
        var members = [Int](repeating: 0, count: size)
        var limit = numbers
        for i in stride(from: size, through: 1, by: -1) {
            // The largest m with C(m + i − 1, i) ≤ rest, by bisection: the binomial grows with m.
            var (low, high) = (0, limit)
            while high - low > 1 {
                let middle = (low + high) / 2
                if let value = binomial(middle + i - 1, i), value <= rest { low = middle } else { high = middle }
            }
            members[i - 1] = low
            rest -= binomial(low + i - 1, i) ?? 0
            limit = low + 1
        }
        return members
    }

    /// Moves to the next multiset; returns false after the last, which becomes the first again.
    static func advance(_ members: inout [Int], of numbers: Int) -> Bool {
        for i in members.indices {
            let limit = i + 1 < members.count ? members[i + 1] : numbers - 1
            if members[i] < limit {
                members[i] += 1
                for below in 0..<i { members[below] = 0 }
                return true
            }
        }
        for i in members.indices { members[i] = 0 }
        return false
    }
}
