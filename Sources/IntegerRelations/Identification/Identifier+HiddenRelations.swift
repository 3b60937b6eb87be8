import Arithmetic
import Expressions

extension Identifier {
    /// The relations hidden in a basis, Σ mᵢ xᵢ = 0 or ∏ xᵢ^(mᵢ) = 1 to `digits` digits, and what is left of the basis
    /// when the last element of each is dropped.
    ///
    /// A hidden relation is the shortest vector of every lattice over the basis, and would hide the number to identify.
    /// Each relation is a term that is 0. Like every relation it is claimed with a surplus of digits, not proved.
    public func hiddenRelations(
        in basis: IdentificationBasis, digits: Int = 100
    ) -> (relations: [Expression], remainder: IdentificationBasis) {
        let bits = Int(Double(digits) * 3.33) + 64
        var elements = basis.elements
        var relations: [Expression] = []
        while elements.count >= 2 {
            let arguments = basis.kind == .sum ? elements : elements.map { Expression(.log, [$0]) }
            let values = arguments.compactMap { cache.value(of: $0, precision: bits) }
            guard values.count == elements.count, let lattice = IdentificationSearch.latticeBits(values),
                let found = IntegerRelation.find(among: values, bits: lattice)
            else { break }
            let residual = IntegerRelation.residual(found.coefficients, values, precision: bits + 64)
            let surplus =
                RelationCount.agreeingDigits(found.coefficients, values, residual: residual)
                - RelationCount.logarithm(found.coefficients)
            guard surplus >= self.surplus, let last = found.coefficients.lastIndex(where: { !$0.isZero }) else {
                break
            }
            switch basis.kind {
            case .sum:
                relations.append(
                    Expression.combination(zip(found.coefficients, elements).map { (Rational($0), $1) }))
            case .product:
                relations.append(
                    Expression.powerProduct(zip(elements, found.coefficients).map { ($0, Rational($1)) })
                        - Expression(1))
            }
            elements.remove(at: last)
        }
        let remainder = IdentificationBasis(
            name: basis.name, kind: basis.kind, elements: elements, tags: basis.tags,
            independence: basis.independence, source: basis.source)
        return (relations, remainder)
    }
}
