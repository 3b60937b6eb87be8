import Expressions
import Foundation

/// Symbolic work against the Python binding of SymEngine: construction, expansion and differentiation.
///
/// Each run starts from an algebra of its own, so that no result of an earlier run is found again.
enum AlgebraBenchmark {
    static func run() {
        let peer = Peer.rows("symengine_rows.py", module: "symengine") ?? [:]
        let rows = reactionDiffusion() + expansion() + differentiation() + construction()
        for (name, seconds) in rows { show(name, seconds, peer[name]) }
        if let all = peer["stream of 100000"], let drawing = peer["drawing of 100000"] {
            // Python draws the random numbers slowly: they are not counted.
            show("stream of 100000, construction alone", stream(), all - drawing)
        }
        print(String(format: "terms constructed by the stream: %.3g a second", 200_000 / stream()))
    }

    private static func show(_ name: String, _ seconds: Double, _ other: Double?) {
        let peer = other.map { String(format: ", SymEngine %.3g ms, speed ratio %.2f", $0 * 1000, $0 / seconds) } ?? ""
        print("algebra, \(name): Apery \(String(format: "%.3g", seconds * 1000)) ms\(peer)")
    }

    /// The median processor time of `rounds` runs of `body` on what `prepare` makes, which is not counted.
    private static func median(
        rounds: Int = 7, _ prepare: (inout TermAlgebra) -> [TermID], _ body: (inout TermAlgebra, [TermID]) -> Void
    ) -> Double {
        var times: [Double] = []
        for _ in 0..<rounds {
            var algebra = TermAlgebra()
            let arguments = prepare(&algebra)
            let start = processorNanoseconds()
            body(&algebra, arguments)
            times.append(Double(processorNanoseconds() - start) * 1e-9)
        }
        return times.sorted()[rounds / 2]
    }

