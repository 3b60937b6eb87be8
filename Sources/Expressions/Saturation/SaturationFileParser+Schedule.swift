import EGraphs

extension SaturationFileParser {
    /// Reads the options of `(limits ...)`.
    func limits(_ form: inout FormReader) throws(SaturationFileError) -> SaturationLimits {
        var limits = SaturationLimits()
        while let (word, place) = form.option() {
            switch word {
            case ":iterations": limits.iterations = try form.count(word)
            case ":nodes": limits.nodes = try form.count(word)
            case ":seconds": limits.seconds = try form.seconds(word)
            default:
                throw SaturationFileError(
                    place, .unknownWord(word, known: [":iterations", ":nodes", ":seconds"]))
            }
        }
        return limits
    }

    /// Reads a step of the schedule. Recursion goes as deep as the text is nested, which the reader limits.
    func step(_ form: FormReader) throws(SaturationFileError) -> SaturationFile.Step {
        var form = form
        switch form.name {
        case "run": return try run(&form)
        case "repeat":
            let count = try form.count("repeat")
            var steps: [SaturationFile.Step] = []
            repeat {
                steps.append(try step(try FormReader(try form.read("a step"), expecting: "a step")))
            } while form.next != nil
            return .repetition(count, steps)
        default: throw SaturationFileError(form.head, .unknownWord(form.name, known: ["run", "repeat"]))
        }
    }

    private func run(_ form: inout FormReader) throws(SaturationFileError) -> SaturationFile.Step {
        var ruleSet = 0
        if form.next != nil && !form.isAtOption {
            let (name, place) = try form.readName("a rule set")
            guard let index = file.ruleSets.dropFirst().firstIndex(where: { $0.name == name }) else {
                throw SaturationFileError(place, .unknownRuleSet(name))
            }
            ruleSet = index
        }
        var iterations: Int?
        var schedule: RuleSchedule?
        while let (word, place) = form.option() {
            switch word {
            case ":iterations": iterations = try form.count(word)
            case ":simple", ":backoff":
                if schedule != nil { throw SaturationFileError(place, .repeated(word, line: place.place.line)) }
                schedule = word == ":simple" ? .simple : .backoff
                if word == ":backoff" && form.next != nil && !form.isAtOption {
                    let matches = try form.count("the matches of \(word)")
                    schedule = .backoff(matchLimit: matches, banLength: try form.count("the ban of \(word)"))
                }
            default:
                throw SaturationFileError(
                    place, .unknownWord(word, known: [":iterations", ":simple", ":backoff"]))
            }
        }
        try form.end()
        return .run(ruleSet: ruleSet, iterations: iterations, schedule ?? .backoff)
    }
}
