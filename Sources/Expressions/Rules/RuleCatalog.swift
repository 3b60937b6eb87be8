import Catalogs
import Foundation

/// Rewrite rules in the order in which they were written.
///
/// A file holds one rule a line; empty lines and lines that start with `#` are skipped:
///
///     name: LEFT -> RIGHT if CONDITION, CONDITION on DOMAIN, DOMAIN [source]
///
/// - `<->` in place of `->`: the rule holds and is meant in both directions.
/// - LEFT and RIGHT are terms of the formula language. Every symbol that is not a constant of the catalog, `i` or
///   `infinity` is a pattern variable; in rules with `pcf` the symbol n is its bound variable. The right side may use
///   `subst(f, n, t)`: f with t in place of n.
/// - CONDITION: `s < t`, `s <= t`, `s > t`, `s >= t` (both sides real), `s != t`, `t real`, `t integer`, `t not integer`,
///   `t not nonpositive integer`, `k not in t` (k is not free in t), `x symbol`. Conditions are proved, never assumed.
/// - DOMAIN steers the sampling of the tester only: `z in disc(1)`, `x in (0, 1)`, `n in integers(0, 20)`,
///   `q in rationals(-1, 1)`, `f in terms(k)`, `a in polynomials(n, 2)`, `z in complex`.
/// - The source in brackets says where the rule can be looked up.
public struct RuleCatalog: Sendable, Sequence {
    /// All rules, file by file.
    public let rules: [IdentityRule]
    private let byName: [String: Int]

    /// The catalog that comes with Apery; empty only when its files cannot be read, which `load()` explains.
    public static let standard: RuleCatalog = (try? load()) ?? RuleCatalog()

    /// The catalog without rules.
    private init() {
        rules = []
        byName = [:]
    }

    /// Rules whose names differ.
    private init(joining parts: [[IdentityRule]]) throws(RuleError) {
        var rules: [IdentityRule] = []
        var byName: [String: Int] = [:]
        for rule in parts.joined() {
            if let first = byName[rule.name] {
                throw RuleError(
                    file: rule.file, line: rule.line, column: 1,
                    reason: .duplicateName(rule.name, first: "\(rules[first].file):\(rules[first].line)"))
            }
            byName[rule.name] = rules.count
            rules.append(rule)
        }
        self.rules = rules
        self.byName = byName
    }

    /// Reads the files `catalogs/rules/*.rules`, sorted by name.
    ///
    /// - Throws: `RuleError` with file, line and column of the first mistake.
    public static func load() throws(RuleError) -> RuleCatalog {
        let files: [URL]
        do { files = try Catalogs.files(in: .rules) } catch {
            throw RuleError(file: "rules", line: 1, column: 1, reason: .unreadable(error.localizedDescription))
        }
        var parts: [[IdentityRule]] = []
        for file in files {
            let text: String
            do { text = try String(contentsOf: file, encoding: .utf8) } catch {
                throw RuleError(
                    file: file.lastPathComponent, line: 1, column: 1, reason: .unreadable(error.localizedDescription))
            }
            parts.append(try RuleCatalog(parsing: text, file: file.lastPathComponent).rules)
        }
        return try RuleCatalog(joining: parts)
    }

    /// Reads the text of a rule file; `file` is the name that errors and rules carry.
    ///
    /// - Throws: `RuleError` with line and column of the first mistake. Cost: linear in the length.
    public init(
        parsing text: String, file: String, constants: ConstantCatalog = .standard
    ) throws(RuleError) {
        var rules: [IdentityRule] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let first = line.first(where: { !$0.isWhitespace }), first != "#" else { continue }
            let parser = RuleParser(file: file, line: index + 1, catalog: constants)
            rules.append(try parser.rule(String(line)))
        }
        try self.init(joining: [rules])
    }

    /// The rule with this name.
    public subscript(name: String) -> IdentityRule? { byName[name].map { rules[$0] } }

    /// The names of the files, each of which is a set of rules: `powers.rules` is the set `powers`. In order.
    public var setNames: [String] {
        var names: [String] = []
        for rule in rules where names.last != rule.setName { names.append(rule.setName) }
        return names
    }

    /// The rules of a set, in order; empty when there is none of this name.
    public func rules(inSet name: String) -> [IdentityRule] { rules.filter { $0.setName == name } }

    /// In the order of the files.
    public func makeIterator() -> IndexingIterator<[IdentityRule]> { rules.makeIterator() }
}

extension IdentityRule {
    /// The set of rules that this one belongs to: the name of its file without the extension.
    public var setName: String { file.hasSuffix(".rules") ? String(file.dropLast(6)) : file }
}
