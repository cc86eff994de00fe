"""`plano check` on a copy of the project: each thing that doesn't agree is named, with its file and what mends it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plano_cli.checking.apart import check_apart
from plano_cli.checking.finding import Finding
from plano_cli.local.paths import PROJECT
from plano_cli.problems import Problem

_COPIED = ("bin", "functions", "layers", "tooling", "docs", "events", "template.yaml", "pyproject.toml")
_READ = "functions/orders/read.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in _COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    return tmp_path


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def _by_file(found: list[Finding]) -> dict[str, list[str]]:
    return {
        file: [f"{one.what} → {one.mend}" for one in found if one.file == file]
        for file in dict.fromkeys(one.file for one in found)
    }


def test_here_all_agrees_and_it_says_so(project: Path) -> None:
    done = subprocess.run(["bin/plano", "check", "--all"], cwd=project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "All agrees.\n"), done.stdout + done.stderr


def test_what_is_written_down_and_is_not_what_is_declared(project: Path) -> None:
    template = project / "template.yaml"
    entry = re.compile(r"  OrdersUpdateFunction:\n(?:    .*\n|\n)+")
    template.write_text(entry.sub("", template.read_text(), count=1))
    _edit(
        template,
        "Path: /api/v1/orders/read\n            Method: post",
        "Path: /api/v1/orders/read\n            Method: get",
    )
    _edit(template, "Handler: services.read.handler", "Handler: services.read.handle")
    (project / "events" / "orders.create.json").unlink()
    _edit(project / "events" / "orders.read.json", "POST", "GET")
    (project / "events" / "orders.erase.json").write_text("{}")
    _edit(project / "functions/gateway/addresses.json", "/api/v1/orders/read", "/api/v1/orders/red")
    _edit(project / "docs/events/line_item.created.json", "line_item", "lineitem")
    _edit(project / "docs/architecture.svg", "routes under", "roads under")
    (project / "functions/documentation/templates/pictures/session.svg").unlink()
    proven = project / "functions/documentation/proven.json"
    found = json.loads(proven.read_text())
    found["orders.read"]["revision"] = "of before"
    del found["orders.index"]["answers"]["invalid-token"]
    found["orders.erase"] = found["orders.read"]
    proven.write_text(json.dumps(found))
    said = _by_file(check_apart(project))
    template_said = "\n".join(said["template.yaml"])
    for route in ("orders.update", "orders.read", "services.read"):
        assert f"the function of {route} is missing, or not what it declares" in template_said
    assert template_said.count("bin/plano template write") == 3
    assert said["events/orders.create.json"] == ["it is missing → bin/plano registry events"]
    assert said["events/orders.read.json"] == ["it is not what is declared → bin/plano registry events"]
    assert said["events/orders.erase.json"] == ["it is of nothing that there is → rm events/orders.erase.json"]
    assert said["functions/gateway/addresses.json"] == ["it is not what is declared → bin/plano registry events"]
    assert said["docs/events/line_item.created.json"] == ["it is not what is declared → bin/plano events schemas"]
    assert said["docs/architecture.svg"] == ["it is not what is declared → bin/plano pictures"]
    pictures = "functions/documentation/templates/pictures"
    assert said[f"{pictures}/session.svg"] == ["it is missing → bin/plano pictures"]
    assert said["functions/documentation/proven.json"] == [
        "orders.read has changed since its answers were received → make proven",
        "orders.erase is no route any more → make proven",
    ]
    (index,) = said["functions/orders/index.py"]
    assert index.startswith("no test receives invalid-token → say in tests/domain/proven/causes.py")


def test_a_module_that_was_renamed_leaves_its_function_and_its_event_behind(project: Path) -> None:
    (project / "functions/orders/read.py").rename(project / "functions/orders/look.py")
    said = _by_file(check_apart(project))
    assert "OrdersReadFunction is a function of no route → bin/plano template write" in said["template.yaml"]
    assert any("the function of orders.look is missing" in one for one in said["template.yaml"])
    assert "events/orders.read.json" in said
    assert said["events/orders.look.json"] == ["it is missing → bin/plano registry events"]
    assert "orders.read is no route any more → make proven" in said["functions/documentation/proven.json"]


def _purpose(project: Path) -> None:
    _edit(project / _READ, 'purpose="', 'purpose="Description needed. ')


def _status(project: Path) -> None:
    _edit(project / _READ, "\n\n\n@route(", "\nfrom plano.statuses import Status\n\n\n@route(")
    _edit(project / _READ, "answers=", 'statuses=(Status("invalid-pasword", 400, "Wrong.", "Wrong."),),\n    answers=')


def _raised(project: Path) -> None:
    path = project / "layers/plano/plano/domain/orders/read.py"
    _edit(path, 'raise invalid_param(unknown_record("id", "order"))', "raise StatusError(EMAIL_NOT_FOUND)")
    _edit(
        path,
        "from plano.errors import ",
        "from plano.statuses import EMAIL_NOT_FOUND\nfrom plano.errors import StatusError, ",
    )


def _role(project: Path) -> None:
    _edit(project / _READ, "answers=", 'roles=frozenset({"cleint"}),\n    answers=')


def _orders(project: Path) -> None:
    _edit(project / "layers/plano/plano/domain/orders/params.py", "param(\n        500", "param(\n        400")


@pytest.mark.parametrize(
    ("damage", "file", "what"),
    [
        (_purpose, _READ, "its purpose is a placeholder"),
        (_status, _READ, "invalid-pasword is not in the catalog of statuses (is invalid-password meant?)"),
        (_raised, _READ, "can answer email-not-found, which orders.read does not declare"),
        (_role, _READ, "there is no role cleint"),
        (_orders, "functions/orders/create.py", "have one order number, 400"),
    ],
)
def test_what_is_declared_wrongly_is_named_where_it_stands(
    project: Path, damage: Callable[[Path], None], file: str, what: str
) -> None:
    damage(project)
    said = _by_file(check_apart(project))
    assert any(what in one for one in said[file]), said


def test_a_scaffold_that_nobody_has_filled_is_no_reason_not_to_work_but_is_not_deployed(project: Path) -> None:
    done = subprocess.run(["bin/plano", "new", "route", "orders.remark"], cwd=project, check=False)
    assert done.returncode == 0
    found = check_apart(project)
    assert all(one.can_wait for one in found), found
    assert {one.file for one in found} == {"functions/orders/remark.py", "functions/documentation/proven.json"}
    assert all("orders.remark" in one.what or "plano new route" in one.what for one in found)


@pytest.mark.parametrize("file", [_READ, "layers/plano/plano/clock.py"])
def test_code_that_cannot_be_imported_is_named_with_its_line(project: Path, file: str) -> None:
    lines = (project / file).read_text().splitlines()
    (project / file).write_text("\n".join([*lines, "from plano.clock import nothing", ""]))
    try:
        said = str(check_apart(project)[0])
    except Problem as problem:  # the command itself can't be imported
        said = str(problem)
    assert f"{file}, line {len(lines) + 1}" in said
    assert "cannot import name 'nothing'" in said


def test_nothing_is_deployed_while_something_does_not_agree(project: Path) -> None:
    shutil.copy(PROJECT / "samconfig.toml", project)
    (project / "events" / "orders.create.json").unlink()
    command = ["bin/plano", "deploy", "staging", "--yes"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "nothing was built or deployed" in done.stderr
    assert "events/orders.create.json: it is missing. Mend it: bin/plano registry events" in done.stderr
