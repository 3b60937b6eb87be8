import Arithmetic

/// Terms in canonical form: sums and products as sorted multisets with exact rational coefficients and exponents, each
/// term stored once, so that equal terms, up to what the normal form knows, have one name.
///
/// The normal form is built by the constructors (`sum`, `product`, `power`, `apply`), never searched for. It knows
/// - sums: associativity, commutativity, 0, collection of equal terms with rational coefficients, and the distribution
///   of a rational factor over a sum;
/// - products: associativity, commutativity, 1, 0, collection of equal bases, and the rational content of a sum that is
///   a factor, so that 2(x + y)z and (2x + 2y)z are one term;
/// - powers with rational exponents of rational numbers (12^(1/2) = 2·3^(1/2), i = (−1)^(1/2)), powers of powers and of
///   products where they hold for every complex value of the symbols;
/// - exp x = e^x, √x = x^(1/2), the parity of trigonometric functions, and exact values of functions.
///
/// There is neither negation nor division inside: x − y is x + (−1)·y and x/y is x·y^(−1). Functions are total as in a
/// meadow (Bergstra and Tucker, J. ACM 54, 2007): 0^r = 0 for every rational r ≠ 0. Hence x·x^(−1) stays what it is
/// unless x is proved not to be 0, x²·x^(−1) is x, and x^0 is 1. Every identity used holds in that model for all complex
/// values of the symbols.
///
/// Cost: constructors of two arguments take expected constant time on symbols and functions and time linear in the
/// number of terms or factors otherwise; appending a new symbol to the sum built last takes constant time.
public struct TermAlgebra: ~Copyable {
    /// A term: what it is, how many words it has, and the words or their place in the pool. For sums and products
    /// `second` is the hash of the words, which does not depend on their order.
    struct Node: BitwiseCopyable {
        var kind: UInt32
        var count: UInt32
        var first: UInt32
        var second: UInt32
    }

    /// What a node is, beside operators, whose raw values are kinds too.
    enum Kind {
        /// A number: one coefficient.
        static let numeral: UInt32 = 1024
        /// A variable: an index into the names.
        static let symbol: UInt32 = 1025
        /// A constant of the catalog: an index into the names.
        static let constant: UInt32 = 1026
        /// A text literal: an index into the names.
        static let text: UInt32 = 1027
        /// A constant coefficient, then pairs (coefficient, term) by term.
        static let sum: UInt32 = 1028
        /// A coefficient, neither 0 nor 1, and a term that is neither numeral nor sum.
        static let scaled: UInt32 = 1029
        /// Pairs (base, exponent) by base, at least two.
        static let product: UInt32 = 1030
        /// Base and exponent; the exponent is not 1.
        static let power: UInt32 = 1031
    }

    var nodes: [Node] = []
    /// The words of sums, of products and of functions with more than two arguments.
    var pool = WordPool()
    /// Hash table: high word hash, low word index of the node + 1; 0 is empty.
    private var slots: [UInt64] = Array(repeating: 0, count: 1024)

    var coefficients = CoefficientTable()
    var names: [String] = []
    private var nameIndex: [String: UInt32] = [:]
    /// Names that the catalog of constants knows, looked up once.
    private var isConstantName: [String: Bool] = [:]
    let catalog: ConstantCatalog

    /// What is known of the values of terms, computed when first asked for.
    var knowledge: [TermProperties] = []
    /// Structural hashes, computed when first needed.
    var structuralHashes: [UInt64] = []
    /// Derivatives that have been computed.
    var derivatives = DerivativeTable()
    /// Space for constructors, kept between calls.
    var scratch: [UInt64] = []
    var sorted: [UInt64] = []
    /// The number of the walk in which a term was visited last.
    var visits: [UInt32] = []
    var walk: UInt32 = 0

    /// The number 0.
    public let zero = TermID(0)
    /// The number 1.
    public let one = TermID(1)
    /// The number −1.
    public let minusOne = TermID(2)
    let half = TermID(3)
    /// The constant e, so that e^x is the exponential function.
    let euler = TermID(4)
    /// The constant π.
    let pi = TermID(5)

    /// An algebra without terms of its own, whose constants are those of `catalog`.
    public init(catalog: ConstantCatalog = .standard) {
        self.catalog = catalog
        for value in [Rational(0), 1, -1, Rational(1, 2)] { _ = numeral(value) }
        for name in ["e", "pi"] { _ = intern(Node(kind: Kind.constant, count: 1, first: nameNumber(name), second: 0)) }
    }

    /// The number of distinct terms.
    public var count: Int { nodes.count }

    // MARK: Leaves

    /// The number `value`.
    public mutating func numeral(_ value: Int) -> TermID {
        switch value {
        case 0: zero
        case 1: one
        case -1: minusOne
        default: numeral(coefficients.coefficient(value))
        }
    }

    /// The number `value`.
    public mutating func numeral(_ value: Rational) -> TermID { numeral(coefficients.coefficient(value)) }

    mutating func numeral(_ value: Coefficient) -> TermID {
        intern(Node(kind: Kind.numeral, count: 1, first: value.bits, second: 0))
    }

    /// The symbol `name`: the imaginary unit for `i`, a constant when the catalog has it, otherwise a variable.
    public mutating func symbol(_ name: String) -> TermID {
        if name == "i" { return power(minusOne, half) }
        let isConstant: Bool
        if let known = isConstantName[name] {
            isConstant = known
        } else {
            isConstant = catalog.constant(named: name) != nil
            isConstantName[name] = isConstant
        }
        return intern(
            Node(kind: isConstant ? Kind.constant : Kind.symbol, count: 1, first: nameNumber(name), second: 0))
    }

