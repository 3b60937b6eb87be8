extension Expression {
    /// The term as a function of `variables`, over doubles.
    ///
    /// Constants of the catalog and all subterms without variables are computed with proved digits and rounded once.
    /// Variables hide constants of the same name.
    ///
    /// - Throws: `CompilationError`.
    public func compiled(
        variables: [String], options: CompilationOptions = .standard
    ) throws(CompilationError) -> CompiledFunction {
        CompiledFunction(try Expression.program([self], variables: variables, options: options))
    }

    /// The terms as one function of `variables` with an output for each, over doubles; what they have in common is
    /// computed once.
    ///
    /// - Throws: `CompilationError`.
    public static func compile(
        _ expressions: [Expression], variables: [String], options: CompilationOptions = .standard
    ) throws(CompilationError) -> CompiledFunction {
        CompiledFunction(try program(expressions, variables: variables, options: options))
    }

    /// The terms as a straight-line program in `variables` with an output for each.
    ///
    /// - Throws: `CompilationError`. Cost: about n log n in the size of the terms for sparse systems; sharing between
    ///   sums compares pairs of sums that have terms in common.
    public static func program(
        _ expressions: [Expression], variables: [String], options: CompilationOptions = .standard
    ) throws(CompilationError) -> StraightLineProgram {
        switch options.reassociation {
        case .forbidden:
            var builder = ProgramBuilder()
            let outputs = try TermLowering.lower(expressions, variables: variables, to: &builder)
            return builder.program(inputs: variables, outputs: outputs)
        case .allowed:
            var graph = ArithmeticGraph()
            let outputs = try TermLowering.lower(expressions, variables: variables, to: &graph)
            graph.setOutputs(outputs)
            GraphOptimizer.run(on: &graph)
            return GraphEmission.program(
                of: graph, inputs: variables, fusesMultiplyAdd: options.fusesMultiplyAdd)
        }
    }
}
