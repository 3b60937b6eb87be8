import Arithmetic
import ContinuedFractions
import Discovery
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

private func row(_ index: Int, delta: Double?, growth: Double, constant: String?) -> MetricsRow {
    MetricsRow(
        FractionMetrics(
            fraction: PolynomialContinuedFraction(
                a: Polynomial(integers: [index, 1]), b: Polynomial(integers: [1, 1])),
            depth: 100, convergenceClass: .exponential, factorialReduction: .full, limitEstimate: 1,
            delta: delta.map { DoubleInterval(lower: $0, upper: $0) }, deltaEstimate: delta, predictedDelta: nil,
            denominatorGrowth: .init(linear: growth, factorial: 0), commonFactorGrowth: .init(linear: 0, factorial: 0),
            errorGrowth: nil, eigenvalueRatio: 1, factorialPower: 1),
        space: "s", index: index, family: nil, invariant: nil, constant: constant, closedForm: nil)
}

private func isWellFormed(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }

@Test func mapsAreWellFormedWithALegendAndTooltips() {
    var map = MetricsMap(plane: .deltaGrowth, title: "a < b & \"c\"")
    for index in 0..<5 { map.add(row(index, delta: Double(index) / 5, growth: 1, constant: index == 0 ? "pi" : nil)) }
    map.add(row(9, delta: nil, growth: 1, constant: "e"))
    let svg = map.svg
    #expect(map.count == 5 && isWellFormed(svg) && svg == map.svg)
    #expect(svg.contains("<title>a &lt; b &amp; &quot;c&quot;</title>") && svg.contains(">delta</text>"))
    #expect(
        svg.components(separatedBy: "<circle").count == 6 && svg.contains("<title>pcf(n, n + 1): pi; delta 0.0, 1.0"))
    #expect(svg.contains(">pi (1)</text>") && svg.contains(">not identified (4)</text>") && !svg.contains(">e ("))
    #expect(isWellFormed(MetricsMap(plane: .deltaError, title: "empty").svg))
}

@Test func mapsOfManyPointsStaySmallAndShowEveryConstant() {
    var map = MetricsMap(plane: .deltaGrowth, title: "many")
    for index in 0..<100_000 {
        let angle = Double(index) * 0.01
        let constant = index % 1000 == 0 ? "c\(index / 1000 % 14)" : nil
        map.add(row(index, delta: sin(angle) * Double(index) / 1e5, growth: cos(angle), constant: constant))
    }
    map.add(row(7, delta: 1e6, growth: 1e6, constant: nil))
    let svg = map.svg
    #expect(svg.utf8.count < 5_000_000 && isWellFormed(svg))
    #expect(svg.contains("100001 fractions, 1 of them outside the frame"))
    #expect(svg.contains(">4 others (") && svg.contains("fractions, mostly c0"))
    #expect(!svg.contains("nan") && !svg.contains("inf"))
}
