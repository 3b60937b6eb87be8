/// What went wrong with a store of conjectures.
public enum StoreError: Error, Sendable, CustomStringConvertible {
    /// The file is not what it should be: bad input.
    case notAStore(String)
    /// Written by a newer version of Apery: bad input.
    case newerVersion(String)
    /// A name that fits no record or several: bad input.
    case noRecord(String)
    /// The file system refused: input/output.
    case inputOutput(String)

    /// One line for the user.
    public var description: String {
        switch self {
        case .notAStore(let text), .newerVersion(let text), .noRecord(let text), .inputOutput(let text): text
        }
    }

    /// Whether the fault lies in the input rather than in the file system.
    public var isBadInput: Bool { if case .inputOutput = self { false } else { true } }
}
