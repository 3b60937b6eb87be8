ContinuedFractionBenchmark.run()
