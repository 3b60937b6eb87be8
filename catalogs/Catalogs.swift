import Foundation

/// Where the data catalogs of Apery stand: constants, formulas, bases of integer relations and ready-made searches,
/// all in YAML, and rewrite rules, one a line.
public enum Catalogs {
    /// The folders of the catalog.
    public enum Folder: String, CaseIterable, Sendable {
        /// Mathematical constants: name, symbol, definition, digits.
        case constants
        /// Known continued fractions with their references.
        case formulas
        /// Ready-made search specifications.
        case searches
        /// Rewrite rules, one a line.
        case rules
        /// Bases of integer relations: sums and products that a number may be made of.
        case bases

        /// The extension of its files.
        var fileExtension: String { self == .rules ? "rules" : "yaml" }
    }

    /// The data files of a folder, sorted by name.
    ///
    /// - Throws: an error of the file system when the folder cannot be read.
    public static func files(in folder: Folder) throws -> [URL] {
        let directory = Bundle.module.bundleURL.appendingPathComponent(folder.rawValue, isDirectory: true)
        return try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == folder.fileExtension }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// The file `name.yaml` (or `name.rules`) of a folder, or nil when there is none.
    public static func file(named name: String, in folder: Folder) -> URL? {
        let url = Bundle.module.bundleURL.appendingPathComponent("\(folder.rawValue)/\(name).\(folder.fileExtension)")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}
