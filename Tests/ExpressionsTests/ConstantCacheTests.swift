import Arithmetic
import Expressions
import Testing

private func evaluator(_ cache: ConstantCache) -> Evaluator {
    var evaluator = Evaluator()
    evaluator.constantCache = cache
    return evaluator
}

@Test func constantsAreKeptAtTheHighestPrecisionAndRoundedDown() throws {
    let cache = ConstantCache()
    let evaluator = evaluator(cache)
    let term = Expression(symbol: "catalan")
    let wide = try evaluator.evaluate(term, digits: 600).value
    let bytes = cache.bytes
    let narrow = try evaluator.evaluate(term, digits: 30)
    #expect(cache.bytes == bytes)
    #expect(narrow.value.real.contains(wide.real))
    #expect(narrow.value.accuracyBits <= narrow.precision + 1 && narrow.value.accuracyBits >= narrow.precision - 2)
    let wider = try evaluator.evaluate(term, digits: 700).value
    #expect(cache.bytes > bytes && wide.real.overlaps(wider.real) && wider.accuracyBits > 2325)
    cache.removeAll()
    #expect(cache.bytes == 0)
}

@Test func aFullCacheForgetsWhatWasUsedLeastRecently() throws {
    let cache = ConstantCache(capacity: 1500)
    let evaluator = evaluator(cache)
    func evaluate(_ name: String, digits: Int) throws {
        _ = try evaluator.evaluate(Expression(symbol: name), digits: digits)
    }
    try evaluate("pi", digits: 600)
    let one = cache.bytes
    try evaluate("e", digits: 600)
    #expect(cache.bytes == 2 * one)
    // pi is used again, so that e has to go.
    try evaluate("pi", digits: 600)
    try evaluate("ln2", digits: 600)
    #expect(cache.bytes == 2 * one)
    try evaluate("pi", digits: 600)
    #expect(cache.bytes == 2 * one)
    // Larger than the whole cache: answered, not kept.
    try evaluate("zeta3", digits: 3000)
    #expect(cache.bytes == 2 * one)
}
