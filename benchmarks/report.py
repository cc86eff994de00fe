"""The results: a table with the bars in Markdown, a picture in SVG, the raw numbers and the machine in JSON."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.candidates import Candidate
from benchmarks.function import is_read_only
from benchmarks.measure import Sample
from benchmarks.process import counts_instructions
from benchmarks.readme import PICTURE, RAW, README, RESULTS, STARTS, TABLE, with_part
from benchmarks.restored import Restored
from benchmarks.starts import DOCS, PORTAL, STATED, THE_ROUTE, Start


class Row(NamedTuple):
    """The medians of one row."""

    title: str
    name: str
    time: float
    cpu: float
    warm: float
    memory: float
    cold_trips: float
    warm_trips: float


class Bar(NamedTuple):
    """What has to be reached, and what was."""

    what: str
    reached: float
    bar: float


def machine(load: tuple[float, float, float]) -> dict[str, object]:
    """Where this was measured. A load of more than its processors' number means that others worked meanwhile."""
    cpu = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "processor": cpu[0].partition(": ")[2] if cpu else platform.machine(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "load_before": load[0],
        "load_after": os.getloadavg()[0],
        "mounted_read_only": is_read_only(),
        "counts_instructions": counts_instructions(),
    }


def rows(candidates: Sequence[Candidate], samples: Sequence[Sample]) -> list[Row]:
    """One row for each candidate, with TLS and without, in the candidates' order."""
    found = []
    for tls in (False, True):
        for one in candidates:
            own = [sample for sample in samples if (sample.candidate, sample.tls) == (one.name, tls)]
            if own:
                found.append(_row(one, own, tls=tls))
    return found


def _row(candidate: Candidate, own: Sequence[Sample], *, tls: bool) -> Row:
    marks = [*(["with bytecode"] if candidate.compiled else []), *(["TLS"] if tls else [])]
    return Row(
        f"{candidate.title}{' · ' if marks else ''}{', '.join(marks)}",
        f"{candidate.name}{'-tls' if tls else ''}",
        median(sample.first_answer_ms for sample in own),
        median(sample.first_cpu_ms for sample in own),
        median(sample.warm_cpu_ms for sample in own),
        median(sample.memory_mb for sample in own),
        median(sum(sample.calls_cold.values()) for sample in own),
        median(sum(sample.calls_warm.values()) for sample in own),
    )


def bars(found: Sequence[Row], starts: Sequence[Start], restored: Restored) -> list[Bar]:
    """The bars, for Plano as it ships."""
    start = {one.what: one for one in starts}
    others = [one for one in starts if one.what not in (THE_ROUTE, PORTAL, DOCS, *STATED)]
    slowest = max(others, key=lambda one: one.of_route)
    by_name = {row.name: row for row in found}
    plano = by_name.get("plano-own-compiled") or by_name["plano-compiled"]
    bare, fastapi = by_name["bare-compiled"], by_name["with_fastapi-compiled"]
    by_hand = by_name["by_hand-compiled"]
    return [
        Bar("time to the first answer, × bare boto3", plano.time / bare.time, 0.9),
        Bar("CPU to the first answer, × bare boto3", plano.cpu / bare.cpu, 0.9),
        Bar("time to the first answer, × FastAPI + Mangum", plano.time / fastapi.time, 0.45),
        Bar("CPU to the first answer, × FastAPI + Mangum", plano.cpu / fastapi.cpu, 0.45),
        Bar("CPU of a warm request, × hand-written", plano.warm / by_hand.warm, 0.5),
        Bar(
            "CPU of the first request after a restored snapshot, through TLS, × a warm one hand-written",
            restored.own_pages_ms / _by_hand_through_tls(found),
            1.5,
        ),
        Bar(
            f"CPU to the first answer of the slowest other route ({slowest.what}), × {THE_ROUTE}",
            slowest.of_route,
            1.15,
        ),
        Bar(f"time to the portal's first page, × {DOCS}", start[PORTAL].time_ms / start[DOCS].time_ms, 1.0),
        Bar(f"CPU to the portal's first page, × {DOCS}", start[PORTAL].cpu_ms / start[DOCS].cpu_ms, 1.0),
        Bar("memory at the first answer, MB", plano.memory, 40),
        Bar("DynamoDB round trips, cold", plano.cold_trips, 2),
        Bar("DynamoDB round trips, warm", plano.warm_trips, 2),
    ]


