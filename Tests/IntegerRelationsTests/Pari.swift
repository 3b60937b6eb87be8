import Foundation

/// PARI/GP as an outside judge.
enum Pari {
    private static let interpreter = "/usr/bin/gp"

    /// Whether it can be asked.
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: interpreter) }

    /// The lines that a script prints.
    static func lines(of script: String) throws -> [String] {
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
