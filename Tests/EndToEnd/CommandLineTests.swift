import Foundation
import Testing

/// Runs the built binary.
struct Tool {
    /// The binary beside the test bundle.
    static let url: URL = {
        // The test process runs from the products folder; arguments name the bundle in it.
        let bundle = CommandLine.arguments.map { URL(fileURLWithPath: $0) }.first { $0.path.contains(".xctest") }
        let folder = (bundle ?? URL(fileURLWithPath: CommandLine.arguments[0])).deletingLastPathComponent()
        return folder.appendingPathComponent("apery")
    }()

    static func run(_ arguments: [String]) throws -> (status: Int32, output: String, error: String) {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString).out")
        let error = output.appendingPathExtension("err")
        try Data().write(to: output)
        try Data().write(to: error)
        defer {
            try? FileManager.default.removeItem(at: output)
            try? FileManager.default.removeItem(at: error)
        }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOf: output, encoding: .utf8),
            try String(contentsOf: error, encoding: .utf8)
        )
    }
}

private let badInputs: [([String], Int32)] = [
    (["evaluate", "1+"], 65), (["evaluate", "(1+2"], 65), (["evaluate", "foo"], 65), (["evaluate", "log(0)"], 65),
    (["evaluate", "pi", "--digits", "0"], 65), (["evaluate", "pi", "--digits", "99999999999"], 65),
    (["evaluate", "NaN"], 65), (["evaluate", "pcf(1-n, 2-n)"], 65), (["verify", "1"], 65),
    (["verify", "1 = 1 = 1"], 65),
    (["verify", "pcf(2n+1, n^2) = 3/pi"], 1), (["pcf", "2n+", "n"], 65), (["pcf", "sin(n)", "n"], 65),
    (["pcf", "1", "-n^2"], 1), (["identify", "0.12"], 65), (["identify", "0.9182736455463728190918273645546"], 1),
    (["identify", "1.2(3x)"], 65), (["identify", "0.5(9)"], 65), (["identify", "0.91596559(3)"], 65),
    (["identify", "1.644934066848226436", "--basis", "zeeta"], 65), (["identify", "1.5", "--seconds", "0"], 65),
    (["discover", "--degree-a", "1", "--degree-b", "1", "--coefficients", "3..1"], 65),
    (["discover", "--degree-a", "99", "--degree-b", "1", "--coefficients", "1..2"], 65),
    (["discover", "no-such-file.yaml"], 74), (["conjectures", "list", "--store", "/proc/none/x.sqlite"], 74),
    (["nonsense"], 64), (["evaluate"], 64), (["evaluate", "1", "--format", "xml"], 64),
]

@Test(arguments: badInputs)
func badInputGetsOneLineAndTheDocumentedStatus(_ arguments: [String], _ status: Int32) throws {
    let result = try Tool.run(arguments)
    #expect(result.status == status, "\(arguments): \(result.error)")
    if status == 65 || status == 74 {
        #expect(result.error.hasPrefix("apery: "))
        #expect(result.error.split(separator: "\n").count == 1)
        #expect(result.output.isEmpty)
    }
}

@Test func identificationsStateTheirChance() throws {
    let found = try Tool.run(["identify", "0.91596559417721901505460(3)", "--format", "json", "--quiet"])
    #expect(
        found.status == 0 && found.output.hasPrefix("{\"identified\":true,\"candidates\":[{\"formula\":\"catalan\""))
    for key in ["latex", "digits", "coincidence", "stage"] { #expect(found.output.contains("\"\(key)\":")) }
    let hidden = try Tool.run(["identify", "pi^2/6 + log(2)^2", "--basis", "pi^2,log(2)^2,log(4)^2"])
    #expect(hidden.status == 0 && hidden.output.hasPrefix("hidden relation in the basis: "))
    #expect(try Tool.run(["identify", "i + 1", "--quiet"]).output.contains("imaginary"))
    let complex = try Tool.run(["identify", "pi + i*e"])
    #expect(complex.output.contains("real part: ") && complex.output.contains("imaginary part: "))
}

@Test func proofsAreFoundPrintedAndWritten() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("proof.txt")
    let formula = "pcf(11n^2+11n+3, n^4) = 30/pi^2"
    let proved = try Tool.run(["verify", formula, "--certificate", file, "--format", "json"])
    #expect(proved.status == 0 && proved.output.contains("\"status\":\"proved\""), "\(proved.output)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.hasPrefix(formula) && text.contains("creative telescoping"))
    let open = try Tool.run(["verify", "catalan = pcf(3n^2+3n+1, -2n^4)/2 + 10^(-900)", "--prove"])
    #expect(open.status == 1)
    let unwritable = try Tool.run(["verify", formula, "--certificate", folder.path("no/such/folder/proof.txt")])
    #expect(unwritable.status == 74 && unwritable.error.hasPrefix("apery: cannot write"))
    #expect(try Tool.run(["verify", formula, "--certificate", "proof.v"]).status == 64)
}

@Test func readmeExamplesAreRealOutput() throws {
    let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("README.md")
    let lines = try String(contentsOf: readme, encoding: .utf8).components(separatedBy: "\n")
    var examples = 0
    var index = 0
    while index < lines.count {
        guard lines[index].hasPrefix("$ apery ") else {
            index += 1
            continue
        }
        let arguments = words(String(lines[index].dropFirst("$ apery ".count)))
        var expected: [String] = []
        index += 1
        while index < lines.count, !lines[index].hasPrefix("$ "), !lines[index].hasPrefix("```") {
            expected.append(lines[index])
            index += 1
        }
        let result = try Tool.run(arguments)
        #expect(result.output == expected.joined(separator: "\n") + "\n", "\(arguments)")
        examples += 1
    }
    #expect(examples >= 5)
}

/// Words as a shell splits them, single quotes only.
private func words(_ line: String) -> [String] {
    var result: [String] = []
    for (index, piece) in line.components(separatedBy: "'").enumerated() {
        if index % 2 == 1 {
            result.append(piece)
        } else {
            result += piece.split(separator: " ").map(String.init)
        }
    }
    return result
}

@Test func defaultSearchFindsTheSixConstantsAndASecondRunAddsNothing() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = folder.appendingPathComponent("store.sqlite").path
    let first = try Tool.run(["discover", "--format", "json", "--store", store])
    #expect(first.status == 0)
    for constant in ["e", "pi", "ln2", "zeta2", "zeta3", "catalan"] {
        #expect(first.output.contains("\"constants\":[\"\(constant)\"]"), "\(constant)")
    }
    let second = try Tool.run(["discover", "--format", "json", "--store", store])
    #expect(second.output.contains("\"added\":0"))
}

@Test func whatWasReportedSurvivesAKill() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apery-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = folder.appendingPathComponent("store.sqlite").path
    let output = folder.appendingPathComponent("out.txt")
    try Data().write(to: output)
    let process = Process()
    process.executableURL = Tool.url
    process.arguments = ["discover", "--format", "json", "--store", store]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    var reported: [Substring] = []
    for _ in 0..<600 where reported.count < 10 && process.isRunning {
        Thread.sleep(forTimeInterval: 0.05)
        reported = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    reported = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    let listed = try Tool.run(["conjectures", "list", "--format", "json", "--store", store])
    #expect(listed.status == 0)
    let stored = Set(listed.output.split(separator: "\n"))
    for line in reported where line.hasSuffix("}") && line.contains("\"formula\"") { #expect(stored.contains(line)) }
    #expect(!reported.isEmpty)
}
