import Expressions
import Foundation

/// PARI/GP as an outside judge.
enum Pari {
    private static let interpreter = "/usr/bin/gp"

    /// Whether it can be asked.
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: interpreter) }

    /// The values that PARI prints for terms of the formula language, a line for each, computed to `precision` digits.
    static func values(of terms: [String], precision: Int, digits: Int) throws -> [String] {
        var script = "default(realprecision,\(precision));\n"
        for term in terms {
            let written = try Expressions.Expression(parsing: term).formatted(.pari)
            script += "printf(\"%.\(digits)g\\n\",\(written));\n"
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = ["-q", "-f"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data(script.utf8))
        input.fileHandleForWriting.closeFile()
        return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }
}
