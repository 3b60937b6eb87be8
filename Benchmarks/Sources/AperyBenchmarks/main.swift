TermStoreBenchmark.run()
ContinuedFractionBenchmark.run()
