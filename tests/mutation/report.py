"""What became of the mutants: the share that the tests killed, by file, and those that survived."""

import contextlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant

WANTED = 0.9
"""The share that has to be killed in every file."""
_KILLED = frozenset({1, 3})
_TIMED_OUT = frozenset({-24, 24, 36, 152, 255})
"""How pytest ends where a test fails, and how mutmut ends it where a mutant takes many times as long: both are seen."""


@dataclass(frozen=True, order=True)
class Mutant:
    """One small change of one function: the lines that it takes away and puts there."""

    function: str
    before: str
    after: str


@dataclass
class File:
    """What became of the mutants of one file."""

    path: str
    total: int = 0
    killed: int = 0
    equivalent: int = 0
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def share(self) -> float:
        """How many were killed, of those that can be."""
        return self.killed / max(1, self.total - self.equivalent)

    def row(self) -> str:
        """Its line in the table."""
        return f"{self.path:<42}{self.total:>8}{self.killed:>8}{self.equivalent:>12}{self.share:>8.1%}"


def report(copies: Sequence[Path], equivalent: Path) -> int:
    """Print the table and the survivors; 0 where enough mutants were killed, and no survivor is named that is none."""
    named = _named(equivalent)
    found: set[Mutant] = set()
    files: list[File] = []
    for copy in copies:
        with contextlib.chdir(copy):
            read = [_read(path, named, found) for path in sorted(Path("mutants/plano").rglob("*.meta"))]
        files += [file for file in read if file.total]
    print(f"\n{'file':<42}{'mutants':>8}{'killed':>8}{'equivalent':>12}{'share':>8}")
    for file in files:
        print(file.row())
    survivors = [mutant for file in files for mutant in file.survivors]
    for mutant in survivors:
        print(f"\nsurvived in {mutant.function}:\n- {mutant.before}\n+ {mutant.after}")
    gone = sorted(named - found)
    for mutant in gone:
        print(f"\nnamed as equivalent, but no survivor, in {mutant.function}:\n- {mutant.before}\n+ {mutant.after}")
    low = [file.path for file in files if file.share < WANTED]
    if low:
        print(f"\nless than {WANTED:.0%} killed in {', '.join(low)}")
    return int(bool(low or gone or not files))


def _named(path: Path) -> set[Mutant]:
    entries = tomllib.loads(path.read_text())["equivalent"]
    return {Mutant(entry["function"], entry["before"], entry["after"]) for entry in entries if entry["why"]}


def _read(meta: Path, named: set[Mutant], found: set[Mutant]) -> File:
    path = meta.relative_to("mutants").with_suffix("")
    file = File(str(path))
    for name, code in json.loads(meta.read_text())["exit_code_by_key"].items():
        file.total += 1
        if code in _KILLED | _TIMED_OUT:
            file.killed += 1
            continue
        mutant = _mutant(name, path)
        if mutant in named:
            found.add(mutant)
            file.equivalent += 1
        else:
            file.survivors.append(mutant)
    return file


def _mutant(name: str, path: Path) -> Mutant:
    module, _, rest = name.rpartition(".")
    function = rest.partition("__mutmut_")[0].replace("xǁ", "", 1).replace("ǁ", ".").removeprefix("x_")
    lines = get_diff_for_mutant(name, path=path).splitlines()[2:]
    before, after = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return Mutant(f"{module}.{function}", before, after)