    /// The processor time of this process, which a busy machine does not lengthen.
    private static func processorNanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }

    // MARK: Reaction and diffusion

    /// The right-hand sides of three species on a grid of n × n, one of them diffusing, with reflecting boundaries; the
    /// symbols of species s stand at n²·s.
    private static func rightHandSides(_ algebra: inout TermAlgebra, _ u: [TermID], _ n: Int) -> [TermID] {
        var rows: [TermID] = []
        rows.reserveCapacity(3 * n * n)
        let (hundred, four) = (algebra.numeral(100), algebra.numeral(4))
        for i in 0..<n {
            for j in 0..<n {
                let (a, b, c) = (u[i * n + j], u[n * n + i * n + j], u[2 * n * n + i * n + j])
                let up = u[(i == 0 ? 1 : i - 1) * n + j]
                let down = u[(i == n - 1 ? n - 2 : i + 1) * n + j]
                let left = u[i * n + (j == 0 ? 1 : j - 1)]
                let right = u[i * n + (j == n - 1 ? n - 2 : j + 1)]
                let reaction = algebra.difference(c, algebra.product(a, b))
                var neighbours = algebra.sum(algebra.sum(algebra.sum(up, down), left), right)
                neighbours = algebra.difference(neighbours, algebra.product(four, a))
                var first = algebra.product(hundred, neighbours)
                if 5 * i >= 4 * n { first = algebra.sum(first, algebra.one) }
                rows.append(algebra.sum(algebra.difference(first, a), reaction))
                rows.append(algebra.sum(algebra.difference(algebra.one, b), reaction))
                rows.append(algebra.difference(algebra.difference(algebra.one, c), reaction))
            }
        }
        return rows
    }

    private static func grid(_ algebra: inout TermAlgebra, _ n: Int) -> [TermID] {
        var symbols: [TermID] = []
        for species in ["a", "b", "c"] {
            for i in 0..<n { for j in 0..<n { symbols.append(algebra.symbol("\(species)_\(i)_\(j)")) } }
        }
        return symbols
    }

    private static func reactionDiffusion() -> [(String, Double)] {
        let trace = median({ grid(&$0, 32) }, { _ = rightHandSides(&$0, $1, 32) })
        let jacobian = median({ rightHandSides(&$0, grid(&$0, 32), 32) }) { algebra, rows in
            var count = 0
            for row in rows {
                for symbol in algebra.symbols(in: row) where (try? algebra.derivative(of: row, by: symbol)) != nil {
                    count += 1
                }
            }
            precondition(count == 13184, "the Jacobian has 13184 entries, not \(count)")
        }
        return [("pde trace", trace), ("pde jacobian", jacobian)]
    }

    // MARK: Expansion

    private static func power(_ algebra: inout TermAlgebra, _ n: Int) -> TermID {
        let symbols = ["x", "y", "z"].map { algebra.symbol($0) }
        return algebra.power(algebra.sum(symbols + [algebra.one]), n)
    }

    private static func expansion() -> [(String, Double)] {
        var rows: [(String, Double)] = []
        for n in [10, 15, 20, 30] {
            rows.append(
                ("expand \(n)", median({ [power(&$0, n)] }, { algebra, terms in _ = try? algebra.expanded(terms[0]) })))
        }
        let product = median(
            { algebra in
                let term = power(&algebra, 15)
                return [(try? algebra.expanded(term)) ?? term]
            },
            { algebra, terms in
                let product = algebra.product(terms[0], algebra.sum(terms[0], algebra.one))
                let result = try? algebra.expanded(product)
                precondition(result != nil, "the expansion failed")
            })
        return rows + [("expand f(f+1)", product)]
    }

    // MARK: Differentiation

    private static func differentiation() -> [(String, Double)] {
        var rows: [(String, Double)] = []
        for depth in [20, 50, 100, 400] {
            let time = median({ algebra in
                let (x, k) = (algebra.symbol("x"), algebra.symbol("k"))
                var term = algebra.sum(x, k)
                for _ in 0..<depth { term = algebra.sum(algebra.apply(.sin, algebra.product(x, term)), k) }
                return [term, x]
            }) { algebra, terms in _ = try? algebra.derivative(of: terms[0], by: terms[1]) }
            rows.append(("nested sine \(depth)", time))
        }
        for order in [4, 6, 8] {
            let time = median({ algebra in
                let x = algebra.symbol("x")
                let exponential = algebra.exponential(algebra.apply(.sin, algebra.power(x, 2)))
                return [algebra.product(exponential, algebra.power(algebra.apply(.cos, x), 3)), x]
            }) { algebra, terms in
                var term = terms[0]
                for _ in 0..<order { term = (try? algebra.derivative(of: term, by: terms[1])) ?? term }
            }
            rows.append(("derivative of order \(order)", time))
        }
        for n in [100, 300] {
            let time = median({ algebra in
                let x = algebra.symbol("x")
                var factors: [TermID] = []
                for i in 0..<n { factors.append(algebra.sum(x, algebra.symbol("a\(i)"))) }
                return [algebra.product(factors), x]
            }) { algebra, terms in _ = try? algebra.derivative(of: terms[0], by: terms[1]) }
            rows.append(("product rule \(n)", time))
        }
        return rows
    }

    // MARK: Construction

    private static func symbols(_ algebra: inout TermAlgebra, _ n: Int) -> [TermID] {
        (0..<n).map { algebra.symbol("s\($0)") }
    }

    /// f(p op q) for random symbols p, q and signs op: two terms each.
    private static func stream() -> Double {
        median({ symbols(&$0, 1000) }) { algebra, symbols in
            var state: UInt64 = 1
            func next(_ bound: UInt64) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int((state >> 33) % bound)
            }
            for _ in 0..<100_000 {
                let (p, q) = (symbols[next(1000)], symbols[next(1000)])
                let inner =
                    switch next(4) {
                    case 0: algebra.sum(p, q)
                    case 1: algebra.difference(p, q)
                    case 2: algebra.product(p, q)
                    default: algebra.quotient(p, q)
                    }
                _ = algebra.apply(.gamma, inner)
            }
        }
    }

    private static func construction() -> [(String, Double)] {
        var rows: [(String, Double)] = [("stream of 100000", stream())]
        for n in [1000, 4000] {
            let oneByOne = median({ symbols(&$0, n) }) { algebra, symbols in
                var total = algebra.zero
                for symbol in symbols { total = algebra.sum(total, symbol) }
            }
            rows.append(("sum of \(n) one by one", oneByOne))
            rows.append(("sum of \(n) in one call", median({ symbols(&$0, n) }, { _ = $0.sum($1) })))
        }
        return rows
    }
}
