import Foundation
import GRDB

/// What a search found since the last time, and how far it got.
public struct SearchFinds: Sendable {
    /// The conjectures, in the order of their indices.
    public var conjectures: [Conjecture]
    /// The limits without a name, in the order of their indices.
    public var unidentified: [UnidentifiedLimit]
    /// The classes that were evaluated.
    public var classes: [EvaluatedClass]
    /// How far the search got.
    public var progress: SearchProgress

    /// Nothing found up to this progress.
    public init(progress: SearchProgress) {
        conjectures = []
        unidentified = []
        classes = []
        self.progress = progress
    }
}

extension ConjectureStore {
    /// Inserts limits unless a conjecture names them.
    static func insert(_ limits: [UnidentifiedLimit], _ db: Database) throws {
        if limits.isEmpty { return }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO unidentified SELECT ?1, ?2, ?3, ?4, ?5
                WHERE NOT EXISTS (SELECT 1 FROM conjecture WHERE formula >= ?2 || ' = ' AND formula < ?2 || ' =!')
                ON CONFLICT(id) DO UPDATE SET digits = excluded.digits, record = excluded.record
                    WHERE excluded.digits > unidentified.digits
                """)
        for limit in limits {
            try statement.execute(
                arguments: [limit.id, limit.fraction, limit.digits, limit.provenance.time, limit.jsonLine])
        }
    }

    static func insert(_ finds: SearchFinds, _ search: String, _ space: String, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO progress VALUES (?, ?, ?, ?)
                ON CONFLICT(search, space) DO UPDATE SET next_index = excluded.next_index, tally = excluded.tally
                """,
            arguments: [search, space, finds.progress.nextIndex, JSONLine.of(finds.progress.tally)])
        guard !finds.classes.isEmpty else { return }
        var bytes = Data(capacity: finds.classes.count * EvaluatedClass.byteCount)
        for entry in finds.classes { entry.append(to: &bytes) }
        try db.execute(
            sql: "INSERT OR REPLACE INTO evaluated_class VALUES (?, ?, ?, ?)",
            arguments: [search, space, finds.progress.nextIndex, bytes])
    }

    /// How far a search got in a space; nil when it has not begun.
    public func progress(search: String, space: String) throws(StoreError) -> SearchProgress? {
        let row = try read { db in
            try Row.fetchOne(
                db, sql: "SELECT next_index, tally FROM progress WHERE search = ? AND space = ?",
                arguments: [search, space]
            ).map { (next: $0[0] as Int, tally: $0[1] as String) }
        }
        guard let row else { return nil }
        guard let tally = try? JSONDecoder().decode(SearchTally.self, from: Data(row.tally.utf8)) else {
            throw .notAStore("the store '\(path)' holds progress that cannot be read")
        }
        return SearchProgress(nextIndex: row.next, tally: tally)
    }

    /// The classes that a search has evaluated in a space, in the order in which they were entered.
    public func evaluatedClasses(search: String, space: String) throws(StoreError) -> [EvaluatedClass] {
        try read { db in
            try Data.fetchAll(
                db, sql: "SELECT classes FROM evaluated_class WHERE search = ? AND space = ? ORDER BY next_index",
                arguments: [search, space])
        }.flatMap(EvaluatedClass.all)
    }

    /// Forgets how far a search got, so that it starts anew.
    public func clearProgress(search: String) throws(StoreError) {
        try write { db in
            for table in ["progress", "evaluated_class"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE search = ?", arguments: [search])
            }
        }
    }
}
