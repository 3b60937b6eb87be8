"""The saturation workloads of SaturationBenchmark.swift in egglog: seconds, peak megabytes and e-nodes of each row."""

import resource
import subprocess
import sys
import time

from egglog.bindings import EGraph

LANGUAGE = """
(datatype Math (Num i64) (Var String) (Add Math Math) (Sub Math Math) (Mul Math Math) (Div Math Math) (Pow Math Math)
    (Ln Math) (Sqrt Math) (Sin Math) (Cos Math) (Diff Math Math) (Integral Math Math))
"""

MICRO = """
(rewrite (Integral (Sin x) x) (Mul (Num -1) (Cos x)))
(rewrite (Integral (Cos x) x) (Sin x))
(rewrite (Integral (Num 1) x) x)
(rewrite (Add a b) (Add b a))
(rewrite (Mul a b) (Mul b a))
(rewrite (Add a (Add b c)) (Add (Add a b) c))
(rewrite (Mul a (Mul b c)) (Mul (Mul a b) c))
(rewrite (Sub a b) (Add a (Mul (Num -1) b)))
(rewrite (Add a (Num 0)) a)
(rewrite (Mul a (Num 0)) (Num 0))
(rewrite (Mul a (Num 1)) a)
(rewrite (Sub a a) (Num 0))
(rewrite (Mul a (Add b c)) (Add (Mul a b) (Mul a c)))
(rewrite (Add (Mul a b) (Mul a c)) (Mul a (Add b c)))
(rewrite (Mul (Pow a b) (Pow a c)) (Pow a (Add b c)))
(rewrite (Pow x (Num 1)) x)
(rewrite (Pow x (Num 2)) (Mul x x))
(rewrite (Diff x (Add a b)) (Add (Diff x a) (Diff x b)))
(rewrite (Diff x (Mul a b)) (Add (Mul a (Diff x b)) (Mul b (Diff x a))))
(rewrite (Diff x (Sin x)) (Cos x))
(rewrite (Diff x (Cos x)) (Mul (Num -1) (Sin x)))
(rewrite (Integral (Add f g) x) (Add (Integral f x) (Integral g x)))
(rewrite (Integral (Sub f g) x) (Sub (Integral f x) (Integral g x)))
(rewrite (Integral (Mul a b) x)
    (Sub (Mul a (Integral b x)) (Integral (Mul (Diff x a) (Integral b x)) x)))
(Integral (Ln (Var "x")) (Var "x"))
(Integral (Add (Var "x") (Cos (Var "x"))) (Var "x"))
(Integral (Mul (Cos (Var "x")) (Var "x")) (Var "x"))
(Diff (Var "x") (Add (Num 1) (Mul (Num 2) (Var "x"))))
(Diff (Var "x") (Sub (Pow (Var "x") (Num 3)) (Mul (Num 7) (Pow (Var "x") (Num 2)))))
(Add (Mul (Var "y") (Add (Var "x") (Var "y"))) (Sub (Add (Var "x") (Num 2)) (Add (Var "x") (Var "x"))))
(Div (Num 1) (Sub (Div (Add (Num 1) (Sqrt (Var "five"))) (Num 2)) (Div (Sub (Num 1) (Sqrt (Var "five"))) (Num 2))))
"""

PLAIN = """
(rewrite (Add a b) (Add b a))
(rewrite (Add a (Add b c)) (Add (Add a b) c))
"""


def program(row):
    """The text that prepares a row, and the text that is timed."""
    name, count = row.split()
    if name == "micro":
        return LANGUAGE + MICRO, f"(run {count})"
    term = f'(Var "x{count}")'
    for k in range(int(count) - 1, 0, -1):
        term = f'(Add (Var "x{k}") {term})'
    return LANGUAGE + PLAIN + term, "(run-schedule (saturate (run)))"


def measure(row):
    graph = EGraph()
    before, timed = program(row)
    graph.run_program(*graph.parse_program(before))
    commands = graph.parse_program(timed)
    start = time.perf_counter()
    graph.run_program(*commands)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sizes = graph.run_program(*graph.parse_program("(print-size)"))[0].sizes
    print(f"{row}\t{seconds}\n{row} megabytes\t{peak}\n{row} e-nodes\t{sum(count for _, count in sizes)}", flush=True)


if sys.argv[1] == "--row":
    measure(sys.argv[2])
else:
    # A process for each row, so that its peak of memory is its own.
    for row in sys.argv[1:]:
        subprocess.run([sys.executable, __file__, "--row", row], check=True)
