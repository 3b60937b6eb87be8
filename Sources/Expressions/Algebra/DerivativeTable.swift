/// Derivatives by term and variable: an open-addressing table of 16 bytes an entry.
struct DerivativeTable {
    private var keys: [UInt64] = Array(repeating: 0, count: 256)
    private var values: [UInt32] = Array(repeating: 0, count: 256)
    private var count = 0

    /// The derivative of a term, when it is known.
    subscript(term: TermID, variable: TermID) -> TermID? {
        let key = DerivativeTable.key(term, variable)
        let position = place(of: key)
        return keys[position] == key ? TermID(values[position]) : nil
    }

    /// Keeps a derivative.
    mutating func insert(_ term: TermID, _ variable: TermID, _ derivative: TermID) {
        let key = DerivativeTable.key(term, variable)
        let position = place(of: key)
        if keys[position] == 0 { count += 1 }
        keys[position] = key
        values[position] = derivative.index
        if 2 * count > keys.count { grow() }
    }

    private static func key(_ term: TermID, _ variable: TermID) -> UInt64 {
        // The variable is never the number 0, whose name is 0: no key is 0.
        UInt64(variable.index) << 32 | UInt64(term.index)
    }

    private func place(of key: UInt64) -> Int {
        let mask = keys.count &- 1
        var position = Int(truncatingIfNeeded: TermAlgebra.mixed(key, 0) >> 20) & mask
        while keys[position] != 0 && keys[position] != key { position = (position &+ 1) & mask }
        return position
    }

    private mutating func grow() {
        let (oldKeys, oldValues) = (keys, values)
        keys = Array(repeating: 0, count: 2 * oldKeys.count)
        values = Array(repeating: 0, count: 2 * oldKeys.count)
        for (key, value) in zip(oldKeys, oldValues) where key != 0 {
            let position = place(of: key)
            keys[position] = key
            values[position] = value
        }
    }
}
