import Expressions

/// A random mass-action network: reactions A + B → C + D between `species` species at one of ten rates.
struct MassActionNetwork {
    let species: Int
    let reactions: [(rate: Int, a: Int, b: Int, c: Int, d: Int)]

    init(species: Int, reactions count: Int) {
        var state: UInt64 = 1
        func next() -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33)
        }
        self.species = species
        reactions = (0..<count).map { _ in
            (next() % 10, next() % species, next() % species, next() % species, next() % species)
        }
    }

    var variables: [String] { (0..<species).map { "y\($0)" } + (0..<10).map { "k\($0)" } }

    /// The time derivative of each species.
    var rightHandSide: [Expression] {
        var terms = [[Expression]](repeating: [], count: species)
        for (k, a, b, c, d) in reactions {
            let rate = Expression(.multiply, ["k\(k)", "y\(a)", "y\(b)"].map { Expression(symbol: $0) })
            terms[a].append(-rate)
            terms[b].append(-rate)
            terms[c].append(rate)
            terms[d].append(rate)
        }
        return terms.map { Expression(.add, $0) }
    }

    /// The derivatives by a loop over the reactions, and the sums of magnitudes behind them.
    func derivatives(at point: [Double]) -> (values: [Double], magnitudes: [Double]) {
        var values = [Double](repeating: 0, count: species)
        var magnitudes = values
        for (k, a, b, c, d) in reactions {
            let rate = point[species + k] * point[a] * point[b]
            for (i, sign) in [(a, -1.0), (b, -1.0), (c, 1.0), (d, 1.0)] {
                values[i] += sign * rate
                magnitudes[i] += abs(rate)
            }
        }
        return (values, magnitudes)
    }
}
