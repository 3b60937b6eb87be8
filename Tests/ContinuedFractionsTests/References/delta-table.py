#!/usr/bin/env python3
"""Makes delta-table.csv: delta_n at n = 4000 of polynomial continued fractions, independently of the library.

For a(0) + b(1)/(a(1) + b(2)/(a(2) + ...)) with convergents p/q by the plain recurrence in integers and g = gcd(p, q),
delta = -1 - ln|L - p/q| / ln(q/g). The limit L is a closed form (mpmath) where the convergence is slow, and otherwise a
convergent so much deeper that its own error does not count; the script checks that by a third depth.

Columns: name, coefficients of a and of b (lowest degree first, separated by blanks), n, delta to 18 digits.
Usage: python3 delta-table.py > delta-table.csv   (about a minute; needs mpmath)
"""
import sys
from math import gcd
from mpmath import mp, mpf, log, pi, sqrt, zeta, catalan, gamma, e

mp.dps = 60
N = 4000
LEMNISCATE = gamma(mpf(1) / 4) ** 2 / (2 * sqrt(2 * pi))
GAUSS = LEMNISCATE / pi

DEEP = None  # the limit from a deeper convergent
TABLE = [
    # Apery-like, G-functions: exponential convergence and full factorial reduction.
    ("6/zeta(3), Apery", [5, 27, 51, 34], [0, 0, 0, 0, 0, 0, -1], 6 / zeta(3)),
    ("5/zeta(2), Apery", [3, 11, 11], [0, 0, 0, 0, 1], 5 / zeta(2)),
    ("24/pi^2", [2, 7, 7], [0, 0, 0, 0, 8], 24 / pi**2),
    ("Zagier (10, 3, 9)", [3, 10, 10], [0, 0, 0, 0, -9], DEEP),
    ("Zagier (12, 4, 32)", [4, 12, 12], [0, 0, 0, 0, -32], DEEP),
    ("Zagier (17, 6, 72)", [6, 17, 17], [0, 0, 0, 0, -72], DEEP),
    ("Catalan, k = 0", [1, 3, 3], [0, 0, 0, 0, -2], DEEP),
    ("Catalan family, k = 1", [2, 5, 3], [0, 0, 0, -2, -2], DEEP),
    ("Catalan family, k = 2", [3, 7, 3], [0, 0, 0, -4, -2], DEEP),
    ("Domb-like cubic", [2, 8, 12, 8], [0, 0, 0, 0, 0, 0, 4], DEEP),
    ("2/ln 2", [3, 6], [0, 0, -1], 2 / log(2)),
    ("2/ln 3", [2, 4], [0, 0, -1], 2 / log(3)),
    ("2/ln(3/2)", [5, 10], [0, 0, -1], 2 / log(mpf(3) / 2)),
    ("2/ln(4/3)", [7, 14], [0, 0, -1], 2 / log(mpf(4) / 3)),
    ("2/ln(9/7)", [8, 16], [0, 0, -1], 2 / log(mpf(9) / 7)),
    ("4/pi", [1, 2], [0, 0, 1], 4 / pi),
    ("3 sqrt(3)/pi", [1, 2], [0, 0, 3], 3 * sqrt(3) / pi),
    ("6 sqrt(3)/pi", [3, 6], [0, 0, 3], 6 * sqrt(3) / pi),
    ("2/arctan 2", [1, 2], [0, 0, 4], DEEP),
    ("1/arctan(1/2)", [2, 4], [0, 0, 1], DEEP),
    ("1/arctan(1/5)", [5, 10], [0, 0, 1], DEEP),
    ("2/arctan(2/3)", [3, 6], [0, 0, 4], DEEP),
    ("ln 2 by a = 3n + 1", [1, 3], [0, 1, -2], DEEP),
    ("b with roots 0, -1/2", [4, 3], [0, -1, -2], DEEP),
    ("b with roots 0, 1/2", [5, 3], [0, 1, -2], DEEP),
    ("b with thirds", [2, 9], [-2, 9, -9], DEEP),
    ("b with roots -3/2, -1", [-5, 3], [-3, -5, -2], DEEP),
    # Quadratic numbers.
    ("golden mean", [1], [1], (1 + sqrt(5)) / 2),
    ("1 + sqrt 2", [2], [1], 1 + sqrt(2)),
    ("(3 + sqrt 17)/2", [3], [2], (3 + sqrt(17)) / 2),
    ("(3 + sqrt 5)/2", [3], [-1], (3 + sqrt(5)) / 2),
    ("2 + sqrt 6", [4], [2], 2 + sqrt(6)),
    # Factorial convergence.
    ("e", [3, 1], [0, -1], e),
    ("1/(e - 2)", [1, 1], [0, 1], 1 / (e - 2)),
    ("e family", [2, 1], [0, 1], DEEP),
    ("e family, b = n + 1", [2, 1], [1, 1], DEEP),
    ("I0(2)/I1(2)", [1, 1], [1], DEEP),
    ("I0(2 sqrt 2) quotient", [1, 1], [2], DEEP),
    ("Bessel, step 3", [2, 3], [-1], DEEP),
    ("coth 1", [1, 2], [1], (e**2 + 1) / (e**2 - 1)),
    ("cot 1", [1, 2], [-1], DEEP),
    ("quadratic, constant b", [1, 1, 1], [1], DEEP),
    ("quadratic, linear b", [1, 0, 1], [0, 1], DEEP),
    ("quadratic, quadratic b", [3, 0, 2], [-2, 5, 3], DEEP),
    ("quadratic, cubic b", [1, 0, 5], [7, 2, 0, 1], DEEP),
    ("half of n! cancels", [-5, -4, 1], [0, -5, -5], DEEP),
    ("half of n! cancels, 2", [-5, -1, 4], [0, -5, -5], DEEP),
    ("cubic", [1, 2, 0, 1], [3, 0, 1], DEEP),
    # Exponential convergence without reduction.
    ("3n + 2, n^2 + 1", [2, 3], [1, 0, 1], DEEP),
    ("2n + 3, n^2 + n + 1", [3, 2], [1, 1, 1], DEEP),
    ("-5n, -n^2 - n + 3", [0, -5], [3, -1, -1], DEEP),
    ("n^2 + 1, n^4 + 2", [1, 0, 1], [2, 0, 0, 0, 1], DEEP),
    ("5n - 4, -4n^2 + 3", [-4, 5], [3, 0, -4], DEEP),
    # Convergence like exp(-c sqrt n).
    ("1, n", [1], [0, 1], DEEP),
    ("2, n", [2], [0, 1], DEEP),
    ("3, 2n + 1", [3], [1, 2], DEEP),
    ("n + 1, n^3", [1, 1], [0, 0, 0, 1], DEEP),
    ("2n + 5, -n^2 + 3", [5, 2], [3, 0, -1], DEEP),
    # Polynomial convergence, closed forms.
    ("1/ln 2, slowly", [1], [0, 0, 1], 1 / log(2)),
    ("1/(1 - ln 2)", [3], [0, 0, 1], 1 / (1 - log(2))),
    ("2/(pi - 2)", [1], [0, 1, 1], 2 / (pi - 2)),
    ("2/(4 - pi)", [2], [0, 0, 1], 2 / (4 - pi)),
    ("1/(2 ln 2 - 1)", [2], [0, 1, 1], 1 / (2 * log(2) - 1)),
    ("2/(w - 2), lemniscate", [2], [0, 2, 4], 2 / (LEMNISCATE - 2)),
    ("2G/(2G - 1), Gauss", [2], [0, -2, 4], 2 * GAUSS / (2 * GAUSS - 1)),
    ("2 + pi G^2", [4], [1, -4, 4], 2 + pi * GAUSS**2),
    ("2/(sqrt 2 ln(1 + sqrt 2))", [1], [0, -2, 4], 2 / (sqrt(2) * log(1 + sqrt(2)))),
    ("2 + sqrt 2", [3], [0, -2, 4], 2 + sqrt(2)),
    ("1 + 4/pi, Brouncker", [2], [1, -4, 4], 1 + 4 / pi),
    ("pi + 3", [6], [1, -4, 4], pi + 3),
    ("1/zeta(2), Euler", [1, 2, 2], [0, 0, 0, 0, -1], 1 / zeta(2)),
    ("1/zeta(3), Euler", [1, 3, 3, 2], [0, 0, 0, 0, 0, 0, -1], 1 / zeta(3)),
]


