/// The residue classes modulo p of the partial numerators b, but for the innermost coefficient: the codes of a table.
///
/// b(n) = outer(n) + t·n^d for a box (t its leading coefficient), b(n) = t·∏(n − ρ) for rational roots (t its leading
/// coefficient too): the table holds p bits for each code, one for each residue t.
enum NumeratorClasses: Sendable {
    case box(BoxClasses)
    case rooted(RootClasses)

    /// The number of codes, or nil when it does not fit.
    var count: Int? {
        switch self {
        case .box(let classes): classes.count
        case .rooted(let classes): classes.count
        }
    }

    /// Fills b(n) = base[n] + t·slope[n] mod p for n = 0 ..< p.
    func fillValues(code: Int, base: UnsafeMutablePointer<Int>, slope: UnsafeMutablePointer<Int>) {
        switch self {
        case .box(let classes): classes.fillValues(code: code, base: base, slope: slope)
        case .rooted(let classes): classes.fillValues(code: code, base: base, slope: slope)
        }
    }
}

/// The classes of the lower coefficients b₀ … b_{d−1} of a box; b_{d−1} is the lowest digit of the code, since it runs
/// fastest.
struct BoxClasses: Sendable {
    let prime: SmallPrime
    let isProjective: Bool
    /// The ranges of b₀ … b_{d−1}.
    let ranges: [ClosedRange<Int>]
    let count: Int?

    init(ranges: [ClosedRange<Int>], prime: SmallPrime, isProjective: Bool) {
        self.prime = prime
        self.isProjective = isProjective
        self.ranges = ranges
        var product: Int? = 1
        for range in ranges {
            guard let value = product else { break }
            let radix = BoxClasses.radix(range, prime, isProjective)
            let (next, overflow) = value.multipliedReportingOverflow(by: radix)
            product = overflow ? nil : next
        }
        count = product
    }

    /// All residues when they are to be scaled; only those that occur otherwise.
    private static func radix(_ range: ClosedRange<Int>, _ prime: SmallPrime, _ isProjective: Bool) -> Int {
        if isProjective { return range == 0...0 ? 1 : prime.value }
        return min(prime.value, range.count)
    }

    /// The digit of the first value of the range of coefficient j; the digits run on modulo p.
    func firstDigit(_ j: Int) -> Int { isProjective ? prime.residue(ranges[j].lowerBound) : 0 }

    /// The share of coefficient j with this digit in the code of μ·b.
    func contribution(_ j: Int, digit: Int, multiplier: Int) -> Int {
        let value = isProjective ? digit * multiplier % prime.value : digit
        if isProjective && ranges[j] == 0...0 { return 0 }
        var place = 1
        for higher in (j + 1)..<max(j + 1, ranges.count) {
            place *= BoxClasses.radix(ranges[higher], prime, isProjective)
        }
        return value * place
    }

    func fillValues(code: Int, base: UnsafeMutablePointer<Int>, slope: UnsafeMutablePointer<Int>) {
        let p = prime.value
        for n in 0..<p {
            var rest = code
            var power = 1
            for _ in 0..<ranges.count { power = power * n % p }
            slope[n] = power
            // Horner from the highest outer coefficient, the lowest digit of the code.
            var value = 0
            for j in ranges.indices.reversed() {
                let (quotient, digit) = rest.quotientAndRemainder(
                    dividingBy: BoxClasses.radix(ranges[j], prime, isProjective))
                rest = quotient
                let residue = isProjective ? digit : prime.residue(ranges[j].lowerBound + digit)
                value = (value * n + residue) % p
            }
            base[n] = value
        }
    }
}

/// The classes of ∏(n − ρ_i): multisets of residues by their rank, or only those that occur.
struct RootClasses: Sendable {
    let prime: SmallPrime
    let degree: Int
    /// C(m + i, i + 1) at index i·p + m: the rank of a multiset is the sum of these.
    let binomials: [Int]
    let count: Int?
    /// The number of an occurring rank; empty when all are counted.
    let numbers: [Int32]
    /// The rank of a number; empty when all are counted.
    let ranks: [Int32]

