"""RIES (R. Munafo, mrob.com/ries) on one number at a search level.

Usage: ries_search.py TARGET LEVEL
Prints, one a line, `name<TAB>figure`: the processor seconds of the run on its one thread, the elapsed seconds, the
equations that it tested, its distinct left and right sides, and the complexity that it reached on either side.
"""

import re
import resource
import shutil
import subprocess
import sys
import time

program = shutil.which("ries")
if program is None:
    sys.exit("ries is not on the PATH")
target, level = sys.argv[1:3]
start = time.monotonic()
output = subprocess.run([program, f"-l{level}", target], capture_output=True, text=True, check=True).stdout
elapsed = time.monotonic() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
distinct = re.search(r"distinct:\s+(\d+)\s+(\d+)", output)
reached = re.search(r"max complexity:\s+(\d+)\s+(\d+)", output)
tested = re.search(r"Total equations tested:\s+(\d+)", output)
if not (distinct and reached and tested):
    sys.exit("the output of ries has no table of counts")
rows = {
    "processor": usage.ru_utime + usage.ru_stime,
    "elapsed": elapsed,
    "equations": tested[1],
    "left": distinct[1],
    "right": distinct[2],
    "left complexity": reached[1],
    "right complexity": reached[2],
}
for name, value in rows.items():
    print(f"{name}\t{value}")
