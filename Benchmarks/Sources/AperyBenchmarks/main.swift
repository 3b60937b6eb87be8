/// Arguments select benchmarks by name; without any all are run.
let benchmarks: [(name: String, run: () -> Void)] = [
    ("terms", TermStoreBenchmark.run), ("fractions", ContinuedFractionBenchmark.run),
    ("saturation", SaturationBenchmark.run), ("suite", SuiteBenchmark.run), ("algebra", AlgebraBenchmark.run),
    ("compile", ReactionNetworkBenchmark.run), ("equations", EquationSearchBenchmark.run),
    ("relations", RelationBenchmark.run), ("identify", IdentificationBenchmark.run),
    ("evaluation", EvaluationBenchmark.run), ("sieve", NilpotenceTableBenchmark.run),
    ("metrics", MetricsBenchmark.run), ("bulk", BulkBenchmark.run), ("classes", ClassBenchmark.run),
    ("powers", CommonPowerBenchmark.run), ("meet", MeetBenchmark.run),
]
let selected = CommandLine.arguments.dropFirst().filter { name in benchmarks.contains { $0.name == name } }
for benchmark in benchmarks where selected.isEmpty || selected.contains(benchmark.name) {
    print("== \(benchmark.name)")
    benchmark.run()
}
