"""What is written down of the declarations: the template, the events, the addresses, the pictures, the answers."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from plano.declarations.route import Route
from plano.registry.received import read
from plano_cli.checking.finding import Finding, described, file_of
from plano_cli.events import schema_texts
from plano_cli.example_events import ADDRESSES, address_text, event_texts
from plano_cli.local.paths import PROVEN
from plano_cli.new.names import function_name
from plano_cli.pictures import files as pictures
from plano_cli.problems import Problem
from plano_cli.template import functions

_WRITE_TEMPLATE, _WRITE_EVENTS = "bin/plano template write", "bin/plano registry events"
_WRITE_SCHEMAS, _PROVE, _DRAW = "bin/plano events schemas", "make proven", "bin/plano pictures"
_FUNCTION = re.compile(r"^  (\w+Function):$", re.MULTILINE)


def of_template(project: Path, routes: Iterable[Route[Any]]) -> Iterator[Finding]:
    """Functions, permissions and rates in the template, and the page of permissions."""
    routes = list(routes)
    files = {route.name: "template.yaml" for route in routes}
    try:
        stale = functions.stale(project)
    except Problem as problem:
        yield Finding("template.yaml", str(problem), "edit it there: `git diff template.yaml` shows what has changed")
        return
    section = (project / "template.yaml").read_text().partition(functions.BEGIN)[2].partition(functions.END)[0]
    left = sorted(set(_FUNCTION.findall(section)) - {function_name(route.name) for route in routes})
    for name in left:
        yield Finding("template.yaml", f"{name} is a function of no route", _WRITE_TEMPLATE)
    for name in stale:
        if name in files:
            what = f"the function of {name} is missing, or not what it declares (its method, path, role or permissions)"
            yield Finding(files[name], what, _WRITE_TEMPLATE)
        elif not left:
            yield Finding(name, "it is not what the routes declare", _WRITE_TEMPLATE)
    own = {project / "functions" / route.service / f"{route.action}.yaml" for route in routes}
    for path in sorted({*(project / "functions").glob("*/*.yaml")} - own):
        yield Finding(str(path.relative_to(project)), "it is of no route", "remove it, or rename it as its route is")


def of_events(project: Path) -> Iterator[Finding]:
    """The example events, the addresses and the events' schemas."""
    yield from _texts(project, "events", event_texts(project), _WRITE_EVENTS)
    yield from _texts(project, "docs/events", schema_texts(), _WRITE_SCHEMAS)
    yield from _compared(project, ADDRESSES, address_text(project), _WRITE_EVENTS)


def of_pictures(project: Path) -> Iterator[Finding]:
    """The pictures of the architecture, of a request's way, and of the guides."""
    try:
        drawn = pictures.texts(project)
    except Problem:
        return  # the template can't be read, which has been said
    for path, text in drawn.items():
        yield from _compared(project, Path(path), text, _DRAW)


def of_answers(routes: Iterable[Route[Any]]) -> Iterator[Finding]:
    """The answers that pages show: those of the route as it is, one for each status."""
    file = str(PROVEN.relative_to(PROVEN.parents[2]))
    received = read(PROVEN)
    names = set()
    for route in routes:
        names.add(route.name)
        found = received.get(route.name)
        if found is None:
            what = f"{route.name} is new: its page shows no answers yet"
            yield Finding(file, what, _PROVE, can_wait=True)
        elif found.revision != described(route)["revision"]:
            yield Finding(file, f"{route.name} has changed since its answers were received", _PROVE)
        elif missing := found.missing(status.slug for status in route.all_statuses()):
            mend = f"say in tests/domain/proven/causes.py what provokes it, then {_PROVE}"
            yield Finding(file_of(route), f"no test receives {', '.join(missing)}", mend)
    for name in sorted(received.keys() - names):
        yield Finding(file, f"{name} is no route any more", _PROVE)


def _texts(project: Path, folder: str, texts: dict[str, str], mend: str) -> Iterator[Finding]:
    for name, text in texts.items():
        yield from _compared(project, Path(folder) / name, text, mend)
    for path in sorted((project / folder).glob("*.json")):
        if path.name not in texts:
            yield Finding(f"{folder}/{path.name}", "it is of nothing that there is", f"rm {folder}/{path.name}")


def _compared(project: Path, path: Path, text: str, mend: str) -> Iterator[Finding]:
    if not (project / path).exists():
        yield Finding(str(path), "it is missing", mend)
    elif (project / path).read_text() != text:
        yield Finding(str(path), "it is not what is declared", mend)
