import Arithmetic

/// A recurrence u(n) = c₁(n) u(n−1) + … + c_r(n) u(n−r) with integer polynomials and 1 ≤ r ≤ 4: the order-r analogue of
/// a continued fraction (r = 2, c₁ = a, c₂ = b).
public struct MonicRecurrence: Hashable, Sendable {
    /// c₁, …, c_r.
    public let coefficients: [Polynomial<Integer>]

    /// The recurrence with these polynomials c₁ … c_r.
    ///
    /// - Throws: `LinearRecurrence.Malformed` when the order is not in 1 … 4 or c_r = 0.
    public init(_ coefficients: [Polynomial<Integer>]) throws(LinearRecurrence.Malformed) {
        self.init(try LinearRecurrence([1] + coefficients))
    }

    init(trusted coefficients: [Polynomial<Integer>]) { self.coefficients = coefficients }

    /// The recurrence of v(n) = u(n) ∏_{k ≤ n} P₀(k) when P₀(n) u(n) = Σ Pᵢ(n) u(n−i):
    /// cᵢ(n) = Pᵢ(n) P₀(n−1) ⋯ P₀(n−i+1).
    public init(_ recurrence: LinearRecurrence) {
        var below = Polynomial<Integer>(1)
        var coefficients: [Polynomial<Integer>] = []
        for i in 1...recurrence.order {
            if i > 1 { below *= recurrence.coefficients[0].shifted(by: Integer(1 - i)) }
            coefficients.append(recurrence.coefficients[i] * below)
        }
        self.coefficients = coefficients
    }

    /// r.
    public var order: Int { coefficients.count }

    /// The same as a `LinearRecurrence` with P₀ = 1.
    public var linear: LinearRecurrence { LinearRecurrence(monic: self) }

    /// d = max (deg cᵢ)/i, rounded up: solutions grow like n!^d at most, and with full factorial reduction the common
    /// factor of all solutions takes that growth away.
    public var fullOrder: Int {
        coefficients.enumerated().map { i, c in ((c.degree ?? 0) + i) / (i + 1) }.max() ?? 0
    }

    /// The greatest k such that uᵢ(n) depends on u(n − k), u(n − 2k), … only: for k > 1 these are k separate recurrences
    /// of order r/k, laid into each other.
    public var interlacing: Int {
        var common = 0
        for (i, c) in coefficients.enumerated() where !c.isZero {
            var (x, y) = (common, i + 1)
            while y != 0 { (x, y) = (y, x % y) }
            common = x
        }
        return common
    }

    /// A nonzero integer that every bad prime p > r divides: a good prime at which the period product is not nilpotent
    /// refutes factorial reduction.
    ///
    /// The points (i, deg cᵢ) and (0, 0) have an upper hull; the coefficients of n^deg on each edge make a polynomial, for
    /// a single edge the characteristic polynomial x^r − Σ αᵢ x^(r−i) of the leading symbol. Bad are divisors of the
    /// leading coefficients at the corners and of the discriminant of the squarefree part of each edge. For r = 2 and
    /// deg b = 2 deg a these are B and A² + 4B. Cost: some microseconds.
    public var badFactor: Integer {
        var leads: [(degree: Int, lead: Integer)?] = [(0, 1)]
        for c in coefficients {
            if let degree = c.degree, let lead = c.leadingCoefficient {
                leads.append((degree, -lead))
            } else {
                leads.append(nil)
            }
        }
        return MonicRecurrence.badFactor(leads: leads)
    }

    /// The same from the degrees and leading coefficients of 1, −c₁, …, −c_r; nil for a zero polynomial.
    public static func badFactor(leads: [(degree: Int, lead: Integer)?]) -> Integer {
        var result: Integer = 1
        var corner = 0
        let order = leads.count - 1
        while corner < order {
            guard let start = leads[corner] else { break }
            // The next corner: the steepest line, the farthest point on it.
            var next: (index: Int, rise: Int)?
            for i in (corner + 1)...order {
                guard let point = leads[i] else { continue }
                let rise = point.degree - start.degree
                if let current = next, rise * (current.index - corner) < current.rise * (i - corner) { continue }
                next = (i, rise)
            }
            guard let next, let end = leads[next.index] else { break }
            result *= end.lead
            var edge = [Integer](repeating: 0, count: next.index - corner + 1)
            for i in corner...next.index {
                guard let point = leads[i] else { continue }
                if (point.degree - start.degree) * (next.index - corner) == next.rise * (i - corner) {
                    edge[next.index - i] = point.lead
                }
            }
            let polynomial = Polynomial<Integer>(edge)
            let derivative = Polynomial<Integer>(
                polynomial.coefficients.enumerated().dropFirst().map { $0.element * Integer($0.offset) })
            let squarefree = polynomial.exactQuotient(polynomial.gcd(derivative).primitivePart) ?? polynomial
            if (squarefree.degree ?? 0) > 1 { result *= squarefree.discriminant }
            corner = next.index
        }
        return result
    }
}

extension LinearRecurrence {
    init(monic: MonicRecurrence) { self.init(trusted: [1] + monic.coefficients) }
}

extension MonicRecurrence: CustomStringConvertible {
    /// `u(n) = (2n + 1) u(n-1) + (n^2) u(n-2)`.
    public var description: String {
        let terms = coefficients.enumerated().filter { !$0.element.isZero }.map {
            "(\($0.element.description(variable: "n"))) u(n-\($0.offset + 1))"
        }
        return "u(n) = " + terms.joined(separator: " + ")
    }
}
