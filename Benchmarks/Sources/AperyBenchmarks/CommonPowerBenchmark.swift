import CReference
import Conjectures
import ContinuedFractions
import Discovery

/// The common-power sieve on the volunteers' space for ζ(5), whole and against plain C, and the screen of recurrences of
/// order 3 against the screen one by one; one core.
enum CommonPowerBenchmark {
    static func run() {
        do {
            try zeta5()
            try recurrences()
        } catch {
            print("\(error)")
        }
    }

    private static func space(x: ClosedRange<Int>, bound: Int, width: Int) throws -> FractionSpace {
        try FractionSpace(
            SpaceSpecification(
                name: "zeta5", a: .formula("x*(n^5 + (n+1)^5) + y*(n^3 + (n+1)^3) + z*(2n+1)"),
                b: .formula("-w^2*n^10"),
                parameters: [
                    "x": [x.lowerBound, x.upperBound], "y": [-bound, bound], "z": [-bound, bound], "w": [1, width],
                ]))
    }

    private static func survivors(_ source: ParametricSieveSource) -> [FractionCandidate] {
        source.candidates(in: 0..<source.count, isCancelled: { false }) ?? []
    }

    private static func zeta5() throws {
        let whole = try ParametricSieveSource(space(x: 1...100, bound: 100, width: 10))
        var primitive: Set<PolynomialContinuedFraction> = []
        let clock = ContinuousClock()
        let time = clock.measure {
            for found in survivors(whole) { primitive.insert(found.fraction.primitive().fraction) }
        }
        print(
            "the volunteers' space for zeta(5): \(whole.count) fractions in \(time), \(primitive.count) with full reduction"
        )
        let slice = try ParametricSieveSource(space(x: 8...9, bound: 100, width: 10))
        PairedTiming.compare(
            "common powers, x = 8, 9", reference: "plain C, squares of primes alone", rounds: 3,
            work: Double(slice.count), unit: "fractions"
        ) {
            precondition(!survivors(slice).isEmpty)
        } against: {
            precondition(reference_common_power(8, 9, 100, 10) > 0)
        }
    }

    private static func recurrences() throws {
        func box(_ degree: Int, _ bound: Int) -> CoefficientBox {
            CoefficientBox([ClosedRange<Int>](repeating: -bound...bound, count: degree + 1))
        }
        let space = try RecurrenceSpace([box(1, 1), box(2, 1), box(3, 1)])
        guard let source = RecurrenceSource(space) else { return }
        let screen = RecurrenceScreen()
        var (fast, slow) = (0, 0)
        PairedTiming.compare(
            "recurrences of order 3, degrees (1, 2, 3)", reference: "the screen one by one", rounds: 3,
            work: Double(space.count), unit: "recurrences"
        ) {
            fast = source.candidates(in: 0..<source.count, isCancelled: { false })?.count ?? 0
        } against: {
            slow = (0..<space.count).count { index in space[index].map { screen.passes($0) } ?? false }
        }
        precondition(fast <= slow, "the source asks for more than the screen")
        print("\(fast) of \(space.count) pass")
    }
}
