import Arithmetic
import Expressions
import func Foundation.log10

/// A search for equations L(x) = R that a given number satisfies, by meeting in the middle.
///
/// Terms L with x and terms R without x are enumerated by complexity, each value once, and kept in the order of their
/// values. A pair is a hit when its root, x + (R − L)/L′ to first order, lies within the uncertainty of x: so the work
/// is proportional to the number of terms, and the equations tried are the product of both numbers. Hits are confirmed
/// in ball arithmetic. (R. Munafo, RIES, 1996 …, mrob.com/ries; the enumeration here is bottom-up over distinct values
/// instead of over postfix strings.)
///
/// What is found is deterministic: it depends on the target, its digits and the options, not on the number of threads.
///
///     let search = try EquationSearch(target: value, digits: 20)
///     for equation in search.run().equations where equation.coincidence <= IntegerRelation.acceptedCoincidence { … }
public struct EquationSearch: Sendable {
    /// The number looked for, with its uncertainty.
    public let target: Ball
    /// The significant digits of the target that are used.
    public let digits: Int
    /// The alphabet and the limits.
    public let options: EquationSearchOptions

    let evaluator: Evaluator
    private let alphabet: [EquationConstant]
    private let confirmation: EquationConfirmation
    /// log10 of the radius of the target.
    private let logRadius: Double

    /// A search for `target`, used to `digits` significant digits.
    ///
    /// - Parameters:
    ///   - target: a number with 10^(−9) ≤ |x| ≤ 10^9. It is taken as uncertain by its radius, and at least by half a
    ///     unit of its last digit.
    ///   - digits: 3 … 10000. For numbers with fewer than about 15 digits nothing can be claimed; candidates are given
    ///     with their chance of coincidence.
    /// - Throws: `EquationSearchError`.
    public init(
        target: Ball, digits: Int, options: EquationSearchOptions = .init(), evaluator: Evaluator = Evaluator()
    ) throws(EquationSearchError) {
        let estimate = target.doubleEstimate
        guard target.isFinite, estimate.magnitude >= 1e-9, estimate.magnitude <= 1e9 else {
            throw .target("an equation search needs a number x with 1e-9 <= |x| <= 1e9")
        }
        guard target.accuracyBits >= 8 else {
            throw .target("an equation search needs a number known to at least 3 digits")
        }
        guard (3...10_000).contains(digits) else { throw .option("digits must be in 3 ... 10000, not \(digits)") }
        guard (0...9).contains(options.largestInteger) else {
            throw .option("the largest integer must be in 0 ... 9, not \(options.largestInteger)")
        }
        guard (1...250).contains(options.largestSideComplexity) else {
            throw .option("the complexity of a side must be in 1 ... 250, not \(options.largestSideComplexity)")
        }
        guard (1...1_000_000_000).contains(options.largestTermCount) else {
            throw .option("the number of terms must be in 1 ... 1000000000, not \(options.largestTermCount)")
        }
        guard options.threads >= 1 else { throw .option("the number of threads must be at least 1") }
        guard options.memoryLimit >= EquationArena.bytes * 2 else {
            throw .option("the memory limit must be at least \(EquationArena.bytes * 2) bytes")
        }
        self.digits = digits
        self.options = options
        self.evaluator = evaluator
        // Half a unit of the last digit.
        let lastPlace = Int(log10(estimate.magnitude).rounded(.down)) + 1 - digits
        let half = Ball(Rational(10).power(lastPlace) / Rational(2), precision: 64)
        self.target = target.radius.isLess(than: half) ? Ball(midpoint: target.midpoint, radius: half) : target
        let radius = self.target.radius
        let exponent = radius.exponentOfMagnitude ?? 0
        logRadius = log10(radius.scaled(byPowerOfTwo: -exponent).doubleEstimate) + Double(exponent) * log10(2.0)
        alphabet = try Self.alphabet(options, evaluator)
        do {
            confirmation = try EquationConfirmation(
                target: self.target, digits: digits, alphabet: alphabet, evaluator: evaluator)
        } catch {
            throw .constant("\(error)")
        }
    }

    private static func alphabet(
        _ options: EquationSearchOptions, _ evaluator: Evaluator
    ) throws(EquationSearchError) -> [EquationConstant] {
        // Weights of the integers as in RIES: 10, and about 10 + 10 log10 n.
        let weights = [10, 13, 15, 16, 17, 18, 18, 19, 19]
        var alphabet: [EquationConstant] = []
        for n in 0..<options.largestInteger {
            alphabet.append(
                EquationConstant(
                    integer: n + 1, expression: Expression(n + 1), weight: weights[n], value: Double(n + 1)))
        }
        for name in options.constants {
            guard let constant = evaluator.catalog.constant(named: name) else {
                throw .constant("unknown constant '\(name)'")
            }
            let expression = Expression(symbol: constant.name)
            guard let value = try? evaluator.evaluate(expression, digits: 20).value, value.isReal else {
                throw .constant("the constant '\(name)' has no real value")
            }
            let estimate = value.real.doubleEstimate
            guard estimate.magnitude > 1e-9, estimate.magnitude < 1e9 else {
                throw .constant("the constant '\(name)' is too large or too small for an equation search")
            }
            let weight = ["pi": 14, "e": 16, "golden": 18][constant.name] ?? 20
            alphabet.append(
                EquationConstant(integer: nil, expression: expression, weight: weight, value: estimate))
        }
        guard !alphabet.isEmpty else { throw .option("an equation search needs at least one constant") }
        return alphabet
    }

    /// Runs the search to its end.
    ///
    /// - Parameters:
    ///   - isCancelled: asked after each step; when it says yes, the run ends with what was found.
    ///   - progress: told after each step, on the calling thread.
    /// - Complexity: proportional to the number of terms, about half a microsecond each on one thread, and 46
    ///   bytes without x, 70 with it.
    public func run(
        isCancelled: () -> Bool = { false }, progress: (EquationSearchProgress) -> Void = { _ in }
    ) -> EquationSearchResult {
        var run = EquationSearchRun(self, alphabet: alphabet, confirmation: confirmation, logRadius: logRadius)
        return run.run(isCancelled: isCancelled, progress: progress)
    }
}
