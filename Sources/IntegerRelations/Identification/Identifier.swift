import Arithmetic
import Expressions
import func Foundation.log
import func Foundation.log10

/// Finds closed forms of real numbers: a search in stages, cheapest first, that ends with the first stage that has a
/// claim.
///
/// Every family of forms (the relations of one lattice, one table entry under one multiplier) is counted. A form is
/// claimed when the expected number of accidental hits
///
///     (families tried) · (forms of this size or smaller in its family) · 10^(−digits that had to agree)
///
/// is at most 10^(−`surplus`), and when it lies in the interval that the number's digits leave (shown by balls); a number
/// given by a term is evaluated to twice its digits first. Families are weighed by 1/(number of families before), so the
/// expected number of false claims of a whole search is at most 10^(−surplus) (1 + ln families).
public struct Identifier: Sendable {
    /// The stages to try, in this order.
    public var stages = IdentificationStage.allCases
    /// The largest degree of an algebraic number.
    public var largestDegree = 12
    /// The surplus, in decimal digits, that a claim needs.
    public var surplus = -IntegerRelation.acceptedCoincidence
    /// The bases of linear relations and products.
    public var bases: [IdentificationBasis]
    /// The constants for Möbius images and algebraic multiples.
    public var constants: [Expression]
    /// The constants of which two are tried at once.
    public var pairedConstants: [Expression]
    /// The terms that the last stage makes equations of: each takes about 60 bytes and a microsecond.
    public var equationTerms = 1_000_000
    /// The threads of the last stage; what is found does not depend on them.
    public var threads = 1
    /// Asked between lattices: whether to stop, as when the time is up.
    public var isStopped: @Sendable () -> Bool = { false }
    /// Told of every stage that begins.
    public var progress: (@Sendable (IdentificationStage) -> Void)?
    let cache: ValueCache
    /// Relations that were found in a basis when it was selected.
    var hiddenRelations: [Expression] = []

    /// The identifier with all stages, the catalog's bases and constants; its values are kept for the whole process.
    public static let standard = Identifier(evaluator: Evaluator())

    /// An identifier over the bases of the catalog and the constants that `evaluator` knows.
    ///
    /// Algebraic constants are left out, since the algebraic numbers are a stage of their own. Pairs are made of the
    /// constants tagged `search`.
    public init(evaluator: Evaluator) {
        // The commonest first: what is tried early competes with less.
        let all = evaluator.catalog.constants
        let constants = all.filter { $0.tags.contains("search") } + all.filter { !$0.tags.contains("search") }
        self.init(
            bases: IdentificationBasis.standard,
            constants: Identifier.terms(constants.filter { !$0.tags.contains("algebraic") }),
            pairedConstants: Identifier.terms(constants.filter { $0.tags.contains("search") }), evaluator: evaluator)
    }

    /// Constants as people write them: by a short definition rather than by a name of this catalog, values of ζ at even
    /// numbers as powers of π, each once.
    private static func terms(_ constants: [Constant]) -> [Expression] {
        let named: Set = ["pi", "e", "euler_gamma", "catalan", "khinchin", "glaisher"]
        let longestDefinition = 14
        var terms: [Expression] = []
        for constant in constants {
            var term = Expression(symbol: constant.name)
            let definition = constant.definition
            if !named.contains(constant.name), definition.description.count <= longestDefinition {
                term = definition
                if definition.head == .zeta, let argument = definition.arguments.first,
                    let weight = argument.numeral?.asInt, weight > 0, weight % 2 == 0
                {
                    term = Expression(symbol: "pi").power(argument)
                }
            }
            if !terms.contains(term) { terms.append(term) }
        }
        return terms
    }

    /// An identifier over these bases and constants.
    public init(
        bases: [IdentificationBasis], constants: [Expression], pairedConstants: [Expression] = [],
        evaluator: Evaluator = Evaluator()
    ) {
        self.bases = bases
        self.constants = constants
        self.pairedConstants = pairedConstants
        cache = ValueCache(evaluator: evaluator)
    }

