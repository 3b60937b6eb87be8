"""SymEngine's common subexpression elimination on random mass-action networks.

Usage: symengine_cse.py FOLDER SPECIES REACTIONS ...
Prints, for each network, the additions and multiplications of the collected right-hand side and after cse, and the time
of cse; writes the eliminated form to FOLDER/cse_SPECIES_REACTIONS.c as `void rhs(const double *x, double *y)`.
"""

import re
import sys
import time

import symengine


def network(species, reactions):
    state = 1

    def draw():
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return state >> 33

    return [(draw() % 10, *(draw() % species for _ in range(4))) for _ in range(reactions)]


def right_hand_side(species, reactions):
    y = [symengine.Symbol(f"y{i}") for i in range(species)]
    k = [symengine.Symbol(f"k{i}") for i in range(10)]
    terms = [[] for _ in range(species)]
    for rate, a, b, c, d in network(species, reactions):
        value = k[rate] * y[a] * y[b]
        for i, term in ((a, -value), (b, -value), (c, value), (d, value)):
            terms[i].append(term)
    return [symengine.Add(*row) for row in terms]


def operations(expression):
    """Additions and multiplications; a change of sign is free, a power is its repeated product."""
    count, stack = 0, [expression]
    while stack:
        node = stack.pop()
        if node.is_Symbol or node.is_Number:
            continue
        arguments = list(node.args)
        if isinstance(node, symengine.Add):
            count += len(arguments) - 1
        elif isinstance(node, symengine.Mul):
            count += len(arguments) - 1 - (arguments[0] == -1)
        elif isinstance(node, symengine.Pow):
            count += int(arguments[1]) - 1
            arguments = arguments[:1]
        stack.extend(arguments)
    return count


def c_text(expression, species):
    text = re.sub(r"\bx(\d+)\b", r"z\1", str(expression))
    text = re.sub(r"\by(\d+)\b", r"x[\1]", text)
    text = re.sub(r"\bk(\d)\b", lambda match: f"x[{species + int(match[1])}]", text)
    return re.sub(r"([\w\[\]]+)\*\*(\d+)", lambda match: "(" + "*".join([match[1]] * int(match[2])) + ")", text)


def main():
    folder, sizes = sys.argv[1], [int(argument) for argument in sys.argv[2:]]
    for species, reactions in zip(sizes[::2], sizes[1::2]):
        rows = right_hand_side(species, reactions)
        start = time.perf_counter()
        replacements, outputs = symengine.cse(rows)
        seconds = time.perf_counter() - start
        name = f"{species}_{reactions}"
        count = sum(operations(part) for _, part in replacements) + sum(map(operations, outputs))
        print(f"naive_{name}\t{sum(map(operations, rows))}")
        print(f"operations_{name}\t{count}")
        print(f"seconds_{name}\t{seconds}")
        with open(f"{folder}/cse_{name}.c", "w") as file:
            file.write("void rhs(const double *restrict x, double *restrict y)\n{\n")
            for symbol, part in replacements:
                file.write(f"    const double {c_text(symbol, species)} = {c_text(part, species)};\n")
            for i, part in enumerate(outputs):
                file.write(f"    y[{i}] = {c_text(part, species)};\n")
            file.write("}\n")


main()
