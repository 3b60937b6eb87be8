import Discovery
import Testing

@Test func fingerprintsAreThoseOfWhatIsSearched() throws {
    let text = """
        spaces:
          - {name: s, a: "x*n + y + z + w", b: n, parameters: {x: [1, 2], y: [1, 2], z: [1, 3], w: [0, 1]}}
        """
    // Dictionaries of equal contents differ in their order, even in one process.
    let fingerprints = try (0..<50).map { _ in try SearchSpecification(yaml: text, origin: "f").fingerprint }
    #expect(Set(fingerprints).count == 1)
    for (old, new) in [("[1, 3]", "[1, 4]"), ("name: s", "name: t"), ("b: n", "b: 2n")] {
        let other = try SearchSpecification(yaml: text.replacing(old, with: new), origin: "f")
        #expect(other.fingerprint != fingerprints[0])
    }
    let described = try SearchSpecification(yaml: "description: d\nmemory: 5MiB\n" + text, origin: "f")
    #expect(described.fingerprint == fingerprints[0])
}
