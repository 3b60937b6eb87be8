import Conjectures

/// Why a search could not go on.
public enum SearchError: Error, Sendable, CustomStringConvertible {
    /// The specification asks for what cannot be done: bad input.
    case specification(SpecificationError)
    /// The store cannot be read or written.
    case store(StoreError)

    /// One line for the user.
    public var description: String {
        switch self {
        case .specification(let error): error.description
        case .store(let error): error.description
        }
    }

    /// Whether the fault lies in the input rather than in the file system.
    public var isBadInput: Bool {
        switch self {
        case .specification: true
        case .store(let error): error.isBadInput
        }
    }
}

extension SearchError {
    /// The result of `body`, its error as one of the specification.
    static func wrapping<Result>(_ body: () throws(SpecificationError) -> Result) throws(SearchError) -> Result {
        do { return try body() } catch { throw .specification(error) }
    }

    /// The result of `body`, its error as one of the store.
    static func wrapping<Result>(_ body: () throws(StoreError) -> Result) throws(SearchError) -> Result {
        do { return try body() } catch { throw .store(error) }
    }
}
