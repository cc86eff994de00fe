"""docs/add-a-route.md, followed word by word on a copy of the project."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from plano_cli.local.paths import PROJECT

_COPIED = ("bin", "functions", "layers", "tooling", "tests", "docs", "events", "template.yaml", "pyproject.toml")
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in _COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    return tmp_path


_TRIED = """
from typing import Any

import pytest

from documentation import published
from domain.portal import get
from domain.world import build_world, call, of_code
from {service}.{action} import handler


def test_it_answers_and_has_its_page(tables: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    world = build_world()
    params = {{"token": world.tokens["client"], "note": "Hello"}}
    assert call(handler, params)[1]["data"] == {{"note": "Hello"}}
    published.forget()
    code, _, text = get("/{service}/{action}")
    assert code == 200
    assert 'id="param-note"' in text
    assert "/api/v1/{service}/{action}" in get("/openapi.json")[2]
"""


def _pytest(copy: Path, *tests: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", *tests]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def _try(copy: Path, service: str, action: str) -> None:
    """Call the new route, and look for it in the portal."""
    test = copy / "tests" / "domain" / f"test_{service}_{action}.py"
    test.write_text(_TRIED.format(service=service, action=action))
    _pytest(copy, str(test), "tests/contract/test_template.py", "tests/unit/registry/test_example_events.py")


def test_whoever_follows_the_page_gets_a_route(copy: Path) -> None:
    blocks = _BLOCK.findall((copy / "docs" / "add-a-route.md").read_text())
    assert len(blocks) == 4
    for block in blocks:
        done = subprocess.run(["/bin/sh", "-ec", block], cwd=copy, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    document = json.loads((copy / "openapi.json").read_text())
    assert document["paths"]["/api/v1/line_items/remark"]["post"]["operationId"] == "line_items_remark"
    assert "# ── The tables" in (copy / "template.yaml").read_text()
    _try(copy, "line_items", "remark")


def test_a_new_api_service_is_linted_with_the_others(copy: Path) -> None:
    command = ["bin/plano", "new", "route", "remarks.create"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    settings = tomllib.loads((copy / "pyproject.toml").read_text())["tool"]
    assert "remarks" in settings["mypy"]["packages"]
    assert "remarks" in settings["importlinter"]["root_packages"]
    assert all("remarks" in found for found in _lists_of_modules(settings))
    assert (copy / "events" / "remarks.create.json").exists()
    _try(copy, "remarks", "create")


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
    assert call(handler, {**params, "services": good})[1]["status"] == "action-successful"
    errors = call(handler, {**params, "services": [*good, {"at": "soon"}], "day": "30/02/2026"})[1]["errors"]
    assert {error["param"] for error in errors} == {"services[1].at", "day"}
"""


def _state(copy: Path) -> dict[Path, bytes]:
    ignored = ("__pycache__", ".venv", ".ruff_cache")
    files = (path for path in copy.rglob("*") if path.is_file() and not any(part in path.parts for part in ignored))
    return {path: path.read_bytes() for path in files}


def _new_route(copy: Path, name: str, page: str) -> subprocess.CompletedProcess[str]:
    (copy / "page.txt").write_text(page)
    command = ["bin/plano", "new", "route", name, "--from", "page.txt"]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)


def test_a_route_from_its_page_answers_and_what_is_there_is_not_touched(copy: Path) -> None:
    done = _new_route(copy, "visits.create", _PAGE)
    assert done.returncode == 0, done.stderr
    (copy / "tests" / "domain" / "test_visits.py").write_text(_VISITED)
    _pytest(copy, "tests/domain/test_visits.py", "tests/contract/test_template.py")
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "functions", "layers"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    (copy / "page.txt").write_text(_PAGE)
    before = _state(copy)
    for name in ("visits.create", "line_items.create"):
        again = _new_route(copy, name, _PAGE)
        assert again.returncode != 0
        assert again.stderr == f"plano: functions/{name.replace('.', '/')}.py is there already\n"
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
