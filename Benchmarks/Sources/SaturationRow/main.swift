import EGraphWorkloads
import EGraphs

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One row of the saturation benchmark, in a process of its own and without Foundation, whose pages would count among
/// those of the e-graph. Prints seconds, e-nodes, and megabytes before the first node and at the peak.
let row = CommandLine.arguments.dropFirst().joined(separator: " ").split(separator: " ")
guard row.count == 2, row[0] == "micro" || row[0] == "ac", let size = Int(row[1]), size > 0 else {
    print("usage: saturation-row (micro | ac) SIZE")
    exit(64)
}

let start = Memory.megabytes("VmRSS")
let result = try saturate(isMicro: row[0] == "micro", size: size)
print("\(result.seconds)\t\(result.nodes)\t\(start)\t\(Memory.megabytes("VmHWM"))")

/// Saturates the expressions of the micro benchmark `size` times, or a sum of `size` terms to the end.
func saturate(isMicro: Bool, size: Int) throws -> (nodes: Int, seconds: Double) {
    var graph = EGraph()
    let rules = try isMicro ? MicroRules.compiled() : EggMath.rules(["add-comm", "add-assoc"])
    var saturation = try Saturation(rules, for: &graph)
    if isMicro {
        for expression in MicroRules.expressions { _ = try graph.add(Pattern(expression)) }
    } else {
        var sum = Pattern.apply("x\(size)", [])
        for k in (1..<size).reversed() { sum = .apply("+", [.apply("x\(k)", []), sum]) }
        _ = try graph.add(sum)
    }
    let limits = SaturationLimits(iterations: isMicro ? size : 100, nodes: .max, seconds: 600)
    let start = ContinuousClock.now
    _ = saturation.run(&graph, schedule: .simple, limits: limits)
    let elapsed = (ContinuousClock.now - start).components
    return (graph.nodeCount, Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
}
