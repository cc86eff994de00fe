"""docs/add-a-route.md, followed word by word on a copy of the project."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from plano_cli.local.paths import PROJECT

_NOT_COPIED = (".git", ".venv", ".local", ".aws-sam", ".mutants", ".coverage", "__pycache__", "node_modules")
_BLOCK = re.compile(r"```(sh|diff)\n(.*?)```", re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*_NOT_COPIED))
    (folder / ".venv").symlink_to(Path(sys.prefix))
    for requirements in (*folder.glob("requirements/*"), *folder.glob("layers/*/requirements.*")):
        os.utime(requirements, (0, 0))  # it is installed: `make` has nothing to do about it
    return folder


def _run(copy: Path, *command: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False, input=text)


def _pytest(copy: Path, *tests: str) -> None:
    done = _run(copy, sys.executable, "-m", "pytest", "-q", *tests)
    assert done.returncode == 0, done.stdout


def test_whoever_follows_the_page_gets_a_route(copy: Path) -> None:
    blocks = _BLOCK.findall((copy / "docs" / "add-a-route.md").read_text())
    assert [kind for kind, _ in blocks].count("diff") == 6
    for kind, block in blocks:
        command = ("git", "apply", "-p0", "-") if kind == "diff" else ("/bin/sh", "-ec", block)
        done = _run(copy, *command, text=block if kind == "diff" else None)
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
    document = json.loads((copy / "openapi.json").read_text())
    planned = document["paths"]["/api/v1/visits/create"]["post"]
    assert planned["operationId"] == "visits_create"
    assert "visit-in-the-past" in planned["responses"]["400"]["description"]
    assert "Visit#*" in (copy / "docs" / "permissions.md").read_text()
    _pytest(
        copy,
        "tests/contract/test_template.py",
        "tests/unit/registry/test_example_events.py",
        "tests/unit/test_house.py",
    )


_TRIED = """
from typing import Any

from documentation import published
from domain.portal import get
from domain.world import build_world, call
from {module} import handler


def test_it_answers_and_has_its_page(tables: Any) -> None:
    params = {{"token": build_world().tokens["client"], **{params}}}
    assert call(handler, params)[1]["data"]["note"] == "Hello"
    published.forget()
    code, _, text = get("{page}")
    assert code == 200
    assert 'id="param-note"' in text
    assert "/api/v1{page}" in get("/openapi.json")[2]
"""


@pytest.mark.parametrize("name", ["remarks.create", "remarks.read", "line_items.remark", "remarks"])
def test_what_is_written_is_linted_and_tried_as_it_is(copy: Path, name: str) -> None:
    done = _run(copy, "bin/plano", "new", "route", name)
    assert done.returncode == 0, done.stderr
    service, _, action = name.partition(".")
    action = action or "create"
    settings = tomllib.loads((copy / "pyproject.toml").read_text())["tool"]
    assert service in settings["mypy"]["packages"]
    assert all(service in found for found in (settings["importlinter"]["root_packages"], *_lists_of_modules(settings)))
    assert (copy / "events" / f"{service}.{action}.json").exists()
    for command in (["format", "--check", "."], ["check", "."]):
        checked = _run(copy, sys.executable, "-m", "ruff", *command)
        assert checked.returncode == 0, checked.stdout
    assert _run(copy, "bin/plano", "registry", "lint").returncode == 0
    written = [
        line.removeprefix("wrote  ") for line in done.stdout.splitlines() if line.startswith("wrote  tests/domain")
    ]
    assert len(written) == 1
    if action != "read":
        words = {"module": f"{service}.{action}", "page": f"/{service}/{action}", "params": {"note": "Hello"}}
        (copy / "tests" / "domain" / "test_tried.py").write_text(_TRIED.format(**words))
        written.append("tests/domain/test_tried.py")
    _pytest(copy, *written, "tests/contract/test_template.py", "tests/unit/registry/test_example_events.py")


def test_the_other_route_of_the_same_records_comes_later_and_finds_them(copy: Path) -> None:
    for name in ("remarks.create", "remarks.read"):
        done = _run(copy, "bin/plano", "new", "route", name)
        assert done.returncode == 0, done.stderr
    assert (copy / "layers/plano/plano/store/kinds.py").read_text().count('= "Remark"') == 1
    _pytest(copy, "tests/domain/test_remarks_create.py", "tests/domain/test_remarks_read.py")


_PAGE = """Purpose
Plans a visit of a photographer.
Parameters
token
string
100
required
application
string
200
session_view
string
300
services
array
400
required
Max Items: 5
services[].at
datetime
100
required
When it begins.
services[].class
string
200
labels
hash of strings
500
day
date
600
required
Responses
action-successful
200
It is planned.
"""
_VISITED = """
from typing import Any

