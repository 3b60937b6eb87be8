import Conjectures
import Foundation

/// The file of a table of metrics: SQLite, or CSV or JSON lines made from a working table beside it.
///
/// The working table of a text file is `FILE.partial`, in SQLite; it is kept while the survey is unfinished, so that this can
/// be resumed, and removed when it is complete. A text file is written as a whole or not at all.
public struct MetricsTableFile: Sendable {
    /// The path of the file.
    public let path: String
    /// Its text format; nil for SQLite.
    public let format: MetricsTextFormat?

    /// The endings by which the format is told.
    public static let endings = MetricsTextFormat.allCases.map { ".\($0.rawValue)" } + [".sqlite"]

    /// The table in the file at `path`; nil when the path has none of the endings.
    public init?(path: String) {
        guard let ending = MetricsTableFile.endings.first(where: { path.hasSuffix($0) }) else { return nil }
        self.path = path
        format = MetricsTextFormat(rawValue: String(ending.dropFirst()))
    }

    private var workingPath: String { format == nil ? path : "\(path).partial" }

    /// Opens the working table, making it when it does not exist.
    ///
    /// - Throws: `StoreError`, also when the file itself is a folder.
    public func open() throws(StoreError) -> MetricsStore {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw .inputOutput("cannot write '\(path)': it is a folder")
        }
        return try MetricsStore(path: workingPath)
    }

    /// Writes the rows of the working table into a text file; a SQLite file is finished already.
    ///
    /// - Parameter isComplete: whether the survey is: then the working table is removed.
    /// - Throws: `StoreError` when the table cannot be read or the file cannot be written.
    public func finish(_ store: MetricsStore, isComplete: Bool) throws(StoreError) {
        guard let format else { return }
        let temporary = URL(fileURLWithPath: "\(path).new")
        do {
            try Data().write(to: temporary)
            let handle = try FileHandle(forWritingTo: temporary)
            defer { try? handle.close() }
            var buffer = Data()
            if let header = format.header { buffer.append(contentsOf: "\(header)\n".utf8) }
            try store.forEachRow { row in
                buffer.append(contentsOf: "\(format.line(row))\n".utf8)
                if buffer.count > 1 << 20 {
                    try handle.write(contentsOf: buffer)
                    buffer.removeAll(keepingCapacity: true)
                }
            }
            try handle.write(contentsOf: buffer)
            try handle.synchronize()
            guard rename(temporary.path, path) == 0 else {
                throw StoreError.inputOutput("cannot write '\(path)': \(String(cString: strerror(errno)))")
            }
            if isComplete { try FileManager.default.removeItem(atPath: workingPath) }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .inputOutput("cannot write '\(path)': \(error.localizedDescription)")
        }
    }
}
