"""Every snippet of every route, copied from its page and run as it is."""

import ast
import json
import random
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Open
from documentation.rendering import python
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS

_ROUTES = [route.name.replace(".", "/") for route in declared(FUNCTIONS)[1]]
_SUCCESS = re.compile(r"""["']?status["']?: ?["']action-successful["']""")
_NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node") or "node"
_RUN = {
    "curl": ["bash", "-c"],
    "Python": [sys.executable, "-c"],
    "JavaScript": [_NODE, "--input-type=module", "-e"],
}
_SECONDS = 60
_TEXTS = ['"', "\\", "/", "'", "true,", "a  b", "\n", "\u2028", "\U0001f600", "⟦json 0⟧", ""]
_WRITTEN = """json => {
  const block = document.createElement("div");
  block.dataset.template = "⟦python 0⟧";
  block.append(document.createElement("code"));
  window.plano.snippets.show([block], json, json);
  return block.textContent;
}"""


@pytest.mark.parametrize("language", _RUN)
def test_what_is_copied_succeeds_and_the_language_stays_chosen(page: Open, url: str, language: str) -> None:
    opened = page("/orders/read", permissions=["clipboard-read", "clipboard-write"])
    opened.get_by_text(language, exact=True).click()
    failed = {}
    for name in _ROUTES:
        opened.goto(f"{url}/{name}")
        opened.wait_for_selector("form[data-filled]")
        said = _run(_copied(opened), language)
        if not _SUCCESS.search(said):
            failed[name] = said
    assert failed == {}


def _copied(opened: Page) -> str:
    opened.get_by_role("button", name="Copy", exact=True).first.click()
    expect(opened.get_by_role("button", name="Copied").first).to_be_visible()
    return str(opened.evaluate("navigator.clipboard.readText()"))


def _run(snippet: str, language: str) -> str:
    ran = subprocess.run([*_RUN[language], snippet], capture_output=True, text=True, timeout=_SECONDS, check=False)
    return ran.stdout + ran.stderr


def test_each_step_of_the_first_call_succeeds(page: Open) -> None:
    opened = page("/first-call")
    opened.wait_for_selector("html[data-filled]")
    steps = opened.locator(".code-curl:visible")
    assert steps.count() == 4
    for step in steps.all():
        said = _run(step.inner_text(), "curl")
        assert _SUCCESS.search(said), said


def test_what_is_typed_is_in_the_snippet(page: Open) -> None:
    opened = page("/line_items/create")
    opened.wait_for_selector("form[data-filled]")
    token = opened.locator("#try-token").input_value()
    opened.locator("#try-quantity").fill("7")
    opened.get_by_text("more params").click()
    opened.locator("#try-instructions").fill('Ring at "Ada\'s", twice')
    opened.locator("#try-service_type_primary").select_option("true")
    shown = opened.locator(".code-curl")
    expect(shown).to_contain_text(f'"token": "{token}"')
    expect(shown).to_contain_text('"quantity": 7')
    assert _SUCCESS.search(_run(shown.inner_text(), "curl"))
    opened.get_by_text("Python", exact=True).click()
    expect(opened.locator(".code-python")).to_contain_text('"service_type_primary": True')
    assert _SUCCESS.search(_run(opened.locator(".code-python").inner_text(), "Python"))


@pytest.mark.parametrize("language", _RUN)
def test_the_idempotency_key_is_in_the_snippet_once_it_is_filled_in(page: Open, language: str) -> None:
    opened = page("/orders/create", permissions=["clipboard-read", "clipboard-write"])
    opened.wait_for_selector("form[data-filled]")
    opened.locator("#try").get_by_text(language, exact=True).click()
    assert "idempotency-key" not in _copied(opened)
    key = f'it\'s "{secrets.token_hex(8)}" $HOME'
    opened.get_by_label("Idempotency-Key").fill(key)
    opened.get_by_role("button", name="Send").click()
    expect(opened.locator("#outcome")).to_contain_text("200 action-successful")
    made = json.loads(opened.locator("#answer pre").inner_text())["data"]["id"]
    expect(opened.get_by_role("button", name="Copy", exact=True).first).to_be_visible()
    said = _run(_copied(opened), language)
    assert _SUCCESS.search(said), said
    assert str(made) in said  # it is answered what the form was


def _value(chance: random.Random, depth: int = 3) -> Any:
    kind = chance.randrange(6 if depth else 4)
    if kind == 4:
        return [_value(chance, depth - 1) for _ in range(chance.randrange(4))]
    if kind == 5:
        return {chance.choice(_TEXTS): _value(chance, depth - 1) for _ in range(chance.randrange(4))}
    return [None, chance.choice([True, False]), chance.randrange(-99, 99), "".join(chance.choices(_TEXTS, k=2))][kind]


def test_the_page_writes_python_as_the_server_does_and_python_reads_it(page: Open) -> None:
    opened = page("/orders/read")
    chance = random.Random(1)
    for _ in range(200):
        value = {"a": _value(chance)}
        written = opened.evaluate(_WRITTEN, json.dumps(value).replace("/", r"\/"))
        assert ast.literal_eval(written) == value
        assert opened.evaluate(_WRITTEN, json.dumps(value, ensure_ascii=False)) == python(value)
