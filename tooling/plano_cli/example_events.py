"""The example events: one file per route, as `sam local invoke --event` takes it."""

import sys
from pathlib import Path

import simplejson

from plano.declarations.example import example_event
from plano.registry.discovery import declared


def event_texts(project: Path) -> dict[str, str]:
    """What each file in events/ has to hold, by its name."""
    functions = project / "functions"
    sys.path.insert(0, str(functions))
    return {f"{route.name}.json": _text(example_event(route)) for route in declared(functions)[1]}


def write_events(project: Path) -> int:
    """Write them.

    Returns:
        How many.
    """
    folder = project / "events"
    folder.mkdir(exist_ok=True)
    found = event_texts(project)
    for name, text in found.items():
        (folder / name).write_text(text)
    return len(found)


def _text(event: object) -> str:
    return simplejson.dumps(event, use_decimal=True, indent=2, ensure_ascii=False) + "\n"
