import GRDB

extension StoreError {
    /// What an error of SQLite means for the store in the file at `path`.
    public init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self = .inputOutput("the store '\(path)': \(error)")
            return
        }
        let reason = error.message ?? "unknown"
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notAStore("'\(path)' is not a SQLite file")
        case .SQLITE_CORRUPT: self = .notAStore("the store '\(path)' is damaged: \(reason)")
        case .SQLITE_FULL: self = .inputOutput("the disk is full: nothing more can be stored in '\(path)'")
        case .SQLITE_READONLY: self = .inputOutput("the store '\(path)' is read-only")
        case .SQLITE_CANTOPEN: self = .inputOutput("the store '\(path)' cannot be opened: \(reason)")
        case .SQLITE_BUSY: self = .inputOutput("the store '\(path)' is in use by another process")
        default: self = .inputOutput("the store '\(path)': \(reason)")
        }
    }
}
