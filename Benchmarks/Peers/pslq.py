"""mpmath's pslq on planted relations, those of the file that the variable RELATIONS names.

Prints key<TAB>milliseconds found tried, processor time of pslq alone. A few problems of 10 and 20 numbers are tried: one
of 20 takes seconds, and one of 40 numbers had not ended after nine minutes.
"""

import os
import re
import time

import mpmath

TRIED = {10: 5, 20: 1}

rows = {}
with open(os.environ["RELATIONS"]) as file:
    for line in file:
        n, height, digits = map(int, re.match(r"problem\((\d+),(\d+),(\d+),", line).groups())
        values, coefficients = (part.split(",") for part in re.findall(r"\[(.*?)\]", line))
        key = f"{n} {height} pslq"
        seconds, found, tried = rows.get(key, (0.0, 0, 0))
        if tried >= TRIED.get(n, 0):
            continue
        mpmath.mp.dps = digits
        numbers = [mpmath.mpf(value) for value in values]
        planted = [int(coefficient) for coefficient in coefficients]
        start = time.process_time()
        relation = mpmath.pslq(numbers, tol=mpmath.mpf(10) ** (8 - digits), maxcoeff=10**9, maxsteps=10**7)
        seconds += time.process_time() - start
        is_right = relation in (planted, [-m for m in planted])
        rows[key] = (seconds, found + is_right, tried + 1)

for key, (seconds, found, tried) in rows.items():
    print(f"{key}\t{seconds / tried * 1000:.1f} {found} {tried}")
