import Conjectures
import Foundation
import GRDB

/// A table of metrics with how far its computation got: one SQLite file, or a table in memory.
///
/// Rows and progress are written in one transaction and are on disk when a call returns, so a run that is stopped
/// at any moment goes on without losing or repeating a row. The table `metrics` holds the rows in the order of their
/// computation, `metrics_column` what each column is.
public final class MetricsStore: Sendable {
    /// How far a survey got in one space.
    public struct Progress: Sendable, Hashable {
        /// The next index to look at.
        public var nextIndex: Int
        /// The fractions that were measured.
        public var measured: Int

        /// Progress with these counts.
        public init(nextIndex: Int, measured: Int) {
            self.nextIndex = nextIndex
            self.measured = measured
        }
    }

    /// SQLite's application id of tables of metrics: the letters "ApMt".
    private static let applicationID = 0x4170_4D74

    /// The path of the file, or `:memory:`.
    public let path: String
    private let database: DatabaseQueue

    /// An empty table in memory.
    ///
    /// - Throws: `StoreError.inputOutput` when SQLite fails.
    public init() throws(StoreError) {
        path = ":memory:"
        do {
            database = try DatabaseQueue()
            try MetricsStore.migrator.migrate(database)
        } catch { throw StoreError(error, path: ":memory:") }
    }

    /// The table in the file at `path`, which is made when it does not exist.
    ///
    /// - Throws: `StoreError`: not SQLite, another application's file, written by a newer version, or not writable.
    public init(path: String) throws(StoreError) {
        self.path = path
        do {
            try MetricsStore.checkExisting(path)
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            database = try DatabaseQueue(path: path, configuration: configuration)
            try MetricsStore.migrator.migrate(database)
            try database.write { try $0.execute(sql: "PRAGMA application_id = \(MetricsStore.applicationID)") }
        } catch let error as StoreError {
            throw error
        } catch { throw StoreError(error, path: path) }
    }

    /// Looks at a file that exists before anything is written to it.
    private static func checkExisting(_ path: String) throws {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int, size > 0 else {
            return
        }
        var configuration = Configuration()
        configuration.readonly = true
        let existing = try DatabaseQueue(path: path, configuration: configuration)
        let application = try existing.read { try Int.fetchOne($0, sql: "PRAGMA application_id") ?? 0 }
        guard application == applicationID else {
            throw StoreError.notAStore("'\(path)' is a SQLite file, but not a table of metrics")
        }
        if try existing.read({ try migrator.hasBeenSuperseded($0) }) {
            throw StoreError.newerVersion("the table '\(path)' was written by a newer version of Apery")
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: metrics and progress") { db in
            let types: [MetricsColumn.Kind: String] = [.text: "TEXT", .integer: "INTEGER", .real: "REAL"]
            let columns = MetricsColumn.allCases.map { "\"\($0.rawValue)\" \(types[$0.kind] ?? "TEXT")" }
            try db.execute(
                sql: """
                    CREATE TABLE metrics (
                        id INTEGER PRIMARY KEY, \(columns.joined(separator: ", ")), UNIQUE (space, "index"));
                    CREATE TABLE metrics_column (name TEXT PRIMARY KEY, documentation TEXT NOT NULL);
                    CREATE TABLE progress (
                        search TEXT NOT NULL, space TEXT NOT NULL, next_index INTEGER NOT NULL,
                        measured INTEGER NOT NULL, PRIMARY KEY (search, space)) WITHOUT ROWID;
                    """)
            for column in MetricsColumn.allCases {
                try db.execute(
                    sql: "INSERT INTO metrics_column VALUES (?, ?)", arguments: [column.rawValue, column.documentation])
            }
        }
        return migrator
    }

    // MARK: Writing

    private static let insertion: String = {
        let names = MetricsColumn.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        let places = MetricsColumn.allCases.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO metrics (\(names)) VALUES (\(places))"
    }()

