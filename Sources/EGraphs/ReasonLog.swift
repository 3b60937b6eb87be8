/// Why unions were made, by number: for each reason a justifier and words that depend on it.
///
/// Rules are applied to many matches at a time, so the justifier is kept once for a run of reasons, and a reason of a
/// rule with one atom costs nothing at all.
struct ReasonLog: ~Copyable {
    struct Run: BitwiseCopyable {
        /// The number of its first reason.
        let first: UInt32
        let justifier: UInt32
        /// Where its words start.
        let offset: Int
    }

    private var runs = RawVector<Run>()
    private var words = RawVector<UInt32>()
    /// The number of the next reason.
    private var next: UInt32 = 0

    /// An independent log of the same reasons.
    borrowing func copy() -> ReasonLog {
        var result = ReasonLog()
        result.runs = runs.copy()
        result.words = words.copy()
        result.next = next
        return result
    }

    /// Starts a new reason, whose words are to be appended; its number.
    @inline(__always)
    mutating func start(_ justifier: UInt32) -> UInt32 {
        if runs.count == 0 || runs[runs.count - 1].justifier != justifier {
            runs.append(Run(first: next, justifier: justifier, offset: words.count))
        }
        next &+= 1
        return next &- 1
    }

    /// Appends a word to the last reason. All reasons with one justifier have the same number of words.
    @inline(__always)
    mutating func append(_ word: UInt32) { words.append(word) }

    /// The run of a reason, and how many reasons of the run precede it. Cost: logarithmic in the runs.
    private func place(_ reason: UInt32) -> (run: Run, number: Int) {
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].first <= reason { low = middle } else { high = middle }
        }
        return (runs[low], Int(reason - runs[low].first))
    }

    /// The justifier of a reason.
    func justifier(_ reason: UInt32) -> UInt32 { place(reason).run.justifier }

    /// The words of a reason that has `width` of them.
    func words(_ reason: UInt32, width: Int) -> [UInt32] {
        let (run, number) = place(reason)
        let start = run.offset + number * width
        return (start..<(start + width)).map { words[$0] }
    }
}
