import Conjectures
import ContinuedFractions

/// What an evaluation said of a class of equivalent fractions.
enum ClassOutcome: Sendable {
    /// No limit.
    case divergent
    /// A limit that was not enclosed.
    case undecided
    /// A rational limit.
    case rational
    /// An algebraic limit.
    case algebraic
    /// A limit that is none of these, and no form in the constants; kept where it is a find.
    case unidentified(UnidentifiedFraction?)
    /// A closed form.
    case identified(IdentifiedClass)

    /// The byte that the store keeps: 0 … 4, and 5 for a closed form that was not reported.
    var code: UInt8 {
        switch self {
        case .divergent: 0
        case .undecided: 1
        case .rational: 2
        case .algebraic: 3
        case .unidentified: 4
        case .identified: ClassLedger.identifiedCode
        }
    }
}

/// The classes of one space that were evaluated: what a fraction of a known class is, without its evaluation.
struct ClassLedger {
    /// A closed form that no fraction of the space so far has within the bounds of the search, so that it is not reported.
    static let identifiedCode: UInt8 = 5
    /// A closed form that was reported.
    static let reportedCode: UInt8 = 6

    private var codes: [ClassFingerprint: UInt8] = [:]
    private var identified: [ClassFingerprint: IdentifiedClass] = [:]

    /// The ledger after these evaluations, later ones replacing earlier ones.
    init(_ classes: [EvaluatedClass]) {
        for entry in classes { codes[entry.key] = entry.outcome }
    }

    /// Whether the class was evaluated.
    func contains(_ key: ClassFingerprint) -> Bool { codes[key] != nil }

    /// Whether the class has a closed form.
    func isIdentified(_ key: ClassFingerprint) -> Bool { codes[key].map { $0 >= ClassLedger.identifiedCode } ?? false }

    /// Whether its closed form was reported.
    func isReported(_ key: ClassFingerprint) -> Bool { codes[key] == ClassLedger.reportedCode }

    /// Its closed form, when this process has found it.
    func form(_ key: ClassFingerprint) -> IdentifiedClass? { identified[key] }

    /// Enters a class; returns what the store keeps of it.
    mutating func enter(_ key: ClassFingerprint, _ outcome: ClassOutcome) -> EvaluatedClass {
        remember(key, outcome)
        codes[key] = outcome.code
        return EvaluatedClass(key: key, outcome: outcome.code)
    }

    /// Keeps the closed form of a class that the store knows by its code alone.
    mutating func remember(_ key: ClassFingerprint, _ outcome: ClassOutcome) {
        if case .identified(let form) = outcome { identified[key] = form }
    }

    /// Notes that the closed form of a class was reported.
    mutating func report(_ key: ClassFingerprint) -> EvaluatedClass {
        codes[key] = ClassLedger.reportedCode
        return EvaluatedClass(key: key, outcome: ClassLedger.reportedCode)
    }
}