    /// The closed forms of `number` that its digits support, with what was tried.
    ///
    /// Cost: for 50 digits some thousands of lattice reductions in up to 13 dimensions, well below a second; the first
    /// call in a process also computes the constants.
    public func identify(_ number: UncertainNumber) -> IdentificationReport {
        var report = IdentificationReport(
            candidates: [], stages: [], digits: number.digits, surplus: surplus, wasStopped: false,
            hiddenRelations: hiddenRelations)
        if let exact = number.exact {
            report.candidates = [
                IdentificationCandidate(
                    form: .expression(Expression(exact)), stage: .rational, family: "exact", digits: Int.max,
                    coincidence: -.infinity)
            ]
            return report
        }
        guard !report.hasTooFewDigits else {
            report.stages = stages.map { stageReport($0, families: expectedFamilies(through: $0)) }
            return report
        }
        var search = IdentificationSearch(
            number, surplus: surplus, evaluator: cache.evaluator, isStopped: isStopped)
        for stage in stages {
            guard !isStopped() else {
                report.wasStopped = true
                break
            }
            progress?(stage)
            search.begin(stage)
            run(stage, &search)
            report.stages.append(stageReport(stage, families: search.families))
            if !search.candidates.isEmpty { break }
        }
        if search.candidates.isEmpty, isStopped() { report.wasStopped = true }
        report.candidates = CandidateMerging(evaluator: cache.evaluator).merged(search.candidates)
        return report
    }

    private func run(_ stage: IdentificationStage, _ search: inout IdentificationSearch) {
        switch stage {
        case .rational: RationalStage.run(&search)
        case .algebraic:
            AlgebraicStage(largestDegree: largestDegree).run(&search)
            guard search.hasOnlyRoots else { return }
            // A root that is not solved may be a sum of roots.
            LinearStage(
                bases: bases.filter { $0.kind == .sum && $0.tags.contains("algebraic") }, constants: [], cache: cache
            ).runDirectly(&search)
        case .constant: SingleConstantStage(constants: constants, cache: cache).run(&search)
        case .linear:
            LinearStage(bases: bases.filter { $0.kind == .sum }, constants: pairedConstants, cache: cache)
                .run(&search)
        case .product:
            // Square roots of the small primes are among the powers of what goes with each pair.
            let factors = pairedConstants.filter { $0.head != .squareRoot }
            ProductStage(bases: bases.filter { $0.kind == .product }, constants: factors, cache: cache).run(&search)
            if search.isDone { return }
            LinearStage(bases: bases.filter { $0.kind == .sum }, constants: [], cache: cache)
                .runExponentials(&search)
        case .hypergeometric: HypergeometricStage(cache: cache).run(&search)
        case .equation: EquationStage(termCount: equationTerms, threads: threads).run(&search)
        }
    }

    private func stageReport(_ stage: IdentificationStage, families: Double) -> IdentificationReport.Stage {
        let needed = surplus + log10(max(1, families)) + stage.formsOfModestSize
        return IdentificationReport.Stage(
            stage: stage, families: families, coincidence: -surplus + log10(1 + log(max(1, families))),
            neededDigits: Int(needed.rounded(.up)))
    }

    /// An estimate of the families through a stage, for numbers that are not searched.
    private func expectedFamilies(through stage: IdentificationStage) -> Double {
        let pairs = Double(pairedConstants.count * max(0, pairedConstants.count - 1) / 2)
        var count = 0.0
        for each in IdentificationStage.allCases {
            switch each {
            case .rational: count += 1
            case .algebraic: count += Double(max(0, largestDegree - 1))
            case .constant: count += 10 * Double(constants.count) + 15
            case .linear: count += pairs + 364 + 18 * Double(bases.count { $0.kind == .sum })
            case .product: count += pairs + Double(bases.count { $0.kind == .product })
            case .hypergeometric: count += HypergeometricTable.standard.families
            case .equation: count += Double(equationTerms) * Double(equationTerms) / 4
            }
            if each == stage { break }
        }
        return count
    }
}