    /// The classes of all multisets.
    init(degree: Int, prime: SmallPrime) {
        self.init(degree: degree, prime: prime, occurring: nil)
    }

    /// The classes that the members of a family have, when these are few; all classes otherwise.
    init(family: RootedPolynomialFamily, prime: SmallPrime) {
        let all = RootClasses(degree: family.degree, prime: prime)
        let multisets = family.count / family.scale.count
        guard let count = all.count, multisets < count, count < 1 << 28, multisets < 1 << 22 else {
            self = all
            return
        }
        let p = prime.value
        var members = zip(family.factors, family.groupIndices(0)).map { group, rank in
            Multisets.members(rank: rank, of: group.pairs, size: group.count)
        }
        let roots = family.factors.map { group in
            (0..<group.pairs).map { number -> UInt8? in
                let (r, s) = group.pair(number)
                return r % p == 0
                    ? nil : UInt8(prime.residue(-prime.residue(s) * prime.inverse(prime.residue(r))))
            }
        }
        var occurring: [Int32] = []
        for _ in 0..<multisets {
            var mine: [UInt8] = []
            for (group, indices) in members.enumerated() {
                for member in indices { roots[group][member].map { mine.append($0) } }
            }
            if mine.count == family.degree {
                let rank = mine.withUnsafeMutableBufferPointer { $0.baseAddress.map { all.rank($0) } ?? 0 }
                occurring.append(Int32(rank))
            }
            for group in members.indices.reversed() {
                if Multisets.advance(&members[group], of: family.factors[group].pairs) { break }
            }
        }
        occurring.sort()
        var distinct: [Int32] = []
        for rank in occurring where distinct.last != rank { distinct.append(rank) }
        // At least one, so that the table is not empty where p is bad for all.
        self.init(degree: family.degree, prime: prime, occurring: distinct.isEmpty ? [0] : distinct)
    }

    /// The classes of the multisets with the given ranks.
    init(degree: Int, prime: SmallPrime, occurring: [Int32]?) {
        self.prime = prime
        self.degree = degree
        let all = Multisets.count(of: prime.value, size: degree).flatMap { $0 < 1 << 31 ? $0 : nil }
        var table: [Int] = []
        for i in 0..<degree { for m in 0..<prime.value { table.append(Multisets.binomial(m + i, i + 1) ?? .max) } }
        binomials = table
        if let occurring, let all {
            var numbers = [Int32](repeating: 0, count: all)
            for (number, rank) in occurring.enumerated() { numbers[Int(rank)] = Int32(number) }
            self.numbers = numbers
            ranks = occurring
            count = occurring.count
        } else {
            numbers = []
            ranks = []
            count = all
        }
    }

    /// The code of the residues in `roots`, which are sorted in place.
    @inline(__always)
    func code(_ roots: UnsafeMutablePointer<UInt8>) -> Int {
        let rank = rank(roots)
        return numbers.isEmpty ? rank : Int(numbers[rank])
    }

    /// The rank of the residues in `roots`, which are sorted in place.
    @inline(__always)
    func rank(_ roots: UnsafeMutablePointer<UInt8>) -> Int {
        for i in 1..<max(1, degree) {
            let value = roots[i]
            var j = i
            while j > 0 && roots[j &- 1] > value {
                roots[j] = roots[j &- 1]
                j &-= 1
            }
            roots[j] = value
        }
        return binomials.withUnsafeBufferPointer { table in
            var rank = 0
            for i in 0..<degree { rank &+= table[i &* prime.value &+ Int(roots[i])] }
            return rank
        }
    }

    func fillValues(code: Int, base: UnsafeMutablePointer<Int>, slope: UnsafeMutablePointer<Int>) {
        let p = prime.value
        let roots = Multisets.members(
            rank: ranks.isEmpty ? code : Int(ranks[code]), of: p, size: degree)
        for n in 0..<p {
            base[n] = 0
            slope[n] = roots.reduce(1) { $0 * (n + p - $1) % p }
        }
    }
}
