import Arithmetic

/// Finds relations between contiguous functions.
///
/// Those between near functions are found by linear algebra on the coefficients of their series; to a function farther away
/// leads a path of unit steps, each of which is a relation between three near ones.
enum ContiguousSearch {
    /// The largest degree of the polynomials that linear algebra looks for: that of relations within two unit steps, and
    /// one more for those of the pairs of `ContiguousBasis`.
    private static let largestDegree = 4
    /// The number of equations beyond that of the unknowns.
    private static let spareEquations = 8

    /// A relation C₀F + C₁F₁ + … = 0 with C₀(point) ≠ 0, or nil.
    ///
    /// Cost: for each unit step on the way the elimination of a matrix with at most 15 columns, and a product of polynomials
    /// whose degrees grow by about 1 a step.
    static func relation(
        of function: HypergeometricSymbol, to basis: [HypergeometricSymbol], at point: Rational
    ) -> ContiguousRelation? {
        let functions = [function] + basis
        if let index = basis.firstIndex(where: { $0 == function || $0.isOne && function.isOne }) {
            let trivial = (0...basis.count).map { Polynomial<Rational>($0 == 0 ? 1 : $0 == index + 1 ? -1 : 0) }
            return ContiguousRelation(functions: functions, coefficients: trivial)
        }
        guard ContiguousRelation.decidingCount(functions, degree: 0) != nil else { return nil }
        return near(function, to: basis, at: point) ?? far(function, to: basis, at: point)
    }

    /// A relation of least degree by linear algebra, at most `largestDegree`.
    private static func near(
        _ function: HypergeometricSymbol, to basis: [HypergeometricSymbol], at point: Rational
    ) -> ContiguousRelation? {
        let functions = [function] + basis
        for degree in 0...largestDegree {
            let columns = functions.count * (degree + 1)
            // A few equations more than unknowns: what still solves them is nearly always a relation.
            let series = functions.map { $0.coefficients(columns + spareEquations) }
            var matrix = RationalNullspace(columns: columns)
            for n in 0..<columns + spareEquations {
                matrix.append(series.flatMap { terms in (0...degree).map { $0 <= n ? terms[n - $0] : 0 } })
            }
            for vector in matrix.basis {
                let polynomials = functions.indices.map { k in
                    Polynomial(Array(vector[k * (degree + 1)..<(k + 1) * (degree + 1)]))
                }
                if polynomials[0].evaluated(at: point).isZero { continue }
                let relation = ContiguousRelation(functions: functions, coefficients: polynomials)
                if isValid(relation) { return relation }
            }
        }
        return nil
    }

    /// A function as (Σ parts_k B_k)/divisor in the basis.
    private struct Combination {
        let function: HypergeometricSymbol
        let divisor: Polynomial<Rational>
        let parts: [Polynomial<Rational>]
    }

    /// A relation along a path of unit steps from the second function of the basis, starting with the pair.
    private static func far(
        _ function: HypergeometricSymbol, to basis: [HypergeometricSymbol], at point: Rational
    ) -> ContiguousRelation? {
        guard basis.count == 2 else { return nil }
        let (zero, one) = (Polynomial<Rational>([]), Polynomial<Rational>(1))
        var last = Combination(function: basis[0], divisor: one, parts: [one, zero])
        var current = Combination(function: basis[1], divisor: one, parts: [zero, one])
        while let step = current.function.step(toward: function) {
            if step == last.function {
                (last, current) = (current, last)
                continue
            }
            guard !step.lower.contains(where: \.isNonpositiveInteger),
                let relation = near(step, to: [last.function, current.function], at: point)
            else { return nil }
            (last, current) = (current, combined(step, relation, last, current))
        }
        let coefficients = [current.divisor] + current.parts.map { -$0 }
        if coefficients[0].evaluated(at: point).isZero { return nil }
        return ContiguousRelation(functions: [function] + basis, coefficients: coefficients)
    }