from domain.world import build_world, call
from visits.create import handler


def test_it_answers_what_is_good_and_names_what_is_not(tables: Any) -> None:
    params = {"token": build_world().tokens["client"], "day": "2026-11-24", "labels": {"a": "b"}}
    good = [{"at": "2026-11-24T09:30:00Z", "class": "first"}]
    data = call(handler, {**params, "services": good})[1]["data"]
    assert (data["services"], data["day"], data["labels"]) == (good, "2026-11-24", {"a": "b"})
    errors = call(handler, {**params, "services": [*good, {"at": "soon"}], "day": "30/02/2026"})[1]["errors"]
    assert {error["param"] for error in errors} == {"services[1].at", "day"}
"""


def _state(copy: Path) -> dict[Path, bytes]:
    """All files, each with what is in it, and all folders."""
    ignored = ("__pycache__", ".venv", ".ruff_cache", ".mypy_cache")
    paths = (path for path in copy.rglob("*") if not any(part in path.parts for part in ignored))
    return {path: path.read_bytes() if path.is_file() else b"" for path in paths}


def _new_route(copy: Path, name: str, page: str) -> subprocess.CompletedProcess[str]:
    (copy / "page.txt").write_text(page)
    return _run(copy, "bin/plano", "new", "route", name, "--from", "page.txt")


def test_a_route_from_its_page_answers_and_what_is_there_is_not_touched(copy: Path) -> None:
    done = _new_route(copy, "visits.create", _PAGE)
    assert done.returncode == 0, done.stderr
    (copy / "tests" / "domain" / "test_visits.py").write_text(_VISITED)
    _pytest(
        copy, "tests/domain/test_visits.py", "tests/domain/test_visits_create.py", "tests/contract/test_template.py"
    )
    checked = _run(copy, sys.executable, "-m", "ruff", "check", ".")
    assert checked.returncode == 0, checked.stdout
    (copy / "page.txt").write_text(_PAGE)
    before = _state(copy)
    for name in ("visits.create", "line_items.create"):
        again = _new_route(copy, name, _PAGE)
        assert again.returncode != 0
        assert again.stderr == f"plano: functions/{name.replace('.', '/')}.py is there already\n"
    assert _state(copy) == before


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("line_items.create", "functions/line_items/create.py is there already"),
        ("services", "functions/services/create.py is there already"),
        ("client", "There are records of the kind Client already: choose another name than client"),
        ("Visits", "Visits.create is no name of a route: it is written like line_items.create, in small letters"),
    ],
)
def test_what_can_t_be_new_is_refused_and_changes_nothing(copy: Path, name: str, says: str) -> None:
    before = _state(copy)
    done = _run(copy, "bin/plano", "new", "route", name)
    assert (done.returncode, done.stderr) == (1, f"plano: {says}\n")
    assert _state(copy) == before


@pytest.mark.parametrize("name", ["visits", "line_items.remark"])
def test_where_a_later_step_fails_all_is_as_it_was_and_no_folder_is_left(copy: Path, name: str) -> None:
    template = copy / "template.yaml"
    template.write_text(template.read_text().replace("  # As far as here.\n", ""))
    before = _state(copy)
    done = _run(copy, "bin/plano", "new", "route", name)
    assert done.returncode == 1
    assert done.stderr.startswith(f"plano: {name} can't be written: plano: template.yaml has to hold two lines")
    assert _state(copy) == before


def test_of_a_page_that_is_wrong_nothing_is_written(copy: Path) -> None:
    page = _PAGE.replace("day\ndate\n600", "day\ndate\n90")
    (copy / "page.txt").write_text(page)
    before = _state(copy)
    done = _new_route(copy, "visits.create", page)
    assert (done.returncode, done.stderr) == (
        1,
        "plano: Line 30: the order of day, 90, is below that of labels before it\n",
    )
    assert _state(copy) == before


def _lists_of_modules(settings: dict[str, Any]) -> list[list[str]]:
    contracts = settings["importlinter"]["contracts"]
    lists = [found for contract in contracts for found in contract.values() if isinstance(found, list)]
    return [found for found in lists if "line_items" in found]
