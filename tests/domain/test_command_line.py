"""The operators' command line on tables in memory: what it shows, asks and refuses, and what it exits with."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from domain.asking import ask
from domain.world import World, build_world, call
from line_items import index as index_items
from plano.domain.accounts import managed_applications as managed
from plano.pipeline import identification
from plano.settings import settings
from plano_cli import target
from plano_cli.main import main
from plano_cli.target import Target


class Done(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `plano` with these words on the tables; `typed` is what somebody at a terminal answers."""
    monkeypatch.setattr(target, "_local", lambda: Target("http://127.0.0.1:9", {}))
    monkeypatch.setattr(target, "use", lambda _: None)
    monkeypatch.delenv("PLANO_STACK", raising=False)

    def plano(*words: str, typed: str | None = None) -> Done:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["plano", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO() if typed is None else _Terminal(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        found = capsys.readouterr()
        return Done(int(ended.value.code or 0), found.out, found.err)

    return plano


def _make(run: Run, name: str = "filemaker", *patterns: str) -> str:
    allowed = [word for pattern in patterns or ["line_items.*"] for word in ("--allow", pattern)]
    done = run("applications", "create", name, *allowed)
    assert done.code == 0, done.err
    return done.out.strip()


def _status(token: str) -> str:
    return str(call(index_items.handler, {"token": token})[1]["status"])


def _json(done: Done) -> Any:
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_an_application_s_whole_life(run: Run) -> None:
    token = _make(run, "filemaker", "line_items.index", "orders.*")
    assert _status(token) == "action-successful"
    (listed,) = _json(run("applications", "list", "--json"))
    assert listed["name"] == "filemaker"
    assert listed["allowed"] == ["line_items.index", "orders.*"]
    assert listed["made_by"].startswith("local user")
    assert listed["last_used"]
    assert run("applications", "update", "filemaker", "--allow", "orders.read").code == 0
    assert _status(token) == "permission-denied"
    assert _json(run("applications", "show", "filemaker", "--json"))["routes"] == ["orders.read"]
    run("applications", "update", "filemaker", "--allow", "line_items.*")
    rotated = run("applications", "rotate", "filemaker")
    assert "24 hours" in rotated.err
    other = rotated.out.strip()
    assert {_status(token), _status(other)} == {"action-successful"}
    last = run("applications", "rotate", "filemaker", "--at-once", "--yes").out.strip()
    assert [_status(one) for one in (token, other, last)] == ["invalid-token", "invalid-token", "action-successful"]
    assert run("applications", "revoke", str(listed["id"]), "--yes").code == 0
    assert _status(last) == "invalid-token"
    assert _json(run("applications", "list", "--json")) == []


def test_no_token_is_ever_listed(run: Run) -> None:
    token = _make(run)
    for words in (("list",), ("list", "--json"), ("show", "filemaker")):
        assert token.removeprefix("plano_app_") not in run("applications", *words).out


@pytest.mark.parametrize("pattern", ["line_itms.*", "x", "sessions.*", "users.register"])
def test_a_pattern_that_allows_nothing_is_refused(run: Run, pattern: str) -> None:
    done = run("applications", "create", "filemaker", "--allow", "orders.*", "--allow", pattern)
    assert (done.code, done.out) == (2, "")
    assert repr(pattern) in done.err
    assert "orders" not in done.err
    assert managed.known() == []
    token = _make(run)
    assert run("applications", "update", "filemaker", "--allow", pattern).code == 2
    assert _status(token) == "action-successful"


def test_a_name_is_given_once(run: Run) -> None:
    _make(run)
    done = run("applications", "create", "filemaker", "--allow", "orders.*")
    assert (done.code, done.out) == (1, "")
    assert "plano applications rotate filemaker" in done.err


@pytest.mark.parametrize("words", [("show", "x"), ("update", "x", "--allow", "*"), ("rotate", "x"), ("revoke", "x")])
def test_an_application_that_there_is_not(run: Run, words: tuple[str, ...]) -> None:
    done = run("applications", *words)
    assert (done.code, done.out) == (1, "")
    assert done.err == "plano: There is no application x: see `plano applications list`\n"


_DANGEROUS = [
    ("registry", "disable", "line_items.index"),
    ("users", "end-sessions", "client@example.com"),
    ("applications", "revoke", "filemaker"),
    ("applications", "rotate", "filemaker", "--at-once"),
]


@pytest.mark.parametrize("words", _DANGEROUS, ids=" ".join)
def test_what_is_dangerous_is_asked_about(run: Run, world: World, words: tuple[str, ...]) -> None:
    token = _make(run)

    def state() -> set[str]:
        return {_status(token), ask(index_items.handler, world)[1]["status"]}

    assert run(*words).code == 2  # nobody there to be asked
    declined = run(*words, typed="n\n")
    assert (declined.code, declined.out) == (1, "")
    assert "the local stack" in declined.err
    assert "Nothing was changed" in declined.err
    assert state() == {"action-successful"}
    assert run(*words, typed="y\n").code == 0
    identification.forget()
    assert state() != {"action-successful"}


@pytest.mark.parametrize("words", [(), ("--yes",)])
def test_a_route_that_there_is_not_is_not_asked_about(run: Run, words: tuple[str, ...]) -> None:
    done = run("registry", "disable", "nope.create", *words)
    assert done == (1, "", "plano: There is no record of nope.create: see `plano registry list`\n")


def test_yes_is_not_asked(run: Run, world: World) -> None:
    done = run("users", "end-sessions", "client@example.com", "--yes")
    assert done == (0, "Sessions ended: 1.\n", "")
    assert ask(index_items.handler, world)[1]["status"] == "invalid-token"


def test_lists_are_json_for_programs(run: Run, world: World) -> None:
    routes = {row["route"]: row for row in _json(run("registry", "list", "--json"))}
    assert routes["line_items.create"]["path"] == "/api/v1/line_items/create"
    assert routes["line_items.create"]["state"] == "on"
    user = _json(run("users", "show", "client@example.com", "--json"))
    assert (user["id"], user["roles"]["planoorder"]) == (world.users["client"]["id"], "client")
    assert "password_hash" not in user
    (session,) = _json(run("sessions", "list", "CLIENT@example.com", "--json"))
    assert session["application"] == "planoorder"
    assert _json(run("registry", "diff", "--json")) == []


def test_a_table_is_as_wide_as_it_needs_where_there_is_no_terminal(run: Run) -> None:
    done = run("registry", "list")
    (line,) = [line for line in done.out.splitlines() if "line_items.bulk_create" in line]
    assert all(word in line for word in ("/api/v1/line_items/bulk_create", "application", "on"))
    assert "…" not in done.out


def test_what_could_steer_a_terminal_is_not_printed(run: Run) -> None:
    assert run("applications", "create", "a\x1b[31m", "--allow", "*").code == 2
    run("users", "create", "ada@example.com", "--no-password", "--first-name", "\x1b[31mAda[red]")
    out = run("users", "show", "ada@example.com").out
    assert "\x1b" not in out
    assert "Ada[red]" in out


def test_an_outage_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANO_REGISTRY_TABLE", "gone")
    settings.cache_clear()
    done = run("registry", "list")
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("plano: The stack could not be reached, or refused: ResourceNotFoundException")
    assert "Traceback" not in done.err


def test_nobody_is_logged_in(run: Run) -> None:
    run("users", "create", "ada@example.com", "--no-password")
    done = run("sessions", "list", "ada@example.com")
    assert (done.code, done.out) == (0, "")
    assert "not logged in" in done.err


def test_users_are_listed_the_newest_first(run: Run, tables: Any) -> None:
    run("users", "create", "ada@example.com", "--no-password")
    everybody = _json(run("users", "list", "--json"))
    assert everybody[0]["email"] == "ada@example.com"
    assert {"client@example.com", "roleless@example.com"} < {user["email"] for user in everybody}
    assert len(_json(run("users", "list", "--json", "--limit", "2"))) == 2


def test_a_user_from_before_is_listed_once_it_has_a_role(run: Run, tables: Any) -> None:
    run("users", "create", "ada@example.com", "--no-password")
    id = _json(run("users", "show", "ada@example.com", "--json"))["id"]
    tables.update_item(
        TableName="records",
        Key={"pk": {"S": f"User#{id}"}, "sk": {"S": "User"}},
        UpdateExpression="REMOVE listed_for_all",
    )
    assert "ada@example.com" not in run("users", "list").out
    run("users", "grant", "ada@example.com", "employee")
    assert "ada@example.com" in run("users", "list").out
