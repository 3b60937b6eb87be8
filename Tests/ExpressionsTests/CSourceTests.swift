import Expressions
import Foundation
import Testing

/// Programs printed as C and run through the system's compiler.
private enum CCompiler {
    static let isInstalled = run("/usr/bin/env", ["cc", "--version"]) != nil

    /// The standard output of a program that ends well.
    static func run(_ path: String, _ arguments: [String]) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
    }

    /// The outputs of `void f(const double *, double *)` at `inputs`.
    static func outputs(of source: String, at inputs: [Double], count: Int) throws -> [Double] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let main = """
            #include <stdio.h>
            int main(void)
            {
                const double x[] = {\((inputs + [0]).map { "\($0)" }.joined(separator: ", "))};
                double y[\(count)];
                f(x, y);
                for (int i = 0; i < \(count); i++) printf("%.17g\\n", y[i]);
                return 0;
            }

            """
        let (file, program) = (folder.appendingPathComponent("f.c").path, folder.appendingPathComponent("f").path)
        try (source + main).write(toFile: file, atomically: true, encoding: .utf8)
        // No contraction: each operation is rounded as it is written.
        let flags = ["cc", "-std=c99", "-pedantic-errors", "-Wall", "-Werror", "-O1", "-ffp-contract=off"]
        _ = try #require(run("/usr/bin/env", flags + [file, "-o", program, "-lm"]), "the C source does not compile")
        return try #require(run(program, [])).split(separator: "\n").compactMap { Double($0) }
    }
}

@Test(.enabled(if: CCompiler.isInstalled), arguments: [true, false])
func cSourceComputesTheSameDoubles(_ fuses: Bool) throws {
    var generator = SplitMix(seed: 77)
    let terms = (0..<40).map { RandomRealTerm.make(size: 5 + $0 / 2, using: &generator).term }
    let special = try ["x^(1/3)", "gamma(x)/y-pi", "-x", "7/3", "erf(x)*log(y)/(x*y)", "x"].map {
        try Expression(parsing: $0)
    }
    let all = terms + special
    let function = try Expression.compile(
        all, variables: RandomRealTerm.variables, options: CompilationOptions(fusesMultiplyAdd: fuses))
    let source = try function.program.cSource(functionName: "f")
    let outputs = try CCompiler.outputs(of: source, at: RandomRealTerm.point, count: all.count)
    #expect(outputs == function(RandomRealTerm.point))
}

@Test(.enabled(if: CCompiler.isInstalled)) func longProgramsAreCutIntoParts() throws {
    let network = MassActionNetwork(species: 30, reactions: 200)
    let function = try Expression.compile(network.rightHandSide, variables: network.variables)
    let source = try function.program.cSource(functionName: "f")
    #expect(source.contains("f_2("))
    let point = (0..<40).map { 0.5 + Double(($0 * 37) % 101) / 128 }
    #expect(try CCompiler.outputs(of: source, at: point, count: 30) == function(point))
}
