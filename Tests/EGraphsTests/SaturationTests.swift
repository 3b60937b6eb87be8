import EGraphs
import Testing

@Test func theMicroBenchmarkHasTheCountsOfEggAndEgglog() throws {
    var graph = EGraph()
    var saturation = Saturation(try MicroRules.compiled(), for: &graph)
    for expression in MicroRules.expressions { _ = try graph.add(Pattern(expression)) }
    let report = saturation.run(
        &graph, schedule: .simple, limits: SaturationLimits(iterations: 11, nodes: .max, seconds: 600))
    #expect(report.iterations.map(\.nodes) == [69, 118, 208, 389, 784, 1576, 3160, 8113, 28303, 136_446, 1_047_896])
    #expect(report.iterations.map(\.classes).last == 443_832)
    #expect(graph.checkInvariants() == [])
}
