import Arithmetic
import Expressions
import IntegerRelations
import func Foundation.log10

/// Identification of thousands of numbers a second against one set of constants.
///
/// Stages: rational and quadratic numbers are set aside with all digits; for each constant c the forms
/// (α + β c)/(γ + δ c) up to a height are decided by a lattice of four rows that is fed only the bits that the height needs
/// (`MobiusLattice`), and what is found is confirmed with all digits; then, when asked for, x and 1/x are looked up among the
/// linear combinations of all constants at once, in one lattice that was reduced beforehand (`RelationBasis`).
///
/// Up to the bound it finds what `MobiusIdentifier` finds with the same constants and digits, and states the same chance of
/// coincidence.
public struct BulkIdentifier: Sendable {
    /// The constants.
    public let constants: [BasisConstant]
    /// How many significant decimal digits of a number are used.
    public let digits: Int

    private let reference: MobiusIdentifier
    private let lattice: MobiusLattice?
    private let basis: RelationBasis?

    /// An identifier with forms (α + β c)/(γ + δ c), |α|, |β|, |γ|, |δ| ≤ `bound`, from `digits` digits of a number.
    ///
    /// - Parameter combining: whether to look for combinations of several constants too. A constant that depends on those
    ///   before it is left out of them.
    /// - Throws: `RelationBasisError` when the constants that are to be combined are not known to enough digits.
    public init(
        constants: [BasisConstant], bound: Int, digits: Int, combining: Bool = false
    ) throws(RelationBasisError) {
        self.constants = constants
        self.digits = digits
        reference = MobiusIdentifier(constants: constants, bound: bound)
        lattice = MobiusLattice(constants: constants.map(\.value), bound: bound)
        guard combining, !constants.isEmpty else {
            basis = nil
            return
        }
        let bits = Int(Double(digits) * 3.3219280948873626) - 16
        basis =
            try RelationBasis.independent(
                names: ["1"] + constants.map(\.name), values: [Ball(1)] + constants.map(\.value), bits: bits
            ).basis
    }

    /// What the digits of `x` say. Cost: about 50 microseconds and 3 for each constant; combinations some 100 more.
    public func identify(_ x: Ball) -> BulkIdentification {
        guard let scale = MobiusIdentifier.usableBits(of: x, digits: digits) else { return .unidentified }
        if let rational = reference.rational(x, scale) { return .identified([rational]) }
        if let algebraic = reference.algebraic(x, scale) { return .identified([algebraic]) }
        let forms = mobiusForms(of: x, scale)
        if !forms.isEmpty { return .identified(forms.sorted { $0.coincidence < $1.coincidence }) }
        if let combination = combination(of: x) { return .combination(combination) }
        return .unidentified
    }

    private func mobiusForms(of x: Ball, _ scale: Int) -> [Identification] {
        // 1/x has the forms of x with numerator and denominator exchanged, and suits the lattice when x is large.
        let isLarge = x.doubleEstimate.magnitude > 8
        let number = isLarge ? Ball(1).divided(by: x, precision: MobiusLattice.bits + 64) : x
        guard let lattice, scale >= MobiusLattice.neededBits, let fixed = MobiusLattice.fixedPoint(number) else {
            return constants.compactMap { reference.mobius(x, $0, scale) }
        }
        var forms: [Identification] = []
        for (index, constant) in constants.enumerated() {
            switch lattice.outcome(of: fixed, constant: index) {
            case .none: continue
            case .candidate(let m):
                if let form = confirmed(isLarge ? SIMD4(m[2], m[3], m[0], m[1]) : m, x, constant, scale) {
                    forms.append(form)
                    continue
                }
                if let form = reference.mobius(x, constant, scale) { forms.append(form) }
            case .undecided:
                if let form = reference.mobius(x, constant, scale) { forms.append(form) }
            }
        }
        return forms
    }

    /// The form with these coefficients, when it holds for all digits of x and the constant.
    private func confirmed(
        _ m: SIMD4<Int>, _ x: Ball, _ constant: BasisConstant, _ scale: Int
    ) -> Identification? {
        let precision = scale + 128
        let c = constant.value
        let product = x.multiplied(by: c, precision: precision)
        let values = [Ball(1), c, x, product]
        let coefficients = (0..<4).map { Integer(m[$0]) }
        guard IntegerRelation.residual(coefficients, values, precision: precision).containsZero else { return nil }
        let estimates = values.map(\.doubleEstimate)
        let norm = estimates.reduce(0) { $0 + $1 * $1 }
        let covolume = Double(scale) * decimalsPerBit + 0.5 * log10(norm)
        guard
            let relation = IntegerRelation(
                coefficients: coefficients, covolume: covolume, bits: scale, searchedBits: MobiusLattice.bits)
        else { return nil }
        return reference.mobius(relation, constant)
    }

    private func combination(of x: Ball) -> ConstantCombination? {
        guard let basis, !x.containsZero else { return nil }
        for isReciprocal in [false, true] {
            let value = isReciprocal ? Ball(1).divided(by: x, precision: 4 * digits + 64) : x
            guard let relation = basis.relation(with: value) else { continue }
            let cost = relation.coincidence + reference.familyCost
            guard cost <= IntegerRelation.acceptedCoincidence, let last = relation.coefficients.last else { continue }
            // The last nonzero coefficient is positive: Σ mᵢ cᵢ + m x = 0.
            return ConstantCombination(
                names: basis.names, numerators: relation.coefficients.dropLast().map { -$0 }, denominator: last,
                isReciprocal: isReciprocal, coincidence: cost)
        }
        return nil
    }
}

/// log10 2.
private let decimalsPerBit = 0.301029995663981195