    /// Appends rows and, in the same transaction, how far the survey got in this space.
    ///
    /// - Throws: `StoreError.inputOutput`; then nothing of it is stored.
    public func append(
        _ rows: [MetricsRow], search: String, space: String, progress: Progress
    ) throws(StoreError) {
        do {
            try database.write { db in
                let statement = try db.cachedStatement(sql: MetricsStore.insertion)
                for row in rows {
                    try statement.execute(
                        arguments: MetricsStore.arguments(row))
                }
                try db.execute(
                    sql: "INSERT OR REPLACE INTO progress VALUES (?, ?, ?, ?)",
                    arguments: [search, space, progress.nextIndex, progress.measured])
            }
        } catch { throw StoreError(error, path: path) }
    }

    /// Forgets all rows and how far any survey got.
    public func clear() throws(StoreError) {
        do {
            try database.write { try $0.execute(sql: "DELETE FROM metrics; DELETE FROM progress") }
        } catch { throw StoreError(error, path: path) }
    }

    /// Stores the clusters of a plane: of the rows in their order, nil for noise.
    public func setClusters(_ clusters: [Int?], in plane: MetricsPlane) throws(StoreError) {
        do {
            try database.write { db in
                let ids = try Int.fetchAll(db, sql: "SELECT id FROM metrics ORDER BY id")
                let statement = try db.makeStatement(
                    sql: "UPDATE metrics SET \"\(plane.column.rawValue)\" = ? WHERE id = ?")
                for (id, cluster) in zip(ids, clusters) { try statement.execute(arguments: [cluster, id]) }
            }
        } catch { throw StoreError(error, path: path) }
    }

    private static func arguments(_ row: MetricsRow) -> StatementArguments {
        StatementArguments(
            MetricsColumn.allCases.map { column -> (any DatabaseValueConvertible)? in
                switch row[column] {
                case .missing: nil
                case .text(let text): text
                case .integer(let integer): integer
                case .real(let real): real
                }
            })
    }

    // MARK: Reading

    /// How far a survey got in a space; nil when it has not begun there.
    public func progress(search: String, space: String) throws(StoreError) -> Progress? {
        do {
            return try database.read { db in
                try Row.fetchOne(
                    db, sql: "SELECT next_index, measured FROM progress WHERE search = ? AND space = ?",
                    arguments: [search, space]
                ).map { Progress(nextIndex: $0[0], measured: $0[1]) }
            }
        } catch { throw StoreError(error, path: path) }
    }

    /// Whether the table holds rows or progress of another survey than this one.
    public func belongsToAnother(than search: String) throws(StoreError) -> Bool {
        do {
            return try database.read { db in
                let others = try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM progress WHERE search != ?", arguments: [search])
                return others ?? 0 > 0
            }
        } catch { throw StoreError(error, path: path) }
    }

    /// The number of rows.
    public func count() throws(StoreError) -> Int {
        do {
            return try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM metrics") ?? 0 }
        } catch { throw StoreError(error, path: path) }
    }

    /// Calls `body` with each row in order; rows are read as they are needed.
    ///
    /// - Throws: `StoreError`; `notAStore` for a row that cannot be read; whatever `body` throws comes as `inputOutput`.
    public func forEachRow(_ body: (MetricsRow) throws -> Void) throws(StoreError) {
        do {
            try database.read { db in
                let cursor = try Row.fetchCursor(db, sql: "SELECT * FROM metrics ORDER BY id")
                while let stored = try cursor.next() {
                    guard let row = MetricsRow({ MetricsStore.value(stored[$0.rawValue], $0.kind) }) else {
                        throw StoreError.notAStore("the table '\(path)' holds a row that cannot be read")
                    }
                    try body(row)
                }
            }
        } catch let error as StoreError {
            throw error
        } catch { throw StoreError(error, path: path) }
    }

    /// All rows.
    public func rows() throws(StoreError) -> [MetricsRow] {
        var rows: [MetricsRow] = []
        try forEachRow { rows.append($0) }
        return rows
    }

    private static func value(_ stored: DatabaseValue, _ kind: MetricsColumn.Kind) -> MetricsValue {
        switch (stored.storage, kind) {
        case (.string(let text), .text): .text(text)
        case (.int64(let integer), .integer): .integer(Int(integer))
        case (.int64(let integer), .real): .real(Double(integer))
        case (.double(let real), .real): .real(real)
        default: .missing
        }
    }
}
