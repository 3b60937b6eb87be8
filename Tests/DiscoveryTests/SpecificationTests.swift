import Discovery
import Testing

/// A search of one space, given by the lines of its map.
private func space(_ lines: String) -> String { "spaces:\n  - {name: s, \(lines)}" }

private let linear = "a: {coefficients: [[-2, 2], [1, 2]]}"

@Test(arguments: [
    ("\(linear), b: {coefficients: [[0, 0], [0, 0]]}", "b is zero in the whole space"),
    ("a: {coefficients: [[0, 0]]}, b: n", "a is zero in the whole space"),
    ("a: {coefficients: [[1, 2]]}, b: {coefficients: [[1, 2]]}", "degree 0"),
    ("\(linear), b: {coefficients: [[3, 1]]}", "the range [3, 1] is empty"),
    ("\(linear), b: {coefficients: [[1, 2, 3]]}", "a range is [low, high]"),
    ("\(linear), b: {coefficients: []}", "the degree must be in 0"),
    ("\(linear), b: {leading: [1, 2], roots: 0, offsets: [0, 1]}", "roots must be in 1"),
    ("\(linear), b: {leading: [0, 0], roots: 2, offsets: [0, 1]}", "b is zero in the whole space"),
    ("\(linear), b: {leading: [1, 1], roots: 2, offsets: [1, 0]}", "b: offsets: the range [1, 0] is empty"),
    ("\(linear), b: {leading: [1, 1], roots: 2, offset: [1, 0]}", "unknown key 'offset'; the keys here are"),
    ("\(linear), b: {leading: [1, 1], roots: 2, degree: 2, offsets: [1, 2]}", "unknown key 'degree'"),
    (
        "\(linear), b: {coefficients: [[1, 2]]}, strategy: sift",
        "strategy must be one of sieve, enumerate, meet, descent"
    ),
    ("\(linear), b: {coefficients: [[1, 2]]}, screen: some", "screen must be one of nilpotence, none"),
    ("\(linear), b: {coefficients: [[1, 2]]}, strategy: meet, screen: nilpotence", "does not go with screen"),
    ("\(linear), b: {coefficients: [[1, 2]]}, strategy: sieve, screen: none", "does not go with screen"),
    ("\(linear), b: {coefficients: [[1, 2]]}, starts: 100", "starts goes with the strategy descent"),
    ("\(linear), b: {coefficients: [[1, 2]]}, strategy: descent, lines: 0", "lines must be in 1"),
    ("a: n, b: x*n, parameters: {x: [1, 2], n: [1, 2]}", "'n' is the variable"),
    ("\(linear), b: {coefficients: [[1, 2]]}, constants: []", "the list of constants is empty"),
    ("\(linear), b: {coefficients: [[1, 2]]}, start: 5", "unknown key 'start'; the keys here are name, a, b"),
])
func wrongSpacesAreRefusedInOneLine(_ lines: String, _ reason: String) {
    let error = #expect(throws: SpecificationError.self) {
        try SearchSpecification(yaml: space(lines), origin: "f.yaml")
    }
    #expect(error?.description.hasPrefix("f.yaml: ") == true)
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
}

@Test func twoSpacesNeedTwoNames() {
    let text = "spaces:\n  - {name: s, a: n, b: n}\n  - {name: s, a: n, b: n+1}"
    let error = #expect(throws: SpecificationError.self) { try SearchSpecification(yaml: text, origin: "f.yaml") }
    #expect(error?.description == "f.yaml: two spaces are named 's'")
}

@Test(arguments: [
    ("\(linear), b: {coefficients: [[1, 2]]}", SearchStrategy.sieve),
    ("\(linear), b: {coefficients: [[1, 2], [1, 2]]}, screen: none", .meet),
    ("\(linear), b: {coefficients: [[1, 2], [1, 2], [1, 2]]}, screen: none", .enumerate),
    ("a: n + x, b: n, parameters: {x: [1, 2]}, screen: none", .enumerate),
    ("a: n + x, b: n, parameters: {x: [1, 2]}, strategy: enumerate, screen: nilpotence", .enumerate),
])
func theStrategyFollowsFromTheSpace(_ lines: String, _ strategy: SearchStrategy) throws {
    let specification = try SearchSpecification(yaml: space(lines), origin: "f.yaml")
    #expect(specification.spaces[0].plannedStrategy == strategy)
}

@Test func memoryIsReadWithItsUnit() throws {
    let sizes = [("1GiB", 1 << 30), ("512MiB", 512 << 20), ("7 KiB", 7 << 10), ("12345", 12345), ("2TiB", 2 << 40)]
    for (text, bytes) in sizes { #expect(MemorySize(text)?.bytes == bytes) }
    for text in ["", "GiB", "-1GiB", "0", "1GB", "1.5GiB", "99999999999TiB"] { #expect(MemorySize(text) == nil) }
    let specification = try SearchSpecification(yaml: "memory: 3MiB\n" + space("a: n, b: n"), origin: "f.yaml")
    #expect(specification.memory.bytes == 3 << 20)
    let error = #expect(throws: SpecificationError.self) {
        try SearchSpecification(yaml: "memory: much\n" + space("a: n, b: n"), origin: "f.yaml")
    }
    #expect(error?.description.contains("memory is written 512MiB") == true)
}
