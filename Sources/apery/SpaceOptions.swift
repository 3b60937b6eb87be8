import ArgumentParser
import Catalogs
import Discovery
import Foundation

/// The arguments that say what is searched: a specification, or one space by degrees and coefficient ranges.
struct SpaceOptions: ParsableArguments {
    @Argument(help: "A YAML file, or the name of a search of the catalog.")
    var spec: String?

    @Option(help: "The degree of a(n).")
    var degreeA: Int?

    @Option(help: "The degree of b(n).")
    var degreeB: Int?

    @Option(help: "The range LOW..HIGH of all coefficients.")
    var coefficients: String?

    @Option(help: "The range LOW..HIGH of the coefficients of a.")
    var coefficientsA: String?

    @Option(help: "The range LOW..HIGH of the coefficients of b.")
    var coefficientsB: String?

    @Option(help: "Constants to identify limits with, separated by commas.")
    var constants: String?

    @Option(help: "The screen: nilpotence (formulas with factorial reduction) or none.")
    var screen: String?

    @Option(help: "The bound on the coefficients of (α + β c)/(γ + δ c).")
    var moebius: Int?

    /// The specification that the arguments describe, checked.
    ///
    /// - Parameters:
    ///   - named: the search of the catalog that is meant when nothing is said; nil when something must be.
    ///   - adjust: what other arguments change before the check.
    func specification(
        named fallback: String?, adjust: (inout SearchSpecification) throws -> Void = { _ in }
    ) throws -> SearchSpecification {
        var specification: SearchSpecification
        do {
            if hasSpaceFlags {
                if spec != nil { throw ValidationError("give either SPEC or degrees and coefficients, not both") }
                specification = try fromFlags()
            } else {
                guard let name = spec ?? fallback else {
                    throw ValidationError("give SPEC, or degrees and coefficients")
                }
                specification = try SpaceOptions.fromFile(name)
                if let constants { override(&specification) { $0.constants = SpaceOptions.names(constants) } }
                if let screen {
                    let kind = try SpaceOptions.screenKind(screen)
                    override(&specification) { $0.screen = kind }
                }
            }
            if let moebius { specification.moebius = moebius }
            try adjust(&specification)
            try specification.validate(origin: spec ?? "the search")
        } catch let error as SpecificationError {
            throw CommandFailure.badInput("\(error)")
        }
        return specification
    }

    private var hasSpaceFlags: Bool {
        degreeA != nil || degreeB != nil || coefficients != nil || coefficientsA != nil || coefficientsB != nil
    }

    private func override(_ specification: inout SearchSpecification, _ change: (inout SpaceSpecification) -> Void) {
        for index in specification.spaces.indices { change(&specification.spaces[index]) }
    }

    private static func names(_ list: String) -> [String] {
        list.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    }

    private static func screenKind(_ text: String) throws -> SpaceSpecification.ScreenKind {
        guard let kind = SpaceSpecification.ScreenKind(rawValue: text) else {
            throw ValidationError("--screen must be nilpotence or none, not '\(text)'")
        }
        return kind
    }

    private static func fromFile(_ name: String) throws -> SearchSpecification {
        let url: URL
        if FileManager.default.fileExists(atPath: name) {
            url = URL(fileURLWithPath: name)
        } else if let known = Catalogs.file(named: name, in: .searches) {
            url = known
        } else {
            throw CommandFailure(
                status: .inputOutput, message: "there is no file '\(name)' and no search of that name in the catalog")
        }
        guard let data = try? Data(contentsOf: url) else {
            throw CommandFailure(status: .inputOutput, message: "the file '\(name)' cannot be read")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure.badInput("the file '\(name)' is not YAML: it is not text")
        }
        return try SearchSpecification(yaml: text, origin: url.lastPathComponent)
    }

    private func fromFlags() throws -> SearchSpecification {
        guard let degreeA, let degreeB else { throw ValidationError("--degree-a and --degree-b go together") }
        let largest = SearchSpecification.largestDegree
        for (flag, degree) in [("--degree-a", degreeA), ("--degree-b", degreeB)] where !(0...largest).contains(degree) {
            throw CommandFailure.badInput("\(flag) must be in 0 ... \(largest), not \(degree)")
        }
        guard let rangeA = coefficientsA ?? coefficients, let rangeB = coefficientsB ?? coefficients else {
            throw ValidationError("give --coefficients, or both --coefficients-a and --coefficients-b")
        }
        func box(_ text: String, _ degree: Int) throws -> PolynomialFamily {
            let ends = text.split(separator: ".").map { $0.trimmingCharacters(in: .whitespaces) }
            guard text.contains(".."), !text.contains("..."), ends.count == 2, let low = Int(ends[0]),
                let high = Int(ends[1])
            else {
                throw ValidationError(
                    "a coefficient range is written LOW..HIGH, not '\(text.trimmingCharacters(in: .whitespaces))'")
            }
            return .box([[Int]](repeating: [low, high], count: degree + 1))
        }
        let space = SpaceSpecification(
            name: "flags", a: try box(rangeA, degreeA), b: try box(rangeB, degreeB),
            constants: constants.map(SpaceOptions.names), screen: try screen.map(SpaceOptions.screenKind))
        return SearchSpecification(name: "flags", spaces: [space])
    }
}
