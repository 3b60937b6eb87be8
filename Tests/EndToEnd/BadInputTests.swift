import Foundation
import Testing

/// A folder of one test, removed at its end.
final class TemporaryFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("apery-test-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ data: Data, as name: String) throws -> String {
        try data.write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }
}

private func expectOneLine(
    _ result: (status: Int32, output: String, error: String), status: Int32, containing text: String? = nil
) {
    #expect(result.status == status, "\(result.error)")
    #expect(result.error.hasPrefix("apery: ") && text.map(result.error.contains) ?? true, "\(result.error)")
    #expect(result.error.split(separator: "\n").count == 1, "\(result.error)")
}

@Test(arguments: [
    ["evaluate", "1", "--digits", "-5"], ["evaluate", "1", "--digits", "nan"],
    ["evaluate", "1", "--digits", "99999999999999999999"], ["evaluate", "1", "--from", "roman"], ["nonsense"],
    ["discover", "--degree-a", "1", "--degree-b", "1", "--coefficients", "nan..2"],
])
func wrongUsageIsOneLine(_ arguments: [String]) throws {
    expectOneLine(try Tool.run(arguments), status: 64, containing: "see 'apery --help'")
}

@Test(arguments: ["a: [b", "- 1\n- 2", "spaces: 3", "foo: 1", "\u{0}\u{1}", ""])
func aFileThatIsNoSearchIsRefused(_ text: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Data(text.utf8), as: "search.yaml")
    expectOneLine(
        try Tool.run(["discover", file, "--store", folder.path("s.sqlite")]), status: 65, containing: "search.yaml")
    #expect(!FileManager.default.fileExists(atPath: folder.path("s.sqlite")))
}

@Test func aFileOfBytesIsNoSearch() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Data([0xFF, 0xFE, 0x80, 0x00]), as: "bytes.yaml")
    expectOneLine(try Tool.run(["discover", file]), status: 65, containing: "not YAML")
}

@Test func whatIsNotSQLiteIsNoStore() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Data(String(repeating: "no database ", count: 50).utf8), as: "junk.sqlite")
    expectOneLine(
        try Tool.run(["conjectures", "list", "--store", file]), status: 65, containing: "is not a SQLite file")
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)).count == 600)
}

/// SQLite's header with another application's number (bytes 68 to 71) and one page that holds no table.
private func emptyDatabase(applicationID: UInt32) -> Data {
    var page = [UInt8](repeating: 0, count: 4096)
    page.replaceSubrange(0..<16, with: Array("SQLite format 3\0".utf8))
    page.replaceSubrange(16..<24, with: [0x10, 0x00, 1, 1, 0, 64, 32, 32])
    page.replaceSubrange(28..<32, with: [0, 0, 0, 1])
    page.replaceSubrange(44..<48, with: [0, 0, 0, 4])
    page.replaceSubrange(56..<60, with: [0, 0, 0, 1])
    for byte in 0..<4 { page[68 + byte] = UInt8(truncatingIfNeeded: applicationID >> UInt32(24 - 8 * byte)) }
    page.replaceSubrange(100..<108, with: [0x0D, 0, 0, 0, 0, 0x10, 0x00, 0])
    return Data(page)
}

@Test func anotherApplicationsDatabaseIsLeftAsItIs() throws {
    let folder = try TemporaryFolder()
    let data = emptyDatabase(applicationID: 0x1234_5678)
    let file = try folder.write(data, as: "other.sqlite")
    expectOneLine(
        try Tool.run(["conjectures", "list", "--store", file]), status: 65, containing: "not a store of Apery")
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == data)
}

@Test func aStoreThatCannotBeMadeIsAnInputOutputError() throws {
    let result = try Tool.run(["discover", "--quiet", "--store", "/proc/nothing/x.sqlite"])
    expectOneLine(result, status: 74, containing: "cannot be made")
}

@Test(.enabled(if: geteuid() != 0)) func aReadOnlyFolderIsAnInputOutputError() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.url.path)
    let result = try Tool.run(["discover", "--quiet", "--store", folder.path("s.sqlite")])
    expectOneLine(result, status: 74, containing: "s.sqlite")
}

@Test(arguments: [
    ["evaluate", String(repeating: "(", count: 5000)],
    ["evaluate", "sqrt(" + String(repeating: "-", count: 9000) + "1)"],
    ["evaluate", "\\frac{1}", "--from", "latex"], ["evaluate", "<apply><plus/>", "--from", "mathml"],
    ["evaluate", "sum(1/n, n, 1, infinity)"], ["evaluate", "1/(1-1)"], ["evaluate", "klein_j(1)"],
    ["pcf", "1-n", "2-n"], ["pcf", "n^(-1)", "n"], ["identify", "1e999999999999"],
])
func inputOutsideTheDomainIsOneLine(_ arguments: [String]) throws {
    expectOneLine(try Tool.run(arguments), status: 65)
}

/// A file system of 256 KiB: what was stored before it was full is still there.
@Test(.enabled(if: TinyDisk.isAvailable)) func aFullDiskLosesNothing() throws {
    let disk = try TinyDisk()
    let path = disk.folder.path("mount/s.sqlite")
    let result = try Tool.run(["discover", "--quiet", "--store", path])
    #expect(result.status == 74, "\(result.error)")
    #expect(result.error.contains("full"), "\(result.error)")
    let reported = result.output.split(separator: "\n").count
    let copy = try TemporaryFolder()
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
        try FileManager.default.copyItem(atPath: path + suffix, toPath: copy.path("s.sqlite" + suffix))
    }
    let listed = try Tool.run(["conjectures", "list", "--format", "json", "--store", copy.path("s.sqlite")])
    #expect(listed.status == 0, "\(listed.error)")
    #expect(listed.output.split(separator: "\n").count >= reported)
}

/// A mounted file system of a few pages; needs the right to mount.
final class TinyDisk {
    let folder: TemporaryFolder

    static let isAvailable: Bool = (try? TinyDisk()) != nil

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path("mount"), withIntermediateDirectories: true)
        guard geteuid() == 0, try Self.run("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.path("mount")])
        else { throw CocoaError(.fileWriteNoPermission) }
    }

    deinit { _ = try? Self.run("umount", [folder.path("mount")]) }

    private static func run(_ tool: String, _ arguments: [String]) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
