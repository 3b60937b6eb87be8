/// The tests of egg's suite for mathematics: what it starts from and which terms must be found equal to it.
public struct EggMathTest: Sendable {
    /// The name in egg.
    public let name: String
    /// The term to start from.
    public let start: String
    /// What must be in its class.
    public let goals: [String]
    /// A term that is added before, if any.
    public let addition: String?
    /// Whether only associativity and commutativity of addition are used, in simple schedule, without folding.
    public let isPlain: Bool
    /// Limits of nodes and iterations.
    public let nodes: Int, iterations: Int

    init(
        _ name: String, _ start: String, _ goals: String..., addition: String? = nil, isPlain: Bool = false,
        nodes: Int = 10_000, iterations: Int = 30
    ) {
        self.name = name
        self.start = start
        self.goals = goals
        self.addition = addition
        self.isPlain = isPlain
        self.nodes = nodes
        self.iterations = iterations
    }

    /// All of them; `math_fail` must not reach its goal.
    public static let all: [EggMathTest] = [
        EggMathTest(
            "math_associate_adds", "(+ 1 (+ 2 (+ 3 (+ 4 (+ 5 (+ 6 7))))))", "(+ 7 (+ 6 (+ 5 (+ 4 (+ 3 (+ 2 1))))))",
            isPlain: true, iterations: 7),
        EggMathTest("math_fail", "(+ x y)", "(/ x y)"),
        EggMathTest("math_simplify_add", "(+ x (+ x (+ x x)))", "(* 4 x)"),
        EggMathTest("math_powers", "(* (pow 2 x) (pow 2 y))", "(pow 2 (+ x y))"),
        EggMathTest("math_simplify_const", "(+ 1 (- a (* (- 2 1) a)))", "1"),
        EggMathTest(
            "math_simplify_root", "(/ 1 (- (/ (+ 1 (sqrt five)) 2) (/ (- 1 (sqrt five)) 2)))", "(/ 1 (sqrt five))",
            nodes: 75000),
        EggMathTest("math_simplify_factor", "(* (+ x 3) (+ x 1))", "(+ (+ (* x x) (* 4 x)) 3)"),
        EggMathTest("math_diff_same", "(d x x)", "1"),
        EggMathTest("math_diff_different", "(d x y)", "0"),
        EggMathTest("math_diff_simple1", "(d x (+ 1 (* 2 x)))", "2"),
        EggMathTest("math_diff_simple2", "(d x (+ 1 (* y x)))", "y"),
        EggMathTest("math_diff_ln", "(d x (ln x))", "(/ 1 x)"),
        EggMathTest("diff_power_simple", "(d x (pow x 3))", "(* 3 (pow x 2))"),
        EggMathTest(
            "diff_power_harder", "(d x (- (pow x 3) (* 7 (pow x 2))))", "(* x (- (* 3 x) 14))",
            addition: "(* x (- (* 3 x) 14))", nodes: 100000, iterations: 60),
        EggMathTest("integ_one", "(i 1 x)", "x"),
        EggMathTest("integ_sin", "(i (cos x) x)", "(sin x)"),
        EggMathTest("integ_x", "(i (pow x 1) x)", "(/ (pow x 2) 2)"),
        EggMathTest("integ_part1", "(i (* x (cos x)) x)", "(+ (* x (sin x)) (cos x))"),
        EggMathTest("integ_part2", "(i (* (cos x) x) x)", "(+ (* x (sin x)) (cos x))"),
        EggMathTest("integ_part3", "(i (ln x) x)", "(- (* x (ln x)) x)"),
        EggMathTest("assoc_mul_saturates", "(* x 1)", iterations: 3),
    ]
}