def value(coefficients, n):
    result = 0
    for c in reversed(coefficients):
        result = result * n + c
    return result


def convergents(a, b, depths):
    """The convergents p, q at the depths, in ascending order."""
    p0, p1, q0, q1 = 1, value(a, 0), 0, 1
    found = {}
    for n in range(1, depths[-1] + 1):
        x, y = value(a, n), value(b, n)
        p0, p1 = p1, x * p1 + y * p0
        q0, q1 = q1, x * q1 + y * q0
        if n in depths:
            found[n] = (p1, q1)
    return [found[n] for n in depths]


def logarithm(n):
    return log(mpf(abs(n)))


def delta(p, q, logarithm_of_error):
    return -1 - logarithm_of_error / logarithm(q // gcd(p, q))


def row(name, a, b, limit):
    if limit is not None:
        (p, q), (r, s) = convergents(a, b, [N, 2 * N])
        error = abs(limit - mpf(p) / q)
        if error < mpf(10) ** -20:
            # Fast convergence: the closed form is only checked, the deeper convergent gives the error.
            assert abs(limit - mpf(r) / s) < mpf(10) ** -50, name
            return delta(p, q, logarithm(r * q - p * s) - logarithm(q) - logarithm(s))
        assert abs(limit - mpf(r) / s) < error, name
        return delta(p, q, log(error))
    (p, q), (r, s), (t, u) = convergents(a, b, [N, 3 * N, 4 * N])
    first = logarithm(r * q - p * s) - logarithm(q) - logarithm(s)
    second = logarithm(t * q - p * u) - logarithm(q) - logarithm(u)
    assert abs(first - second) < mpf(10) ** -17 * abs(second), name
    return delta(p, q, second)


def main():
    print("name;a;b;n;delta")
    for name, a, b, limit in TABLE:
        result = row(name, a, b, limit)
        print(f"{name};{' '.join(map(str, a))};{' '.join(map(str, b))};{N};{mp.nstr(result, 18)}", flush=True)
        print(name, mp.nstr(result, 8), file=sys.stderr)


main()
