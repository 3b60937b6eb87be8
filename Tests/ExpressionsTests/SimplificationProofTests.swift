import EGraphs
import Expressions
import Testing

private let signs: [[String: [Assumption]]] = [
    [:], ["x": [.positive], "y": [.positive], "n": [.integer, .positive]],
    ["x": [.negative], "y": [.nonzero], "n": [.integer, .nonnegative]],
]

/// Terms with roots of squares, poles, exact values met through others, and sums that are grouped anew.
@Test(arguments: [
    "sqrt(x^2)/x", "sqrt(x^2)*sqrt(y^2)", "sqrt(x^2*y^2)*sqrt(y^2)", "sqrt(x^2)*sqrt(y^2)*sqrt(n)", "tan(pi/2)+x",
    "sec(pi/2)+x", "zeta(2)*6/pi^2+exp(i*pi)", "sin(x)^2+cos(x)^2+log(x*y)-log(y)", "0/0+x/x", "(x-x)/(y-y)",
    "sqrt(-x)/sqrt(x)", "1/(sqrt(x)+1)+1/(sqrt(x)-1)",
])
func everySimplificationHasAProof(_ text: String) throws {
    let term = try Expression(parsing: text)
    for assumptions in signs {
        let limits = SaturationLimits(iterations: 8, nodes: 800, seconds: 60)
        let found = try term.simplified(assumptions: assumptions, limits: limits)
        #expect(FormulaProofChecker().check(found.proof) == .valid, "\(text) = \(found.result)\n\(found.proof.text)")
        #expect(found.cost <= found.originalCost)
    }
}

@Test(arguments: ["sqrt(x^2)/sqrt(x^2)", "(x*y)^(1/2)*(x*y)^(-1/2)", "sqrt(-x)/sqrt(-x)", "x^n/x^n", "x^2/x^2"])
func quotientsByThemselvesAreInNormalForm(_ text: String) throws {
    let normal = try Expression(parsing: text).normalized()
    #expect(normal.normalized() == normal)
    var graph = FormulaGraph()
    let inserted = graph.expression(of: graph.insert(normal))
    #expect(graph.expression(of: graph.insert(inserted)) == inserted)
}

@Test func productsOfRootsAreInNormalForm() throws {
    var algebra = TermAlgebra()
    let product = algebra.insert(try Expression(parsing: "sqrt(y^2)*(sqrt(y^2)*(-x))"))
    let normal = algebra.insert(try Expression(parsing: "-(x*y^2)"))
    #expect(product == normal)
}
