import Foundation
import Testing

/// The repository, seen from this file.
private let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The lines of a file, trimmed.
private func lines(_ path: String) throws -> [String] {
    let text = try String(contentsOf: repository.appending(path: path), encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
}

/// The blocks of Swift code and of its output in an article.
private func blocks(_ lines: [String]) -> [[String]] {
    var blocks: [[String]] = []
    var open: [String]?
    for line in lines {
        if let block = open {
            if line == "```" {
                blocks.append(block)
                open = nil
            } else {
                open = block + [line]
            }
        } else if line == "```swift" || line == "```text" {
            open = []
        }
    }
    return blocks
}

@Test(arguments: ["EGraphs", "Expressions"], [nil, "changed"])
func snippetsOfArticlesAreCodeOfTests(target: String, change: String?) throws {
    let folder = "Sources/\(target)/\(target).docc"
    let articles = try FileManager.default.contentsOfDirectory(atPath: repository.appending(path: folder).path)
        .filter { $0.hasSuffix(".md") }.sorted()
    var code = try lines("Tests/\(target)Tests/TutorialTests.swift")
    // A test that cannot fail shows nothing: when every line of the code is changed, no snippet is found.
    if let change { code = code.map { $0 + change } }
    var found = 0
    for article in articles {
        for block in blocks(try lines("\(folder)/\(article)")) {
            let isCode = code.indices.contains { start in code[start...].starts(with: block) }
            #expect(isCode == (change == nil), "\(article): \(block.joined(separator: "\n"))")
            found += 1
        }
    }
    #expect(found > 0)
}
