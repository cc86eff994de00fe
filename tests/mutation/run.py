"""Mutation testing: `make mutants` runs the tests on small changes of the code, which they have to notice.

mutmut expects a package at the top of the project. So it works on copies, in `.mutants/`, where `plano` is there: one
for each subject of `subjects.toml`, with the tests that are about it. Two of them are worked on at a time.
"""

import json
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import Template

from mutation.report import report

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
COPIES = PROJECT / ".mutants"
_AT_ONCE = 2
_COPIED = {"layers/plano/plano": "plano"} | {name: name for name in ("functions", "tooling", "tests", "docs", "events")}
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".hypothesis")
_START = "from mutation import killers_first; from mutmut.__main__ import cli; killers_first.use(); cli()"


def main() -> int:
    """Try every mutant of every subject, and report; 0 where enough of them were killed."""
    shutil.rmtree(COPIES, ignore_errors=True)
    subjects = tomllib.loads((HERE / "subjects.toml").read_text())
    print(f"The mutants of {', '.join(subjects)}, {_AT_ONCE} at a time; some 25 minutes on two processors")
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        copies = list(pool.map(_try, subjects, subjects.values()))
    if None in copies:
        return 1
    return report([copy for copy in copies if copy], HERE / "equivalent.toml")


def _try(name: str, subject: Mapping[str, Sequence[str]]) -> Path | None:
    """Try the mutants of one subject; None where mutmut could not."""
    began, copy = time.monotonic(), _copy(name, subject)
    print(f"{name} …", flush=True)
    log = copy / "mutmut.log"
    with log.open("wb") as output:
        command = [sys.executable, "-c", _START, "run", "--max-children=1"]
        done = subprocess.run(command, cwd=copy, stdout=output, stderr=subprocess.STDOUT, check=False)
    minutes = (time.monotonic() - began) / 60
    if done.returncode:
        print(f"{name}: mutmut failed after {minutes:.1f} minutes; its words are in {log}", flush=True)
        return None
    print(f"{name}: all tried, in {minutes:.1f} minutes", flush=True)
    return copy


def _copy(name: str, subject: Mapping[str, Sequence[str]]) -> Path:
    copy = COPIES / name
    for source, target in _COPIED.items():
        shutil.copytree(PROJECT / source, copy / target, ignore=_LEFT_OUT)
    shutil.copy(PROJECT / "template.yaml", copy)
    settings = Template((HERE / "mutmut.toml.txt").read_text())
    listed = {key: ", ".join(map(json.dumps, subject[key])) for key in ("files", "tests")}
    (copy / "pyproject.toml").write_text(settings.substitute(listed))
    return copy


if __name__ == "__main__":
    sys.exit(main())
