import EGraphs

/// Reads the statements of a saturation file in turn; what refers to names that may come later is resolved at the end.
struct SaturationFileParser {
    static let statements = [
        "rule", "birule", "ruleset", "let", "term", "union", "fold", "limits", "schedule", "goal", "goal-match", "cost",
        "extract", "explain",
    ]

    var file = SaturationFile()
    var terms: SaturationTerms
    private let forms: [SExpression]
    /// The rules of each name: two for those of both directions.
    var rulesByName: [String: (rules: [Int], line: Int)] = [:]
    var ruleSets: [(name: String, items: [RuleSetItem])] = []
    var ruleSetLines: [String: Int] = [:]
    /// The first condition.
    var firstCondition: (name: String, place: SExpression)?
    private var linesOfSingleStatements: [String: Int] = [:]
    private var scheduleForm: FormReader?

    /// What a rule set names: rules that are known, or the name of some.
    enum RuleSetItem {
        case rules([Int])
        case name(String, SExpression)
    }

    init(_ text: String) throws(SaturationFileError) {
        do throws(SyntaxError) { forms = try SExpression.parse(text) } catch {
            throw SaturationFileError(line: error.line, column: error.column, .syntax(error.message))
        }
        var definitions: [(name: String, term: SExpression)] = []
        var lines: [String: Int] = [:]
        for form in forms {
            var reader = try FormReader(form)
            guard reader.name == "let" else { continue }
            let (name, place) = try reader.readName("a name")
            guard place.word != nil, place.variable == nil, Double(name) == nil else {
                throw SaturationFileError(place, .expected("a name", found: place.described))
            }
            if let line = lines.updateValue(place.place.line, forKey: name) {
                throw SaturationFileError(place, .duplicateName(name, kind: "definition", line: line))
            }
            definitions.append((name, try reader.read("a term")))
            try reader.end()
        }
        terms = try SaturationTerms(definitions)
    }

    mutating func read() throws(SaturationFileError) -> SaturationFile {
        for form in forms { try statement(try FormReader(form)) }
        guard !file.terms.isEmpty else { throw SaturationFileError(line: 1, column: 1, .noTerm) }
        if let (name, place) = firstCondition, file.operations == nil {
            throw SaturationFileError(place, .conditionWithoutFolding(name))
        }
        try resolveRuleSets()
        if var scheduleForm {
            while scheduleForm.next != nil {
                file.schedule.append(try step(try FormReader(try scheduleForm.read("a step"), expecting: "a step")))
            }
        }
        if file.schedule.isEmpty { file.schedule = [.run(ruleSet: 0, iterations: nil, .backoff)] }
        return file
    }

    private mutating func statement(_ form: FormReader) throws(SaturationFileError) {
        var form = form
        switch form.name {
        case "rule", "birule":
            _ = try rules(form)
            return
        case "ruleset": return try ruleSet(form)
        case "let":
            _ = try form.read("a name")
            try terms.recordArities(try form.read("a term"))
        case "term": file.terms.append(try term(&form))
        case "union": try fact(&form)
        case "fold": try folding(&form)
        case "limits":
            try once(form)
            file.limits = try limits(&form)
        case "schedule":
            try once(form)
            scheduleForm = form
            return
        case "goal", "goal-match": try goal(&form)
        case "cost": try cost(&form)
        case "extract": try extraction(&form)
        case "explain": file.explanations.append((try term(&form), try term(&form)))
        default:
            throw SaturationFileError(form.head, .unknownWord(form.name, known: SaturationFileParser.statements))
        }
        try form.end()
    }

    /// An error at the second statement of a kind.
    private mutating func once(_ form: FormReader) throws(SaturationFileError) {
        let line = form.head.place.line
        if let first = linesOfSingleStatements.updateValue(line, forKey: form.name) {
            throw SaturationFileError(form.head, .repeated(form.name, line: first))
        }
    }

    /// Reads a term without variables.
    mutating func term(_ form: inout FormReader) throws(SaturationFileError) -> Pattern {
        try terms.pattern(try form.read("a term"), allowsVariables: false)
    }

    private mutating func fact(_ form: inout FormReader) throws(SaturationFileError) {
        let left = try term(&form)
        let right = try term(&form)
        var name = "stated in line \(form.head.place.line)"
        while let (word, place) = form.option() {
            guard word == ":fact" else { throw SaturationFileError(place, .unknownWord(word, known: [":fact"])) }
            name = try form.readName("a name").name
        }
        file.terms += [left, right]
        file.facts.append(SaturationFile.Fact(name: name, left: left, right: right))
    }

    private mutating func goal(_ form: inout FormReader) throws(SaturationFileError) {
        let left = try term(&form)
        file.terms.append(left)
        if form.name == "goal" {
            let right = try term(&form)
            file.terms.append(right)
            file.goals.append(.equal(left, right))
        } else {
            let pattern = try terms.pattern(try form.read("a pattern"), allowsVariables: true)
            file.goals.append(.matches(left, pattern))
        }
    }

    private mutating func folding(_ form: inout FormReader) throws(SaturationFileError) {
        try once(form)
        var operations: [String: ConstantFolding.Operation] = [:]
        for operation in ConstantFolding.Operation.allCases {
            let part = try form.read("an operator to \(operation.rawValue), or _")
            guard let name = part.word, part.variable == nil else {
                throw SaturationFileError(part, .expected("an operator", found: part.described))
            }
            if name == "_" { continue }
            try terms.use(name, arity: 2, at: part)
            if operations.updateValue(operation, forKey: name) != nil {
                throw SaturationFileError(
                    part, .duplicateName(name, kind: "operator of arithmetic", line: form.head.place.line))
            }
        }
        file.operations = operations
    }

    private mutating func cost(_ form: inout FormReader) throws(SaturationFileError) {
        let part = try form.read("an operator")
        guard let name = part.word, part.variable == nil else {
            throw SaturationFileError(part, .expected("an operator", found: part.described))
        }
        let arity = try form.count("the number of arguments", allowsZero: true)
        try terms.use(name, arity: arity, at: part)
        if form.next?.word == "forbidden" {
            _ = try form.read("a cost")
            file.cost[name, arity] = CostModel.forbidden
        } else {
            file.cost[name, arity] = UInt64(try form.count("the cost", allowsZero: true))
        }
    }

    private mutating func extraction(_ form: inout FormReader) throws(SaturationFileError) {
        let term = try term(&form)
        var word = "dag"
        while let (name, place) = form.option() {
            guard name == ":by" else { throw SaturationFileError(place, .unknownWord(name, known: [":by"])) }
            let (method, place) = try form.readName("tree, dag or exact")
            guard SaturationFileParser.methods[method] != nil else {
                throw SaturationFileError(
                    place, .unknownWord(method, known: SaturationFileParser.methods.keys.sorted()))
            }
            word = method
        }
        file.terms.append(term)
        file.extractions.append(
            SaturationFile.Extraction(
                term: term, word: word, method: SaturationFileParser.methods[word] ?? .greedyDAG))
    }

    private static let methods: [String: ExtractionMethod] = [
        "tree": .tree, "dag": .greedyDAG, "exact": .exactDAG(explored: 10_000_000, seconds: 10),
    ]
}
