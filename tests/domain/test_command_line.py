"""The operators' command line on tables in memory: what it shows, asks and refuses, and what it exits with."""

from typing import Any

import pytest

from domain.asking import ask
from domain.commands import Run, commands, make_application, read_json, status_of
from domain.world import World, build_world
from line_items import index as index_items
from plano.pipeline import identification
from plano.settings import settings


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return commands(monkeypatch, capsys)


_DANGEROUS = [
    ("registry", "disable", "line_items.index"),
    ("users", "end-sessions", "client@example.com"),
    ("applications", "revoke", "filemaker"),
    ("applications", "rotate", "filemaker", "--at-once"),
]


@pytest.mark.parametrize("words", _DANGEROUS, ids=" ".join)
def test_what_is_dangerous_is_asked_about(run: Run, world: World, words: tuple[str, ...]) -> None:
    token = make_application(run)

    def state() -> set[str]:
        return {status_of(token), ask(index_items.handler, world)[1]["status"]}

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
    routes = {row["route"]: row for row in read_json(run("registry", "list", "--json"))}
    assert routes["line_items.create"]["path"] == "/api/v1/line_items/create"
    assert routes["line_items.create"]["state"] == "on"
    user = read_json(run("users", "show", "client@example.com", "--json"))
    assert (user["id"], user["roles"]["planoorder"]) == (world.users["client"]["id"], "client")
    assert "password_hash" not in user
    (session,) = read_json(run("sessions", "list", "CLIENT@example.com", "--json"))
    assert session["application"] == "planoorder"
    assert read_json(run("registry", "diff", "--json")) == []


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
    everybody = read_json(run("users", "list", "--json"))
    assert everybody[0]["email"] == "ada@example.com"
    assert {"client@example.com", "roleless@example.com"} < {user["email"] for user in everybody}
    assert len(read_json(run("users", "list", "--json", "--limit", "2"))) == 2


def test_a_user_from_before_is_listed_once_it_has_a_role(run: Run, tables: Any) -> None:
    run("users", "create", "ada@example.com", "--no-password")
    id = read_json(run("users", "show", "ada@example.com", "--json"))["id"]
    tables.update_item(
        TableName="records",
        Key={"pk": {"S": f"User#{id}"}, "sk": {"S": "User"}},
        UpdateExpression="REMOVE listed_for_all",
    )
    assert "ada@example.com" not in run("users", "list").out
    run("users", "grant", "ada@example.com", "employee")
    assert "ada@example.com" in run("users", "list").out
