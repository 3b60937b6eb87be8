import Foundation

/// Other systems, run beside Apery where they are installed: scripts in `Benchmarks/Peers` that print one line
/// `name<TAB>seconds` (or another figure) for each row.
enum Peer {
    /// The rows of a Python script by name; nil, with a line that says so, when `module` cannot be imported.
    static func rows(_ script: String, module: String, arguments: [String] = []) -> [String: Double]? {
        guard let output = run("python3", ["-c", "import \(module)"]), output.status == 0 else {
            print("\(module) is not installed: its rows are left out (python3 -m pip install \(module))")
            return nil
        }
        guard let result = run("python3", ["Benchmarks/Peers/\(script)"] + arguments), result.status == 0 else {
            print("Benchmarks/Peers/\(script) failed: its rows are left out")
            return nil
        }
        var rows: [String: Double] = [:]
        for line in result.text.split(separator: "\n") {
            let parts = line.split(separator: "\t")
            if parts.count == 2, let value = Double(parts[1]) { rows[String(parts[0])] = value }
        }
        return rows
    }

    /// Runs a program with its standard output caught; nil when it cannot be started.
    static func run(_ program: String, _ arguments: [String]) -> (status: Int32, text: String)? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
