/// Addition chains for powers: Knuth's power tree (The Art of Computer Programming 2, 4.6.3) up to `treeSize`, which is
/// shortest for most exponents there and for all below 77; above it, halving down into the tree.
struct AdditionChain {
    /// One multiplication: x^sum = x^left · x^right.
    struct Step {
        let left: Int
        let right: Int
        var sum: Int { left + right }
    }

    private static let treeSize = 1024
    private static let parents: [Int] = makeParents()

    /// The multiplications that lead from x to x^exponent, in order; none for 1.
    func steps(to exponent: Int) -> [Step] {
        var steps: [Step] = []
        var rest = exponent
        // Above the tree: an odd power is the even one below times x, an even one a square.
        while rest > AdditionChain.treeSize {
            if rest % 2 == 1 {
                steps.append(Step(left: rest - 1, right: 1))
                rest -= 1
            } else {
                steps.append(Step(left: rest / 2, right: rest / 2))
                rest /= 2
            }
        }
        while rest > 1 {
            let parent = AdditionChain.parents[rest]
            steps.append(Step(left: parent, right: rest - parent))
            rest = parent
        }
        return steps.reversed()
    }

    /// Level by level: n gets the children n + m for each m on the path from 1 to n that are not in the tree yet.
    private static func makeParents() -> [Int] {
        var parents = [Int](repeating: 0, count: treeSize + 1)
        var level = [1]
        while !level.isEmpty {
            var next: [Int] = []
            for n in level {
                var path: [Int] = []
                var m = n
                while m >= 1 {
                    path.append(m)
                    m = parents[m]
                }
                for m in path.reversed() where n + m <= treeSize && parents[n + m] == 0 {
                    parents[n + m] = n
                    next.append(n + m)
                }
            }
            level = next
        }
        return parents
    }
}
