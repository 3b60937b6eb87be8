import Arithmetic
import Catalogs
import ContinuedFractions
import Expressions

/// A known formula with its reference.
public struct KnownFormula: Sendable {
    /// The name of the entry.
    public let id: String
    /// The formula.
    public let formula: Formula
    /// Who published it where.
    public let reference: String
    /// Topics.
    public let tags: [String]

    /// An entry with these parts.
    public init(id: String, formula: Formula, reference: String, tags: [String]) {
        self.id = id
        self.formula = formula
        self.reference = reference
        self.tags = tags
    }
}

/// The known formulas of `catalogs/formulas/*.yaml`.
public struct FormulaCatalog: Sendable {
    /// The largest number of terms that are folded into one to find that one fraction is a contraction of another.
    public static let largestPeriod = 3

    /// All entries without a parameter, in the order of the files.
    public private(set) var formulas: [KnownFormula]
    /// All entries with a parameter, in the order of the files.
    public let families: [FormulaFamily]
    private var references: [Expression: String]
    private(set) var index: FractionIndex

    private struct Entry: Decodable {
        let id: String
        let formula: String
        let reference: String
        let tags: [String]
        let parameter: String?
        let samples: [String]?
    }

    /// Reads the catalog. Cost: a tenth of a second.
    ///
    /// - Throws: `CatalogError` naming file and entry.
    public init(constants: ConstantCatalog = .standard) throws(CatalogError) {
        var formulas: [KnownFormula] = []
        var families: [FormulaFamily] = []
        try Catalogs.forEachEntry(in: .formulas, named: \Entry.id) { entry in
            if let parameter = entry.parameter {
                families.append(try FormulaCatalog.family(entry, parameter, constants))
                return
            }
            formulas.append(
                KnownFormula(
                    id: entry.id, formula: try Formula(parsing: entry.formula, catalog: constants),
                    reference: entry.reference, tags: entry.tags))
        }
        self.init(formulas: formulas, families: families)
    }

    /// A catalog of these entries.
    public init(formulas: [KnownFormula], families: [FormulaFamily] = []) {
        self.formulas = []
        self.families = families
        references = [:]
        index = FractionIndex(largestPeriod: FormulaCatalog.largestPeriod)
        for formula in formulas { add(formula) }
    }

    /// Adds an entry behind the others. Cost: about a millisecond.
    public mutating func add(_ known: KnownFormula) {
        formulas.append(known)
        if references[known.formula.left] == nil { references[known.formula.left] = known.reference }
        index.add(known.formula)
    }

    private static func family(
        _ entry: Entry, _ parameter: String, _ constants: ConstantCatalog
    ) throws -> FormulaFamily {
        let sides = entry.formula.split(separator: "=", maxSplits: 1)
        guard sides.count == 2 else { throw CatalogError("expected '=' in the formula") }
        let samples = (entry.samples ?? []).compactMap { Rational($0) }
        guard !samples.isEmpty, samples.count == entry.samples?.count else {
            throw CatalogError("a family needs samples, rational values of its parameter")
        }
        let allowed: Set<String> = [parameter]
        guard
            let family = FormulaFamily(
                id: entry.id, parameter: parameter,
                left: try Expression(parsing: String(sides[0]), catalog: constants, allowing: allowed),
                right: try Expression(parsing: String(sides[1]), catalog: constants, allowing: allowed),
                reference: entry.reference, tags: entry.tags, samples: samples)
        else { throw CatalogError("the left side is not pcf(a, b) with polynomials in n and \(parameter)") }
        return family
    }

    /// The reference of the entry with this left side, or nil.
    public func reference(for left: Expression) -> String? { references[left] }

    /// A known formula whose fraction is related to another one.
    struct Relative {
        let entry: KnownFormula
        let specialization: (parameter: String, value: Rational)?
        let closedForm: Expression
        let relation: FractionRelation

        /// Whether the fraction is that of an entry itself.
        var isEntry: Bool { specialization == nil && relation.source == relation.target }
    }

    /// The entries whose fractions are related to `fraction`, then the members of families, those with the fewest steps
    /// first.
    func relatives(of fraction: PolynomialContinuedFraction) -> [Relative] {
        var found = index.relatives(of: fraction).map { relative in
            Relative(
                entry: formulas[relative.formula], specialization: nil, closedForm: relative.closedForm,
                relation: relative.relation)
        }
        guard let reduced = fraction.canonicalForm?.terms else { return found }
        var members: [Relative] = []
        for family in families {
            for value in family.candidates(for: reduced) {
                let entry = family.entry(at: value)
                guard let known = IsolatedFraction(entry.formula),
                    let relation = FractionRelation.between(known.fraction, fraction, largestPeriod: 1)
                else { continue }
                members.append(
                    Relative(
                        entry: entry, specialization: (family.parameter, value), closedForm: known.closedForm,
                        relation: relation))
            }
        }
        // A stable sort: the order of the catalog decides between equals.
        found += members.enumerated()
            .sorted { ($0.element.relation.length, $0.offset) < ($1.element.relation.length, $1.offset) }
            .map(\.element)
        return found
    }
}
