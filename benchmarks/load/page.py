"""The table of docs/scale.md that `make load` makes."""

from collections.abc import Mapping
from typing import Any

from benchmarks.readme import RESULTS

RAW = RESULTS / "load.json"
"""What was measured."""


def markdown(raw: Mapping[str, Any]) -> str:
    """What was measured as a table, with the machine that it was measured on."""
    head = ("callers", "stack", "creates per second", "failed", "median, ms", "95th percentile", "99th percentile")
    rows = [
        (
            one["callers"],
            one["stack"],
            f"{one['a_second']:.0f}",
            f"{one['failed']} of {one['asked']:,}",
            *(f"{one[part]:,.0f}" for part in ("half_within", "most_within", "nearly_all_within")),
        )
        for one in raw["answers"]
    ]
    lines = [head, ("---",) * len(head), *rows]
    about = raw["machine"]
    note = (
        f"{raw['seconds']} seconds each. Measured on {about['processors']} × {about['processor']},"
        f" Python {about['python']}."
    )
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines) + f"\n{note}\n"
