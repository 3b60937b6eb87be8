import Conjectures
import Expressions

/// The new formulas of one search, as sources from which its later finds may follow: one fact, one entry.
///
/// Finds are added in the order of their indices, so what follows from what does not depend on the number of threads.
struct Discoveries {
    private var catalog = FormulaCatalog(formulas: [])
    /// What was said of each find, by the id of its record.
    private var novelties: [String: String] = [:]
    private let evaluator: Evaluator
    /// The digits of an id by which a find is named.
    private static let idLength = 12

    /// The discoveries of a search before it is run, or before it goes on after these records, in the order in which
    /// they were found.
    init(records: [Conjecture] = [], evaluator: Evaluator) {
        self.evaluator = evaluator
        for record in records {
            novelties[record.id] = record.novelty
            guard record.novelty == Novelty.new.description,
                let formula = try? Formula(parsing: record.formula, catalog: evaluator.catalog)
            else { continue }
            add(formula, id: record.id)
        }
    }

    /// The `novelty` of a find's record: what the catalog says or, when the find is new to it, whether it follows from an
    /// earlier find, which is named by the beginning of its id.
    mutating func novelty(of formula: Formula, inCatalog novelty: String) -> String {
        guard novelty == Novelty.new.description else { return novelty }
        let id = Fingerprint.of(formula.description)
        if let known = novelties[id] { return known }
        let relative = catalog.novelty(of: formula, evaluator: evaluator)
        var text = novelty
        if case .follows = relative { text = relative.description } else { add(formula, id: id) }
        novelties[id] = text
        return text
    }

    private mutating func add(_ formula: Formula, id: String) {
        catalog.add(
            KnownFormula(
                id: String(id.prefix(Discoveries.idLength)), formula: formula, reference: "found by this search",
                tags: []))
    }
}