    /// The variable `name`, even where the catalog has a constant of this name: for names that are bound.
    public mutating func variable(_ name: String) -> TermID {
        intern(Node(kind: Kind.symbol, count: 1, first: nameNumber(name), second: 0))
    }

    /// The text literal `text`.
    public mutating func text(_ text: String) -> TermID {
        intern(Node(kind: Kind.text, count: 1, first: nameNumber(text), second: 0))
    }

    private mutating func nameNumber(_ name: String) -> UInt32 {
        if let number = nameIndex[name] { return number }
        let number = UInt32(names.count)
        names.append(name)
        nameIndex[name] = number
        return number
    }

    // MARK: Reading

    /// The value, when the term is a number.
    public func numeral(of id: TermID) -> Rational? { coefficient(of: id).map { coefficients.value($0) } }

    func coefficient(of id: TermID) -> Coefficient? {
        let node = nodes[Int(id.index)]
        return node.kind == Kind.numeral ? Coefficient(bits: node.first) : nil
    }

    /// The name, when the term is a variable or a constant.
    public func name(of id: TermID) -> String? {
        let node = nodes[Int(id.index)]
        return node.kind == Kind.symbol || node.kind == Kind.constant ? names[Int(node.first)] : nil
    }

    func node(_ id: TermID) -> Node { nodes[Int(id.index)] }

    /// Word `i` of a node.
    func word(_ node: Node, _ i: Int) -> UInt32 {
        TermAlgebra.isPooled(node.kind, node.count) ? pool[Int(node.first) &+ i] : i == 0 ? node.first : node.second
    }

    /// Whether a node keeps its words in the pool.
    static func isPooled(_ kind: UInt32, _ count: UInt32) -> Bool {
        kind == Kind.sum || kind == Kind.product || count > 2
    }

    // MARK: Hash-consing

    /// The term with these words, which are not in the pool.
    @inline(__always)
    mutating func intern(_ node: Node) -> TermID {
        var hash = TermAlgebra.mixed(UInt64(node.kind) << 32 | UInt64(node.count), 0)
        hash = TermAlgebra.mixed(UInt64(node.first) << 32 | UInt64(node.second), hash)
        return insert(node, hash: UInt32(truncatingIfNeeded: hash >> 32))
    }

    /// The term whose words are the last ones of the pool, from `start` on, or lie in it from `shared` on. The words
    /// from `start` on are given back when the term is there already.
    @inline(__always)
    mutating func internPooled(kind: UInt32, start: Int, shared: Int? = nil, hash accumulated: UInt32) -> TermID {
        let first = shared ?? start
        let count = pool.count &- first
        let node = Node(
            kind: kind, count: UInt32(truncatingIfNeeded: count), first: UInt32(truncatingIfNeeded: first),
            second: accumulated)
        let hash = TermAlgebra.mixed(UInt64(kind) << 32 | UInt64(node.count), UInt64(accumulated))
        let before = nodes.count
        let id = insert(node, hash: UInt32(truncatingIfNeeded: hash >> 32))
        if nodes.count == before { pool.truncate(to: start) }
        return id
    }

    @inline(__always)
    private mutating func insert(_ node: Node, hash: UInt32) -> TermID {
        let mask = slots.count &- 1
        var position = Int(hash) & mask
        while true {
            let slot = slots[position]
            if slot == 0 { break }
            if UInt32(truncatingIfNeeded: slot >> 32) == hash {
                let index = Int(UInt32(truncatingIfNeeded: slot)) &- 1
                if isSame(nodes[index], node) { return TermID(index) }
            }
            position = (position &+ 1) & mask
        }
        let index = nodes.count
        precondition(index < Int(UInt32.max) - 1 && pool.count < Int(UInt32.max), "the algebra is full: 2^32 − 2 terms")
        nodes.append(node)
        slots[position] = UInt64(hash) << 32 | UInt64(index &+ 1)
        if 2 &* nodes.count > mask { growTable() }
        return TermID(index)
    }

    private func isSame(_ x: Node, _ y: Node) -> Bool {
        guard x.kind == y.kind, x.count == y.count, x.second == y.second else { return false }
        if x.first == y.first { return true }
        guard TermAlgebra.isPooled(x.kind, x.count) else { return false }
        let (a, b) = (Int(x.first), Int(y.first))
        for i in 0..<Int(x.count) where pool[a &+ i] != pool[b &+ i] { return false }
        return true
    }

    private mutating func growTable() {
        var larger = [UInt64](repeating: 0, count: (slots.count < 1 << 20 ? 4 : 2) * slots.count)
        let mask = larger.count - 1
        for slot in slots where slot != 0 {
            var position = Int(slot >> 32) & mask
            while larger[position] != 0 { position = (position &+ 1) & mask }
            larger[position] = slot
        }
        slots = larger
    }

    @inline(__always)
    static func mixed(_ word: UInt64, _ hash: UInt64) -> UInt64 {
        let product = (word ^ hash ^ (hash << 23)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.low ^ product.high &+ 0xD6E8_FEB8_6659_FD93
    }

    /// The share of a pair of words in the hash of a sum or product.
    @inline(__always)
    static func pairHash(_ x: UInt32, _ y: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: mixed(UInt64(x) << 32 | UInt64(y), 0) >> 17)
    }
}
