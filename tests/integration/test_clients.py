"""The generated clients: the programs in their READMEs, run as they stand against the local stack."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from integration.api import Api
from plano_cli.clients import python, typescript
from plano_cli.clients.document import document
from tooling.node import run

_PRINTED = "2 149.5\n"
_APPLICATION = {
    "private": True,
    "type": "module",
    "dependencies": {"plano-client": "file:../typescript"},
    "devDependencies": {"@types/node": "24.10.1", "typescript": "5.9.3"},
}
_STRICT = {"strict": True, "target": "es2022", "module": "nodenext", "types": ["node"], "skipLibCheck": False}


def _environment(api: Api) -> Mapping[str, str]:
    login = api.logins["client"]
    return {"PLANO_URL": api.url, "PLANO_EMAIL": login["email"], "PLANO_PASSWORD": login["password"]}


def _program(folder: Path, language: str) -> str:
    [program] = re.findall(f"```{language}\n(.+?)```", (folder / "README.md").read_text(), re.DOTALL)
    return str(program)


def test_the_python_client_s_readme_orders_a_line_item(api: Api, tmp_path: Path) -> None:
    python.generate(document(), tmp_path, "1.2.3")
    ran = subprocess.run(
        [sys.executable, "-c", _program(tmp_path, "python")],
        env={**os.environ, **_environment(api), "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.stdout, ran.stderr) == (_PRINTED, "")


def test_the_typescript_client_s_readme_orders_a_line_item_and_is_typed(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typescript.generate(document(), tmp_path / "typescript", "1.2.3")
    folder = tmp_path / "application"
    folder.mkdir()
    (folder / "package.json").write_text(json.dumps(_APPLICATION))
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": _STRICT, "files": ["example.ts"]}))
    program = _program(tmp_path / "typescript", "typescript")
    (folder / "example.ts").write_text(program)
    _succeeds(folder, "npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent")
    _succeeds(folder, "tsc")
    for name, value in _environment(api).items():
        monkeypatch.setenv(name, value)
    assert _succeeds(folder, "node", "example.js") == _PRINTED
    (folder / "example.ts").write_text(program.replace("lineItem.data.data.price", "lineItem.data.data.prize"))
    misspelt = run(["tsc"], folder)
    assert "'prize' does not exist" in misspelt.stdout


def _succeeds(folder: Path, *command: str) -> str:
    ran = run(command, folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
