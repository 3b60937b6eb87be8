/// A term as a function over doubles.
///
/// Evaluation runs the instructions in a flat loop over a buffer of registers; the in-place form allocates nothing but
/// that buffer, on the stack when it is small. Values follow IEEE 754: 1/0 is infinite, a function outside its real
/// domain is not a number. Functions are immutable and may be called from several threads at a time.
public struct CompiledFunction: Sendable {
    /// The program that is run.
    public let program: StraightLineProgram
    private let code: InterpreterCode

    /// A function that runs this program.
    public init(_ program: StraightLineProgram) {
        self.program = program
        code = InterpreterCode(program)
    }

    /// The outputs at these inputs.
    ///
    /// - Precondition: there are as many inputs as variables.
    public func callAsFunction(_ inputs: [Double]) -> [Double] {
        [Double](unsafeUninitializedCapacity: program.outputs.count) { buffer, count in
            inputs.withUnsafeBufferPointer { evaluate($0, into: buffer) }
            count = program.outputs.count
        }
    }

    /// Writes the outputs at these inputs; `inputs` and `outputs` may not overlap.
    ///
    /// - Precondition: the buffers have as many elements as there are variables and outputs, or more.
    public func evaluate(_ inputs: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>) {
        precondition(inputs.count >= program.inputs.count, "too few inputs")
        precondition(outputs.count >= program.outputs.count, "too little room for the outputs")
        code.run(inputs, into: outputs)
    }
}
