import Foundation
import GRDB

/// The store of conjectures: one SQLite file in WAL mode.
///
/// An insert is durable when it returns (`synchronous = FULL`), so whatever was reported survives a kill at any moment.
/// Inserts are idempotent by fingerprint: the same find again changes nothing, more digits improve the record.
public final class ConjectureStore: Sendable {
    /// What an insert did.
    public enum Insertion: String, Sendable {
        /// The record is new.
        case inserted
        /// The record was there with fewer digits.
        case improved
        /// The record was there; nothing changed.
        case unchanged
    }

    /// SQLite's application id of Apery's stores: the letters "Aper".
    private static let applicationID = 0x4170_6572

    /// The path of the file.
    public let path: String
    private let database: DatabaseQueue

    /// Opens the store at `path`, making the file and its folder when they do not exist and migrating an older one.
    ///
    /// - Throws: `StoreError` in one line: not SQLite, another application's file, a newer version, or not writable.
    public init(path: String) throws(StoreError) {
        self.path = path
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw .inputOutput("the folder of the store '\(path)' cannot be made")
        }
        do {
            try ConjectureStore.checkExisting(path)
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try db.execute(sql: "PRAGMA synchronous = FULL")
            }
            database = try DatabaseQueue(path: path, configuration: configuration)
            try ConjectureStore.check(database, path)
            try ConjectureStore.migrator.migrate(database)
            try database.write { try $0.execute(sql: "PRAGMA application_id = \(ConjectureStore.applicationID)") }
        } catch let error as StoreError {
            throw error
        } catch {
            throw ConjectureStore.translate(error, path)
        }
    }

    /// Looks at a file that exists before anything is written to it: another application's database stays as it is.
    private static func checkExisting(_ path: String) throws {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int, size > 0 else {
            return
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(30)
        try check(try DatabaseQueue(path: path, configuration: configuration), path)
    }

    private static func check(_ database: DatabaseQueue, _ path: String) throws {
        let (application, tables) = try database.read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE type = 'table'") ?? 0
            )
        }
        if application != applicationID && (application != 0 || tables > 0) {
            throw StoreError.notAStore("'\(path)' is a SQLite file, but not a store of Apery")
        }
        if try database.read({ try migrator.hasBeenSuperseded($0) }) {
            throw StoreError.newerVersion("the store '\(path)' was written by a newer version of Apery")
        }
    }

    private static func translate(_ error: any Error, _ path: String) -> StoreError {
        StoreError(error, path: path)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: conjectures and progress") { db in
            try db.execute(
                sql: """
                    CREATE TABLE conjecture (
                        id TEXT PRIMARY KEY NOT NULL,
                        formula TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        status TEXT NOT NULL,
                        digits INTEGER NOT NULL,
                        coincidence REAL NOT NULL,
                        novelty TEXT NOT NULL,
                        time TEXT NOT NULL,
                        record TEXT NOT NULL
                    );
                    CREATE INDEX conjecture_time ON conjecture(time);
                    CREATE TABLE conjecture_constant (
                        conjecture TEXT NOT NULL REFERENCES conjecture(id) ON DELETE CASCADE,
                        constant TEXT NOT NULL,
                        PRIMARY KEY (constant, conjecture)
                    ) WITHOUT ROWID;
                    CREATE TABLE progress (
                        search TEXT NOT NULL,
                        space TEXT NOT NULL,
                        next_index INTEGER NOT NULL,
                        screened INTEGER NOT NULL,
                        candidates INTEGER NOT NULL,
                        conjectures INTEGER NOT NULL,
                        PRIMARY KEY (search, space)
                    ) WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("2: unidentified limits, tallies and classes") { db in
            try db.execute(
                sql: """
                    CREATE TABLE unidentified (
                        id TEXT PRIMARY KEY NOT NULL,
                        fraction TEXT NOT NULL,
                        digits INTEGER NOT NULL,
                        time TEXT NOT NULL,
                        record TEXT NOT NULL
                    );
                    CREATE INDEX unidentified_time ON unidentified(time);
                    CREATE UNIQUE INDEX unidentified_fraction ON unidentified(fraction);
                    CREATE INDEX conjecture_formula ON conjecture(formula);
                    DROP TABLE progress;
                    CREATE TABLE progress (
                        search TEXT NOT NULL,
                        space TEXT NOT NULL,
                        next_index INTEGER NOT NULL,
                        tally TEXT NOT NULL,
                        PRIMARY KEY (search, space)
                    ) WITHOUT ROWID;
                    CREATE TABLE evaluated_class (
                        search TEXT NOT NULL,
                        space TEXT NOT NULL,
                        next_index INTEGER NOT NULL,
                        classes BLOB NOT NULL,
                        PRIMARY KEY (search, space, next_index)
                    ) WITHOUT ROWID;
                    """)
        }
        return migrator
    }

    // MARK: Writing

    /// Inserts conjectures. Returns what each insert did. When this returns, all of it is on disk.
    ///
    /// - Throws: `StoreError.inputOutput`; then none of them is stored.
    @discardableResult
    public func insert(_ conjectures: [Conjecture]) throws(StoreError) -> [Insertion] {
        try write { db in try conjectures.map { try ConjectureStore.insert($0, db) } }
    }

    /// Inserts what a search found in some of its blocks and, in the same transaction, how far it got: so each block takes
    /// effect exactly once, wherever the search is stopped.
    ///
    /// Returns what the insert of each conjecture did. When this returns, all of it is on disk.
    ///
    /// - Throws: `StoreError.inputOutput`; then nothing of it is stored.
    public func insert(_ finds: SearchFinds, search: String, space: String) throws(StoreError) -> [Insertion] {
        try write { db in
            let insertions = try finds.conjectures.map { try ConjectureStore.insert($0, db) }
            try ConjectureStore.insert(finds.unidentified, db)
            try ConjectureStore.insert(finds, search, space, db)
            return insertions
        }
    }

    private static func insert(_ conjecture: Conjecture, _ db: Database) throws -> Insertion {
        let known = try Int.fetchOne(
            db, sql: "SELECT digits FROM conjecture WHERE id = ?", arguments: [conjecture.id])
        if let known, known >= conjecture.digits { return .unchanged }
        try db.execute(
            sql: """
                INSERT INTO conjecture VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(id) DO UPDATE SET status = excluded.status, digits = excluded.digits,
                    coincidence = excluded.coincidence, record = excluded.record
                """,
            arguments: [
                conjecture.id, conjecture.formula, conjecture.kind, conjecture.status, conjecture.digits,
                conjecture.coincidence, conjecture.novelty, conjecture.provenance.time, conjecture.jsonLine,
            ])
        // A limit that has a name now is no longer unidentified.
        if let end = conjecture.formula.range(of: " = ") {
            try db.execute(
                sql: "DELETE FROM unidentified WHERE fraction = ?",
                arguments: [String(conjecture.formula[..<end.lowerBound])])
        }
        for constant in conjecture.constants {
            try db.execute(
                sql: "INSERT OR IGNORE INTO conjecture_constant VALUES (?, ?)", arguments: [conjecture.id, constant])
        }
        return known == nil ? .inserted : .improved
    }

    // MARK: Reading

    /// The number of conjectures.
    public func count() throws(StoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM conjecture") ?? 0 }
    }

    /// The records in order of time and fingerprint, at most `limit`, optionally only those naming a constant or having a
    /// status.
    public func conjectures(
        constant: String? = nil, status: String? = nil, limit: Int? = nil
    ) throws(StoreError) -> [Conjecture] {
        var conditions: [String] = []
        var arguments: [any DatabaseValueConvertible] = []
        if let constant {
            conditions.append("id IN (SELECT conjecture FROM conjecture_constant WHERE constant = ?)")
            arguments.append(constant)
        }
        if let status {
            conditions.append("status = ?")
            arguments.append(status)
        }
        var sql = "SELECT record FROM conjecture"
        if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
        sql += " ORDER BY time, id"
        if let limit { sql += " LIMIT \(max(0, limit))" }
        return try records(sql, StatementArguments(arguments))
    }

    /// The record whose fingerprint begins with `prefix`.
    ///
    /// - Throws: `StoreError.noRecord` when there is none or more than one.
    public func conjecture(prefix: String) throws(StoreError) -> Conjecture {
        let hexadecimal = prefix.allSatisfy { $0.isHexDigit && $0.isASCII }
        guard !prefix.isEmpty, hexadecimal else { throw .noRecord("'\(prefix)' is not the beginning of an id") }
        let found: [Conjecture] = try records(
            "SELECT record FROM conjecture WHERE id LIKE ? ORDER BY id LIMIT 2", ["\(prefix.lowercased())%"])
        guard let first = found.first else { throw .noRecord("no conjecture has an id that begins with '\(prefix)'") }
        guard found.count == 1 else { throw .noRecord("several conjectures have ids that begin with '\(prefix)'") }
        return first
    }

    private func records<Record: Decodable>(
        _ sql: String, _ arguments: StatementArguments
    ) throws(StoreError) -> [Record] {
        let texts = try read { try String.fetchAll($0, sql: sql, arguments: arguments) }
        let decoder = JSONDecoder()
        do {
            return try texts.map { try decoder.decode(Record.self, from: Data($0.utf8)) }
        } catch {
            throw .notAStore("the store '\(path)' holds a record that cannot be read")
        }
    }

    /// The unidentified limits in order of time and fingerprint, at most `limit`.
    public func unidentified(limit: Int? = nil) throws(StoreError) -> [UnidentifiedLimit] {
        let end = limit.map { " LIMIT \(max(0, $0))" } ?? ""
        return try records("SELECT record FROM unidentified ORDER BY time, id\(end)", [])
    }

    // MARK: Access

    /// One transaction that writes.
    func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do { return try database.write(body) } catch { throw ConjectureStore.translate(error, path) }
    }

    /// One transaction that reads.
    func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do { return try database.read(body) } catch { throw ConjectureStore.translate(error, path) }
    }
}
