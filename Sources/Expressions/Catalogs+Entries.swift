import Catalogs
import Foundation
import Yams

extension Catalogs {
    /// Calls `body` with each entry of the YAML files of a folder, in the order of the files' names.
    ///
    /// - Parameter name: what an entry is called in errors.
    /// - Throws: `CatalogError` with file and entry, for a file that cannot be read and for what `body` throws.
    public static func forEachEntry<Entry: Decodable>(
        in folder: Folder, named name: (Entry) -> String, _ body: (Entry) throws -> Void
    ) throws(CatalogError) {
        let files: [URL]
        do { files = try Catalogs.files(in: folder) } catch {
            throw CatalogError("the catalog of \(folder.rawValue) cannot be read: \(error.localizedDescription)")
        }
        for file in files {
            let entries: [Entry]
            do {
                entries = try YAMLDecoder().decode([Entry].self, from: String(contentsOf: file, encoding: .utf8))
            } catch {
                throw CatalogError("\(file.lastPathComponent): \(error)")
            }
            for entry in entries {
                do { try body(entry) } catch {
                    throw CatalogError("\(file.lastPathComponent): \(name(entry)): \(error)")
                }
            }
        }
    }
}
