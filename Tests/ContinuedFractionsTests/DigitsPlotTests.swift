import Arithmetic
import ContinuedFractions
import Foundation
import Testing

@Test(arguments: [([1, 2], [0, 0, 1]), ([1], [0, 0, 1]), ([2, 2], [0, 0, -1]), ([1, 1], [0, 1]), ([3, 1], [2])])
func plottedDigitsAreThoseOfTheExactConvergents(_ a: [Int], _ b: [Int]) throws {
    let fraction = fraction(a, b)
    let digits = try ProvenDigits(fraction, depth: 120)
    let limit = try fraction.limit(digits: 400).value
    let bare = try #require(digits.curves.first)
    #expect(bare.points.count > 100)
    for point in bare.points {
        let (p, q) = fraction.convergent(point.depth)
        let error = limit.subtracting(Ball(Rational(p, q), precision: 1400), precision: 1400)
            .divided(by: limit, precision: 64).absoluteValue()
        let exact = error.log(precision: 64).divided(by: Ball(10).log(precision: 64), precision: 64).doubleEstimate
        #expect(abs(max(0, -exact) - point.digits) < 1e-5, "depth \(point.depth)")
    }
    // A certified tail never proves less than the convergent of the same depth once it has a few terms.
    let best = try #require(digits.curves.last?.points.last)
    #expect(best.digits > (bare.points.last?.digits ?? 0) + 3)
}

@Test func thePlotIsWellFormed() throws {
    let digits = try ProvenDigits(fraction([1], [0, 0, 1]), depth: 50)
    let svg = DigitsPlot(digits, title: "a < b & \"c\"").svg
    #expect(svg.hasPrefix("<?xml") && svg.hasSuffix("</svg>\n"))
    #expect(svg.contains("a &lt; b &amp; &quot;c&quot;"))
    #expect(svg.components(separatedBy: "<polyline").count - 1 == digits.curves.count)
    #expect(svg.contains(">depth</text>") && svg.contains(">proven decimal digits</text>"))
    #expect(svg.components(separatedBy: "<text").count == svg.components(separatedBy: "</text>").count)
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
}

@Test func fractionsWithoutALimitHaveNoPlot() {
    #expect(throws: LimitError.self) { try ProvenDigits(fraction([1], [0, 0, -1]), depth: 50) }
    #expect(throws: LimitError.self) { try ProvenDigits(fraction([2, 1], [2, -1]), depth: 50) }
    #expect(throws: LimitError.self) { try ProvenDigits(fraction([1], [1]), depth: 1) }
}
