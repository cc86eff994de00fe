"""The demo records of a local stack: made once, however often it is started."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.world import build_world, call
from line_items import index as index_items
from plano.domain.accounts import managed_applications as managed
from plano_cli.local.demo import demo
from plano_cli.local.paths import Home


@pytest.fixture
def home(tables: Any, tmp_path: Path) -> Home:
    build_world()
    home = Home(tmp_path)
    _start(home)
    return home


def _start(home: Home) -> str:
    """What `make run` does: the demo records, and the stack's file. Answers the application's token."""
    facts = demo(home, {})
    home.stack_file.write_text(json.dumps(facts))
    return str(facts["tokens"]["application"])


def _ids() -> list[int]:
    return [one.token.id for one in managed.known()]


def _status(token: str) -> str:
    return str(call(index_items.handler, {"token": token})[1]["status"])


def test_the_application_keeps_its_token(home: Home) -> None:
    before = _ids()
    token = _start(home)
    assert _start(home) == token
    assert _status(token) == "action-successful"
    assert _ids() == before
    assert len(before) == 1


def test_where_the_stack_s_file_is_gone_it_gets_another(home: Home) -> None:
    before = _ids()
    for text in (None, "", "[]", '{"tokens": {"application": "plano_app_of_another_stack"}}'):
        token = _start(home)
        home.stack_file.write_text(text) if text is not None else home.stack_file.unlink()
        other = _start(home)
        assert [_status(token), _status(other)] == ["invalid-token", "action-successful"]
    assert _ids() == before


def test_one_that_was_rotated_or_revoked_gets_a_token_that_stays(home: Home) -> None:
    before, token = _ids(), _start(home)
    managed.rotate(before[0], created_by="ada", overlap=timedelta(days=1))
    other = _start(home)
    assert other != token
    assert _status(other) == "action-successful"
    assert _ids() == before
    managed.revoke(before[0])
    assert _status(_start(home)) == "action-successful"
    assert len(_ids()) == 1
