import Arithmetic

/// An element P + Q√D + (R + S√D) z of Z[v][√D, z]/(z² − v² − 1): what the inequalities of a certificate are made of.
///
/// For half-integer powers v = √n and z = √(n+1); for integer powers v = n and R = S = 0.
struct SurdPolynomial: Hashable, Sendable {
    /// P, Q, R, S.
    private(set) var parts: [Polynomial<Integer>]
    /// D; not used while Q = S = 0.
    let radicand: Integer

    /// v² + 1 = z².
    private static let square = Polynomial<Integer>([1, 0, 1])

    init(_ parts: [Polynomial<Integer>], radicand: Integer) {
        precondition(parts.count == 4, "an element has four parts")
        self.parts = parts
        self.radicand = radicand
    }

    /// P + Q√D.
    init(_ p: Polynomial<Integer>, _ q: Polynomial<Integer> = Polynomial(), radicand: Integer) {
        self.init([p, q, Polynomial(), Polynomial()], radicand: radicand)
    }

    static func + (x: SurdPolynomial, y: SurdPolynomial) -> SurdPolynomial {
        SurdPolynomial((0..<4).map { x.parts[$0] + y.parts[$0] }, radicand: x.radicand)
    }

    static func - (x: SurdPolynomial, y: SurdPolynomial) -> SurdPolynomial {
        SurdPolynomial((0..<4).map { x.parts[$0] - y.parts[$0] }, radicand: x.radicand)
    }

    static func * (x: SurdPolynomial, y: SurdPolynomial) -> SurdPolynomial {
        var result = [Polynomial<Integer>](repeating: Polynomial(), count: 4)
        for i in 0..<4 where !x.parts[i].isZero {
            for j in 0..<4 where !y.parts[j].isZero {
                var term = x.parts[i] * y.parts[j]
                if i & j & 1 != 0 { term = term * x.radicand }
                if i & j & 2 != 0 { term = term * square }
                result[i ^ j] += term
            }
        }
        return SurdPolynomial(result, radicand: x.radicand)
    }

    static func * (x: SurdPolynomial, factor: Integer) -> SurdPolynomial {
        SurdPolynomial(x.parts.map { $0 * factor }, radicand: x.radicand)
    }

    /// The element with v replaced by z: f(√n) becomes f(√(n+1)), for an element without z.
    var atNextRoot: SurdPolynomial {
        var result = [Polynomial<Integer>](repeating: Polynomial(), count: 4)
        for part in 0..<2 {
            let coefficients = parts[part].coefficients
            let even = stride(from: 0, to: coefficients.count, by: 2).map { coefficients[$0] }
            let odd = stride(from: 1, to: coefficients.count, by: 2).map { coefficients[$0] }
            result[part] = Polynomial(even).composed(with: SurdPolynomial.square)
            result[part + 2] = Polynomial(odd).composed(with: SurdPolynomial.square)
        }
        return SurdPolynomial(result, radicand: radicand)
    }

    /// The element with v replaced by v + `offset`, for an element without z.
    func shifted(by offset: Integer) -> SurdPolynomial {
        SurdPolynomial(parts.map { $0.shifted(by: offset) }, radicand: radicand)
    }

    /// 1 or −1 when the element has that sign for every real v ≥ `start`, proved by the signs of the coefficients; 0 when
    /// it is the zero polynomial; nil otherwise. With `strictly` it must not vanish at `start` either.
    ///
    /// Without z: substitute v = start + s; all coefficients of the polynomial in s must have one sign. With z, an
    /// element X + zY has the sign of X where X and Y agree, and otherwise that of the larger of X² and (v² + 1)Y².
    func sign(from start: Integer, strictly: Bool = false) -> Int? {
        if parts[2].isZero, parts[3].isZero { return coefficientSign(from: start, strictly: strictly) }
        let x = SurdPolynomial(parts[0], parts[1], radicand: radicand)
        let y = SurdPolynomial(parts[2], parts[3], radicand: radicand)
        guard let signX = x.coefficientSign(from: start, strictly: false),
            let signY = y.coefficientSign(from: start, strictly: strictly)
        else { return nil }
        if signX == signY || signX == 0 { return signY }
        let squares = x * x - y * y * SurdPolynomial(SurdPolynomial.square, radicand: radicand)
        guard let larger = squares.coefficientSign(from: start, strictly: strictly) else { return nil }
        return larger > 0 ? signX : (larger < 0 ? signY : 0)
    }

    /// The common sign of the coefficients of P + Q√D in s = v − start.
    private func coefficientSign(from start: Integer, strictly: Bool) -> Int? {
        let p = parts[0].shifted(by: start)
        let q = parts[1].shifted(by: start)
        var common = 0
        for i in 0..<max(p.coefficients.count, q.coefficients.count) {
            let sign = RealQuadraticNumber(Rational(p[i]), Rational(q[i]), radicand: radicand).signum()
            if strictly, i == 0, sign == 0 { return nil }
            if sign * common < 0 { return nil }
            if sign != 0 { common = sign }
        }
        return common
    }
}
