"""SymEngine's times for the rows of AlgebraBenchmark: one line `name<TAB>seconds` each, medians of seven runs, processor time."""

import statistics
import time

import symengine as se


def row(name, body, prepare=lambda: (), rounds=7):
    times = []
    for _ in range(rounds):
        arguments = prepare()
        start = time.process_time()
        body(*arguments)
        times.append(time.process_time() - start)
    print(f"{name}\t{statistics.median(times):.9f}")


class Generator:
    """The linear congruential generator that the Swift side draws from."""

    def __init__(self):
        self.state = 1

    def next(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


# Reaction and diffusion of three species on a grid of n x n, one of them diffusing, reflecting boundaries.
def grid(n):
    return [[[se.Symbol(f"{s}_{i}_{j}") for j in range(n)] for i in range(n)] for s in "abc"]


def reaction_diffusion(u):
    n = len(u[0])
    a, b, c = u
    rows = []
    for i in range(n):
        for j in range(n):
            up, down = a[1 if i == 0 else i - 1][j], a[n - 2 if i == n - 1 else i + 1][j]
            left, right = a[i][1 if j == 0 else j - 1], a[i][n - 2 if j == n - 1 else j + 1]
            reaction = c[i][j] - a[i][j] * b[i][j]
            diffusion = 100 * (up + down + left + right - 4 * a[i][j])
            source = 1 if 5 * i >= 4 * n else 0
            rows.append(diffusion + source - a[i][j] + reaction)
            rows.append(1 - b[i][j] + reaction)
            rows.append(1 - c[i][j] - reaction)
    return rows


def jacobian(rows):
    count = 0
    for expression in rows:
        for symbol in expression.free_symbols:
            expression.diff(symbol)
            count += 1
    assert count == 13184


u = grid(32)
row("pde trace", reaction_diffusion, lambda: (u,))
rows = reaction_diffusion(u)
row("pde jacobian", jacobian, lambda: (rows,))

x, y, z, k = se.symbols("x y z k")
for n in (10, 15, 20, 30):
    row(f"expand {n}", se.expand, lambda: ((x + y + z + 1) ** n,))
f = se.expand((x + y + z + 1) ** 15)
row("expand f(f+1)", lambda: se.expand(f * (f + 1)), rounds=3)

for depth in (20, 50, 100, 400):
    nested = x + k
    for _ in range(depth):
        nested = se.sin(x * nested) + k
    row(f"nested sine {depth}", lambda: nested.diff(x))

g = se.exp(se.sin(x**2)) * se.cos(x) ** 3
for order in (4, 6, 8):

    def derivatives(order=order):
        result = g
        for _ in range(order):
            result = result.diff(x)

    row(f"derivative of order {order}", derivatives)

for n in (100, 300):
    p = se.Mul(*[x + se.Symbol(f"a{i}") for i in range(n)])
    row(f"product rule {n}", lambda: p.diff(x))

symbols = [se.Symbol(f"s{i}") for i in range(1000)]
function = se.Function("f")


def stream(count=100_000):
    generator = Generator()
    for _ in range(count):
        p, q, op = symbols[generator.next(1000)], symbols[generator.next(1000)], generator.next(4)
        function(p + q if op == 0 else p - q if op == 1 else p * q if op == 2 else p / q)


def drawing(count=100_000):
    generator = Generator()
    for _ in range(count):
        p, q, op = symbols[generator.next(1000)], symbols[generator.next(1000)], generator.next(4)


row("stream of 100000", stream)
row("drawing of 100000", drawing)

for n in (1000, 4000):
    symbols = [se.Symbol(f"s{i}") for i in range(n)]

    def one_by_one():
        total = se.Integer(0)
        for symbol in symbols:
            total += symbol

    row(f"sum of {n} one by one", one_by_one)
    row(f"sum of {n} in one call", lambda: se.Add(*symbols))
