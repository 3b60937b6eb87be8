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

    /// How far a search got, for `--resume`.
    public struct Progress: Sendable, Hashable {
        /// The next index to search in a space.
        public var nextIndex: Int
        /// Counts so far.
        public var screened: Int, candidates: Int, conjectures: Int

        /// Progress with these counts.
        public init(nextIndex: Int, screened: Int, candidates: Int, conjectures: Int) {
            self.nextIndex = nextIndex
            self.screened = screened
            self.candidates = candidates
            self.conjectures = conjectures
        }
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
        return migrator
    }

    // MARK: Writing

    /// Inserts one block of finds and, in the same transaction, how far the search got.
    ///
    /// Returns what each insert did. When this returns, all of it is on disk.
    ///
    /// - Throws: `StoreError.inputOutput`; then none of the block is stored.
    @discardableResult
    public func insert(
        _ conjectures: [Conjecture], search: String? = nil, space: String? = nil, progress: Progress? = nil
    ) throws(StoreError) -> [Insertion] {
        do {
            return try database.write { db in
                let insertions = try conjectures.map { try ConjectureStore.insert($0, db) }
                if let search, let space, let progress {
                    try db.execute(
                        sql: """
                            INSERT INTO progress VALUES (?, ?, ?, ?, ?, ?)
                            ON CONFLICT(search, space) DO UPDATE SET next_index = excluded.next_index,
                                screened = excluded.screened, candidates = excluded.candidates,
                                conjectures = excluded.conjectures
                            """,
                        arguments: [
                            search, space, progress.nextIndex, progress.screened, progress.candidates,
                            progress.conjectures,
                        ])
                }
                return insertions
            }
        } catch {
            throw ConjectureStore.translate(error, path)
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
        for constant in conjecture.constants {
            try db.execute(
                sql: "INSERT OR IGNORE INTO conjecture_constant VALUES (?, ?)", arguments: [conjecture.id, constant])
        }
        return known == nil ? .inserted : .improved
    }

    /// Forgets how far a search got, so that it starts anew.
    public func clearProgress(search: String) throws(StoreError) {
        do {
            try database.write { try $0.execute(sql: "DELETE FROM progress WHERE search = ?", arguments: [search]) }
        } catch {
            throw ConjectureStore.translate(error, path)
        }
    }

    // MARK: Reading

    /// How far a search got in a space; nil when it has not begun.
    public func progress(search: String, space: String) throws(StoreError) -> Progress? {
        do {
            return try database.read { db in
                try Row.fetchOne(
                    db,
                    sql: """
                        SELECT next_index, screened, candidates, conjectures FROM progress
                        WHERE search = ? AND space = ?
                        """, arguments: [search, space]
                ).map { Progress(nextIndex: $0[0], screened: $0[1], candidates: $0[2], conjectures: $0[3]) }
            }
        } catch {
            throw ConjectureStore.translate(error, path)
        }
    }

    /// The number of conjectures.
    public func count() throws(StoreError) -> Int {
        do {
            return try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM conjecture") ?? 0 }
        } catch {
            throw ConjectureStore.translate(error, path)
        }
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
        let found = try records(
            "SELECT record FROM conjecture WHERE id LIKE ? ORDER BY id LIMIT 2", ["\(prefix.lowercased())%"])
        guard let first = found.first else { throw .noRecord("no conjecture has an id that begins with '\(prefix)'") }
        guard found.count == 1 else { throw .noRecord("several conjectures have ids that begin with '\(prefix)'") }
        return first
    }

    private func records(_ sql: String, _ arguments: StatementArguments) throws(StoreError) -> [Conjecture] {
        do {
            return try database.read { db in
                let decoder = JSONDecoder()
                return try String.fetchAll(db, sql: sql, arguments: arguments).map {
                    try decoder.decode(Conjecture.self, from: Data($0.utf8))
                }
            }
        } catch is DecodingError {
            throw .notAStore("the store '\(path)' holds a record that cannot be read")
        } catch {
            throw ConjectureStore.translate(error, path)
        }
    }
}