    /// The function at the end of a step: C F + D x + E y = 0 solved for F, in lowest terms.
    private static func combined(
        _ function: HypergeometricSymbol, _ relation: ContiguousRelation, _ x: Combination, _ y: Combination
    ) -> Combination {
        let shared = x.divisor.gcd(y.divisor)
        let (p, q) = (x.divisor.divided(by: shared), y.divisor.divided(by: shared))
        let coefficients = relation.coefficients
        var all = zip(x.parts, y.parts).map { -(coefficients[1] * q * $0 + coefficients[2] * p * $1) }
        all.append(coefficients[0] * p * y.divisor)
        let factor = all.reduce(Polynomial([])) { $0.isZero ? $1 : $1.isZero ? $0 : $0.gcd($1) }
        all = all.map { $0.divided(by: factor) }
        // Contents would multiply from step to step.
        let (common, content) = all.flatMap(\.coefficients).reduce((Integer(1), Integer(0))) {
            ($0.0.lcm($1.denominator), $0.1.gcd($1.numerator))
        }
        let unit = content.isZero ? 1 : Rational(common, content)
        all = all.map { $0 * unit }
        return Combination(function: function, divisor: all[all.count - 1], parts: Array(all.dropLast()))
    }

    private static func isValid(_ relation: ContiguousRelation) -> Bool {
        do throws(CertificateError) {
            try relation.check()
            return true
        } catch { return false }
    }
}

extension HypergeometricSymbol {
    /// The function with the first parameter that differs moved by 1 toward that of a contiguous function; nil when none
    /// differs.
    fileprivate func step(toward other: HypergeometricSymbol) -> HypergeometricSymbol? {
        func moved(_ values: [Rational], _ goals: [Rational]) -> [Rational]? {
            guard let index = values.indices.first(where: { values[$0] != goals[$0] }) else { return nil }
            var result = values
            result[index] += values[index] < goals[index] ? 1 : -1
            return result
        }
        if let lower = moved(lower, other.lower) { return HypergeometricSymbol(upper: upper, lower: lower) }
        return moved(upper, other.upper).map { HypergeometricSymbol(upper: $0, lower: lower) }
    }
}

extension Polynomial where Coefficient == Rational {
    /// The quotient by a divisor of this polynomial.
    fileprivate func divided(by divisor: Polynomial) -> Polynomial {
        divisor.isConstant && divisor.constantTerm == 1 ? self : quotientAndRemainder(dividingBy: divisor).quotient
    }
}

/// The solutions of homogeneous linear equations with rational coefficients, which are added one by one.
struct RationalNullspace {
    private let columns: Int
    /// Rows in echelon form with leading coefficient 1, by their first column.
    private var rows: [Int: [Rational]] = [:]

    /// No equations yet.
    init(columns: Int) { self.columns = columns }

    /// Adds an equation. Cost: O(columns²).
    mutating func append(_ equation: [Rational]) {
        guard rows.count < columns else { return }
        var row = equation
        for column in 0..<columns where !row[column].isZero {
            guard let known = rows[column] else {
                guard let inverse = row[column].reciprocal else { return }
                rows[column] = row.map { $0 * inverse }
                return
            }
            let factor = -row[column]
            for i in column..<columns { row[i].addProduct(factor, known[i]) }
        }
    }

    /// A basis of the solutions, one for each column that leads no equation.
    var basis: [[Rational]] {
        (0..<columns).filter { rows[$0] == nil }.map { free in
            var solution = [Rational](repeating: 0, count: columns)
            solution[free] = 1
            for column in stride(from: free - 1, through: 0, by: -1) {
                guard let row = rows[column] else { continue }
                var sum: Rational = 0
                for i in column + 1..<columns where !solution[i].isZero { sum.addProduct(row[i], solution[i]) }
                solution[column] = -sum
            }
            return solution
        }
    }
}
