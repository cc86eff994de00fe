"""`plano applications` on tables in memory: what it shows and refuses, and which tokens are let in then."""

from typing import Any

import pytest

from domain.commands import Run, commands, make_application, read_json, status_of
from domain.world import build_world
from plano.domain.accounts import managed_applications as managed


@pytest.fixture
def run(tables: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    build_world()
    return commands(monkeypatch, capsys)


def test_an_application_s_whole_life(run: Run) -> None:
    token = make_application(run, "filemaker", "line_items.index", "orders.*")
    assert status_of(token) == "action-successful"
    (listed,) = read_json(run("applications", "list", "--json"))
    assert listed["name"] == "filemaker"
    assert listed["allowed"] == ["line_items.index", "orders.*"]
    assert listed["made_by"].startswith("local user")
    assert listed["last_used"]
    assert run("applications", "update", "filemaker", "--allow", "orders.read").code == 0
    assert status_of(token) == "permission-denied"
    assert read_json(run("applications", "show", "filemaker", "--json"))["routes"] == ["orders.read"]
    run("applications", "update", "filemaker", "--allow", "line_items.*")
    rotated = run("applications", "rotate", "filemaker")
    assert "24 hours" in rotated.err
    other = rotated.out.strip()
    assert {status_of(token), status_of(other)} == {"action-successful"}
    last = run("applications", "rotate", "filemaker", "--at-once", "--yes").out.strip()
    assert [status_of(one) for one in (token, other, last)] == ["invalid-token", "invalid-token", "action-successful"]
    assert run("applications", "revoke", str(listed["id"]), "--yes").code == 0
    assert status_of(last) == "invalid-token"
    assert read_json(run("applications", "list", "--json")) == []


def test_no_token_is_ever_listed(run: Run) -> None:
    token = make_application(run)
    for words in (("list",), ("list", "--json"), ("show", "filemaker")):
        assert token.removeprefix("plano_app_") not in run("applications", *words).out


@pytest.mark.parametrize("pattern", ["line_itms.*", "x", "sessions.*", "users.register"])
def test_a_pattern_that_allows_nothing_is_refused(run: Run, pattern: str) -> None:
    done = run("applications", "create", "filemaker", "--allow", "orders.*", "--allow", pattern)
    assert (done.code, done.out) == (2, "")
    assert repr(pattern) in done.err
    assert "orders" not in done.err
    assert managed.known() == []
    token = make_application(run)
    assert run("applications", "update", "filemaker", "--allow", pattern).code == 2
    assert status_of(token) == "action-successful"


def test_a_name_is_given_once(run: Run) -> None:
    make_application(run)
    done = run("applications", "create", "filemaker", "--allow", "orders.*")
    assert (done.code, done.out) == (1, "")
    assert "plano applications rotate filemaker" in done.err


@pytest.mark.parametrize("words", [("show", "x"), ("update", "x", "--allow", "*"), ("rotate", "x"), ("revoke", "x")])
def test_an_application_that_there_is_not(run: Run, words: tuple[str, ...]) -> None:
    done = run("applications", *words)
    assert (done.code, done.out) == (1, "")
    assert done.err == "plano: There is no application x: see `plano applications list`\n"