def _by_hand_through_tls(found: Sequence[Row]) -> float:
    return next(row.warm for row in found if row.name == "by_hand-compiled-tls")


def markdown(
    found: Sequence[Row],
    reached: Sequence[Bar],
    starts: Sequence[Start],
    about: dict[str, object],
    restored: Restored,
    rounds: int,
) -> str:
    """The table, the bars, and the starts of everything else."""
    bare = next(row for row in found if row.name == "bare-compiled")
    by_hand = next(row for row in found if row.name == "by_hand-compiled")
    lines = [
        "| | start, ms | × bare | CPU, ms | × bare | warm, CPU ms | × by hand | memory, MB | trips, cold, warm |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.title} | {row.time:.0f} | {row.time / bare.time:.2f} | {row.cpu:.0f} | {row.cpu / bare.cpu:.2f}"
        f" | {row.warm:.2f} | {row.warm / by_hand.warm:.2f} | {row.memory:.0f}"
        f" | {row.cold_trips:.0f}, {row.warm_trips:.0f} |"
        for row in found
    ]
    lines += ["", "| Plano | reached | bar | |", "|---|---|---|---|"]
    lines += [f"| {bar.what} | {bar.reached:.2f} | ≤ {bar.bar:g} | {_mark(bar)} |" for bar in reached]
    lines += [
        "",
        "A restored snapshot is a fork that has all pages of its memory, as a restored machine has. Its first request"
        f" takes {restored.own_pages_ms:.1f} ms of CPU, with the handshake of TLS; with the copying of the pages that"
        f" are written to, which only a fork does, {restored.copying_ms:.1f} ms.",
    ]
    lines += ["", f"{STARTS} answer | ms | CPU, ms | × {THE_ROUTE} |", "|---|---|---|---|---|"]
    lines += [
        f"| {one.what}{' (hashes or sends)' if one.what in STATED else ''} | {one.code} | {one.time_ms:.0f}"
        f" | {one.cpu_ms:.0f} | {one.of_route:.2f} |"
        for one in starts
    ]
    quiet = "" if _quiet(about) else " **The machine was busy with other work: these are no results.**"
    told = ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in about.items())
    return "\n".join([*lines, "", f"Medians of {rounds}, taken in turns.{quiet} Machine: {told}.", ""])


def svg(found: Sequence[Row]) -> str:
    """The time to the first answer, a bar for each row."""
    widest = max(row.time for row in found)
    height, left, width = 26, 330, 420
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 90} {height * len(found) + 34}"'
        ' font-family="sans-serif" font-size="13"><title>Time to the first answer</title>'
        '<text x="10" y="18" font-weight="bold">Time to the first answer, ms</text>'
    ]
    for number, row in enumerate(found):
        y = 30 + number * height
        colour = "#0b6e4f" if row.name.startswith("plano") else "#9aa5b1"
        length = width * row.time / widest
        parts.append(
            f'<text x="{left - 10}" y="{y + 14}" text-anchor="end">{row.title.replace("&", "&amp;")}</text>'
            f'<rect x="{left}" y="{y}" width="{length:.0f}" height="18" fill="{colour}"/>'
            f'<text x="{left + length + 8:.0f}" y="{y + 14}">{row.time:.0f}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def write(table: str, picture: str, raw: Mapping[str, object]) -> None:
    """Write it all into `results/`, and the table into README."""
    RESULTS.mkdir(exist_ok=True)
    TABLE.write_text(table)
    PICTURE.write_text(picture)
    RAW.write_text(json.dumps(raw, indent=1) + "\n")
    README.write_text(with_part(README.read_text(), table))


def _mark(bar: Bar) -> str:
    return "met" if bar.reached <= bar.bar else "**missed**"


def _quiet(about: dict[str, object]) -> bool:
    # The measurement itself keeps one processor busy, and a little of another.
    return float(str(about["load_before"])) < 0.5
