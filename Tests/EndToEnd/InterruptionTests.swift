import Foundation
import Testing

/// A search that runs long enough to be stopped in its middle.
private let search = [
    "discover", "--degree-a", "2", "--degree-b", "3", "--coefficients-a", "-5..5", "--coefficients-b", "-3..3",
    "--strategy", "enumerate", "--screen",
    "nilpotence", "--threads", "1", "--quiet",
]

/// Starts a search, waits for its first finds and sends it a signal; what it had printed by then, and how it ended.
private func interrupted(
    store: String, by signal: Int32, _ folder: TemporaryFolder
) throws -> (found: [Substring], status: Int32) {
    let process = Process()
    process.executableURL = Tool.url
    process.arguments = search + ["--store", store]
    let output = folder.path("output-\(signal)")
    try Data().write(to: URL(fileURLWithPath: output))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = FileHandle.nullDevice
    try process.run()
    let deadline = Date().addingTimeInterval(60)
    while try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n").count < 3, Date() < deadline,
        process.isRunning
    { Thread.sleep(forTimeInterval: 0.002) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return (try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n"), process.terminationStatus)
}

private func stored(_ path: String) throws -> Set<String> {
    let result = try Tool.run(["conjectures", "list", "--format", "json", "--store", path])
    #expect(result.status == 0, "\(result.error)")
    return Set(
        try result.output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["formula"] as? String ?? ""
        })
}

@Suite(.serialized) struct InterruptionTests {
    @Test(arguments: [SIGINT, SIGKILL])
    func everythingReportedIsStoredAndResumeFindsTheRest(_ signal: Int32) throws {
        let folder = try TemporaryFolder()
        let store = folder.path("s.sqlite")
        let (found, status) = try interrupted(store: store, by: signal, folder)
        #expect(found.count >= 3)
        #expect(status == (signal == SIGINT ? 130 : SIGKILL), "the search ended before it was stopped")
        let before = try stored(store)
        for line in found {
            let formula = line.components(separatedBy: "   [")[0]
            #expect(before.contains(formula), "\(formula) was reported and is not in the store")
        }
        let resumed = try Tool.run(search + ["--resume", "--store", store])
        #expect(resumed.status == 0)
        let whole = folder.path("whole.sqlite")
        #expect(try Tool.run(search + ["--store", whole]).status == 0)
        #expect(try stored(store) == stored(whole))
    }
}
