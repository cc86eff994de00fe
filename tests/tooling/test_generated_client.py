"""What a generator makes of the OpenAPI document, as its users see it: typed to the last field."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from plano_cli.clients import command, python, typescript
from plano_cli.clients.document import document

_TOOLS = Path(sys.executable).parent
_SCRIPT = """
import datetime
from typing_extensions import assert_type

from plano_client import AuthenticatedClient
from plano_client.api.line_items import line_items_create, line_items_index
from plano_client.api.orders import orders_read
from plano_client.models import *
from plano_client.types import Unset


def run(client: AuthenticatedClient, order: int) -> None:
    kind = LineItemsCreateParamsItemableType.ORDER
    made = line_items_create.sync(client=client, body=LineItemsCreateParams(itemable_type=kind, itemable_id=order))
    if isinstance(made, LineItemsCreateResponse200):
        assert_type(made.data.id, int)
        assert_type(made.data.price, float | Unset)
        assert_type(made.data.created_at, datetime.datetime)
    listed = line_items_index.sync(client=client, body=LineItemsIndexParams())
    if isinstance(listed, LineItemsIndexResponse200):
        assert_type(listed.data.next_cursor, str | Unset)
        assert_type([item.version for item in listed.data.line_items], list[int | Unset])
    read = orders_read.sync(client=client, body=OrdersReadParams(id=order))
    if isinstance(read, OrdersReadResponse200) and read.data.totals and read.session and read.session.user:
        assert_type(read.data.totals.net_price, float)
        assert_type(read.session.user.email, str)
        assert_type(read.session.expires_at, datetime.datetime | None)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the generated package is."""
    made = tmp_path_factory.mktemp("client")
    python.generate(document(), made, "1.2.3")
    return made


def _run(folder: Path, tool: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [str(_TOOLS / tool), *arguments]
    return subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=300
    )


def _checked(folder: Path, script: str) -> "subprocess.CompletedProcess[str]":
    (folder / "script.py").write_text(script)
    return _run(folder, "mypy", "--strict", "--config-file", "", "script.py")


def test_a_script_that_uses_it_is_typed_to_the_last_field(folder: Path) -> None:
    checked = _checked(folder, _SCRIPT)
    assert checked.returncode == 0, checked.stdout
    misspelt = _checked(folder, _SCRIPT.replace("totals.net_price", "totals.nett_price"))
    assert 'has no attribute "nett_price"' in misspelt.stdout


def test_the_package_itself_and_the_program_in_its_readme_are_typed(folder: Path) -> None:
    checked = _run(folder, "mypy", "--strict", "--config-file", "", "-p", "plano_client")
    assert checked.returncode == 0, checked.stdout
    [program] = re.findall("```python\n(.+?)```", (folder / "README.md").read_text(), re.DOTALL)
    checked = _checked(folder, program)
    assert checked.returncode == 0, checked.stdout


def test_what_it_was_generated_from_does_not_stay_and_its_version_is_the_api_s(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith((".", "script"))) == [
        "README.md",
        "plano_client",
        "pyproject.toml",
    ]
    assert 'version = "1.2.3"' in (folder / "pyproject.toml").read_text()


def test_a_folder_is_meant_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folders: list[Path] = []
    for each in (python, typescript):
        monkeypatch.setattr(each, "generate", lambda _document, folder, _version: folders.append(folder))
    command.clients(Path("clients"))
    # npm's programs are started in these folders: a relative one would be looked for in itself.
    assert folders == [tmp_path / "clients" / "python", tmp_path / "clients" / "typescript"]
