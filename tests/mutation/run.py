"""Mutation testing: `make mutants` runs the tests on small changes of the code, which they have to notice.

mutmut expects a package at the top of the project. So it works on a copy, in `.mutants/`, where `plano` is there.
It knows from one run which tests touch which function, and runs these on each mutant until one fails.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from mutation.report import report

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
COPY = PROJECT / ".mutants"
WORKERS = 2
_COPIED = {"layers/plano/plano": "plano"} | {name: name for name in ("functions", "tooling", "tests", "docs", "events")}
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".hypothesis")


def main() -> int:
    """Make the copy, try every mutant in it, and report; 0 where enough of them were killed."""
    shutil.rmtree(COPY, ignore_errors=True)
    for source, target in _COPIED.items():
        shutil.copytree(PROJECT / source, COPY / target, ignore=_LEFT_OUT)
    shutil.copy(PROJECT / "template.yaml", COPY)
    shutil.copy(HERE / "mutmut.toml", COPY / "pyproject.toml")
    start = "from mutmut.__main__ import cli; cli()"
    done = subprocess.run([sys.executable, "-c", start, "run", f"--max-children={WORKERS}"], cwd=COPY, check=False)
    return done.returncode or report(COPY, HERE / "equivalent.toml")


if __name__ == "__main__":
    sys.exit(main())
