"""mpmath's pslq on (1, c, x, xc) for each of ten constants c, at 100 digits: what the identification of one number x takes.

Prints name<TAB>seconds for one number: one of the form (a + bc)/(d + fc), and one that has no such form.
"""

import time

import mpmath

mpmath.mp.dps = 100
pi, ln = mpmath.pi, mpmath.log
CONSTANTS = [
    +pi, +mpmath.e, ln(2), mpmath.zeta(3), +mpmath.catalan, +mpmath.phi, mpmath.zeta(5), ln(3), pi**2, +mpmath.euler,
]


def identify(x):
    for c in CONSTANTS:
        if mpmath.pslq([mpmath.mpf(1), c, x, x * c], tol=mpmath.mpf(10) ** -96, maxcoeff=1000, maxsteps=100000):
            return True
    return False


def seconds(numbers, expected):
    start = time.process_time()
    for x in numbers:
        assert identify(x) == expected
    return (time.process_time() - start) / len(numbers)


planted = [(k + 3 * CONSTANTS[k % 10]) / (7 - 2 * CONSTANTS[k % 10]) for k in range(1, 11)]
others = [mpmath.sqrt(ln(k)) for k in range(1001, 1006)]
print(f"planted\t{seconds(planted, True):.6f}")
print(f"random\t{seconds(others, False):.6f}")
