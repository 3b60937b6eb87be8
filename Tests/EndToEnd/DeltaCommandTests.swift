import Foundation
import Testing

/// A small space: fractions for π and ln 2 with constant a.
private let space = [
    "delta", "--degree-a", "0", "--degree-b", "2", "--coefficients-a", "1..3", "--coefficients-b=-1..3", "--depth",
    "60",
    "--constants", "pi,ln2", "--quiet",
]

/// A space whose survey takes long enough to be stopped.
private let large = [
    "delta", "--degree-a", "1", "--degree-b", "2", "--coefficients=-2..2", "--screen", "none", "--identify", "none",
    "--depth", "1000", "--quiet",
]

private func objects(_ output: String) throws -> [[String: Any]] {
    try output.split(separator: "\n").map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
}

@Suite(.serialized) struct DeltaCommandTests {
    @Test func rowsClustersFamiliesAndSummaryAreJSONLines() throws {
        let folder = try TemporaryFolder()
        let map = folder.path("map.svg")
        let result = try Tool.run(space + ["--format", "json", "--clusters", "--families", "--map", map])
        #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
        let lines = try objects(result.output)
        let rows = lines.filter { $0["delta"] != nil }
        let summary = try #require(lines.last?["summary"] as? [String: Any])
        #expect(rows.count > 20 && summary["measured"] as? Int == rows.count)
        #expect(lines.count == rows.count + 3)
        let known = try #require(rows.first { $0["a"] as? String == "1" && $0["b"] as? String == "n^2" })
        #expect(known["closed_form"] as? String == "1/ln2" && known["class"] as? String == "polynomial")
        #expect(known["delta_radius"] as? Double ?? 1 < 1e-6)
        let clusters = try #require(lines[rows.count]["clusters"] as? [[String: Any]])
        #expect(Set(clusters.compactMap { $0["plane"] as? String }).count == 4)
        #expect(lines[rows.count + 1]["families"] is [[String: Any]])
        #expect(try String(contentsOfFile: map, encoding: .utf8).hasPrefix("<?xml"))
    }

    @Test func tablesInAllFormatsHoldTheSameRows() throws {
        let folder = try TemporaryFolder()
        let printed = try Tool.run(space + ["--format", "json"]).output
        for ending in ["csv", "jsonl", "sqlite"] {
            let path = folder.path("t.\(ending)")
            let result = try Tool.run(
                space + ["--format", "json", "--table", path, "--threads", ending == "csv" ? "1" : "3"])
            #expect(result.status == 0, "\(result.error)")
            let rows = result.output.split(separator: "\n").dropLast()
            #expect(rows == printed.split(separator: "\n").dropLast())
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count > 1000)
            if ending == "jsonl" {
                #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") == Array(rows))
            }
        }
        let text = try Tool.run(space)
        #expect(
            text.output.contains("pcf(1, n^2); polynomial; full reduction; delta -0.")
                && text.output.contains("= 1/ln2"))
        #expect(try Tool.run(space + ["--format", "latex"]).output.contains("\\ln 2"))
    }

    @Test(arguments: [SIGINT, SIGKILL])
    func anInterruptedTableIsResumed(_ signal: Int32) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("t.jsonl")
        let process = Process()
        process.executableURL = Tool.url
        process.arguments = large + ["--table", path]
        let output = folder.path("output")
        try Data().write(to: URL(fileURLWithPath: output))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = Date().addingTimeInterval(60)
        while try Data(contentsOf: URL(fileURLWithPath: output)).count < 4000, Date() < deadline, process.isRunning {
            Thread.sleep(forTimeInterval: 0.005)
        }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == (signal == SIGINT ? 130 : SIGKILL))
        // A smaller depth is another survey.
        let other = try Tool.run(large + ["--depth", "20", "--resume", "--table", path])
        #expect(other.status == 65 && other.error.contains("another survey"))
        if signal == SIGINT {
            #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count > 5)
        }
        #expect(try Tool.run(large + ["--resume", "--table", path]).status == 0)
        let whole = folder.path("whole.jsonl")
        #expect(try Tool.run(large + ["--table", whole]).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(contentsOf: URL(fileURLWithPath: whole)))
        #expect(!FileManager.default.fileExists(atPath: "\(path).partial"))
    }

    @Test(arguments: [
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "3..1"], Int32(65), "empty"),
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "0..0"], 65, "zero in the whole space"),
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "1..2", "--depth", "0"], 65, "depth"),
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "1..2", "--depth", "100001"], 65, "100000"),
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "1..2", "--constants", "zeeta"], 65, "zeeta"),
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "1..2", "--map", "/proc/none/m.svg"], 74, "m.svg"),
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "1..2", "--table", "/proc/none/t.csv"], 74, "t.csv"),
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "1..2", "--table", "/tmp"], 64, ".sqlite"),
        (
            ["--degree-a", "1", "--degree-b", "1", "--coefficients", "1..2", "--plane", "delta,rain"], 64,
            "delta,growth"
        ),
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "1..2", "--resume"], 64, "--table"),
        (["--degree-a", "1", "--degree-b", "1", "--coefficients", "1..2", "--identify", "some"], 64, "reduced"),
        (["no-such-file.yaml"], 74, "no-such-file.yaml"), ([], 64, "SPEC"),
    ])
    func badInputIsOneLine(_ arguments: [String], _ status: Int32, _ text: String) throws {
        let result = try Tool.run(["delta"] + arguments)
        #expect(result.status == status, "\(arguments): \(result.error)")
        #expect(result.error.hasPrefix("apery: ") && result.error.contains(text), "\(result.error)")
        #expect(result.error.split(separator: "\n").count == 1 && result.output.isEmpty)
    }
}
