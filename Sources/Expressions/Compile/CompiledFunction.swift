/// A term as a function over doubles.
///
/// Evaluation runs the instructions in flat loops over a workspace of doubles. Values follow IEEE 754: 1/0 is infinite, a
/// function outside its real domain is not a number. Functions are immutable and may be called from several threads at a
/// time, each with its own workspace.
public struct CompiledFunction: Sendable {
    /// The program that is run.
    public let program: StraightLineProgram
    private let code: InterpreterCode

    /// A function that runs this program.
    public init(_ program: StraightLineProgram) {
        self.program = program
        code = InterpreterCode(program)
    }

    /// The number of doubles that `evaluate(_:into:workspace:)` needs room for.
    public var workspaceCount: Int { code.workspaceCount }

    /// The outputs at these inputs.
    ///
    /// - Precondition: there are as many inputs as variables.
    public func callAsFunction(_ inputs: [Double]) -> [Double] {
        precondition(inputs.count == program.inputs.count, "as many inputs as variables are needed")
        return [Double](unsafeUninitializedCapacity: program.outputs.count) { buffer, count in
            inputs.withUnsafeBufferPointer { evaluate($0, into: buffer) }
            count = program.outputs.count
        }
    }

    /// Writes the outputs at these inputs, with a workspace of its own.
    ///
    /// - Precondition: the buffers have as many elements as there are variables and outputs, or more.
    public func evaluate(_ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: workspaceCount) {
            evaluate(inputs, into: outputs, workspace: $0)
        }
    }

    /// Writes the outputs at these inputs and allocates nothing: the form for loops.
    ///
    /// - Precondition: the buffers have as many elements as there are variables and outputs and as `workspaceCount`
    ///   says, or more, and do not overlap.
    public func evaluate(
        _ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>,
        workspace: UnsafeMutableBufferPointer<Double>
    ) {
        precondition(inputs.count >= program.inputs.count, "too few inputs")
        precondition(outputs.count >= program.outputs.count, "too little room for the outputs")
        precondition(workspace.count >= workspaceCount, "too little room for intermediate values")
        guard let registers = workspace.baseAddress else { return }
        code.run(inputs.baseAddress, into: outputs.baseAddress, workspace: registers)
    }

    /// Writes the outputs at these inputs, with a workspace of its own.
    ///
    /// - Precondition: the spans have as many elements as there are variables and outputs, or more.
    public func evaluate(_ inputs: Span<Double>, into outputs: inout MutableSpan<Double>) {
        inputs.withUnsafeBufferPointer { source in
            outputs.withUnsafeMutableBufferPointer { evaluate(source, into: $0) }
        }
    }

    /// C99 source of `void functionName(const double *x, double *y)`; see `StraightLineProgram.cSource`.
    ///
    /// - Throws: `CompilationError.invalidFunctionName`.
    public func cSource(functionName: String, fusesMultiplyAdd: Bool = true) throws(CompilationError) -> String {
        try program.cSource(functionName: functionName, fusesMultiplyAdd: fusesMultiplyAdd)
    }
}
