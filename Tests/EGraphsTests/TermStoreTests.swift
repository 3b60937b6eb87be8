import EGraphs
import Testing

@Test func equalTermsAreOneNode() {
    var store = TermStore()
    let a = store.add(1)
    let b = store.add(2)
    #expect(store.add(3, a, b) == store.add(3, a, b))
    #expect(store.add(3, b, a) != store.add(3, a, b))
    #expect(store.add(4, [a, b, a]) == store.add(4, [a, b, a]))
    #expect(store.count == 5)
}
