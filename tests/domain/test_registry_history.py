"""The history of the API: a deployment writes down what it changed for callers, with the records that it changes."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from domain.world import deploy_registry, of_code
from plano.registry import deployment, history, records
from plano.registry.history import MOST_CHANGES, MOST_LETTERS
from plano.registry.records import Records
from plano.store.keys import Table

_ROUTE = "line_items.read"


def _declared() -> Records:
    """One route of one API service, as the code has them."""
    wanted = of_code()
    return copy.deepcopy(Records({"line_items": wanted.services["line_items"]}, {_ROUTE: wanted.routes[_ROUTE]}))


def _edited(edit: Callable[[dict[str, Any]], object], wanted: Records | None = None) -> Records:
    """The same after an edit of the route's record."""
    found = wanted or _declared()
    edit(found.routes[_ROUTE])
    found.routes[_ROUTE]["revision"] += "+"
    return found


def _param(name: str, **values: Any) -> dict[str, Any]:
    return {"name": name, "order": 900, "required": False, "description": "A new one.", "type": "string", **values}


def _told() -> list[list[tuple[str, str, bool]]]:
    return [[(one.where, one.what, one.breaks) for one in each.changes] for each in history.history()]


@pytest.fixture(autouse=True)
def _old_registry(tables: Any) -> None:
    """Records that were deployed before there was a history."""
    deploy_registry(_declared())


def test_an_old_registry_has_no_history_and_one_begins_with_the_first_change() -> None:
    assert history.history() == []
    deployment.deploy(_edited(lambda route: route["params"].append(_param("colour"))))
    assert _told() == [[(f"{_ROUTE} colour", "param is new", False)]]


def test_what_breaks_what_is_added_and_what_is_otherwise_changed_are_told_apart() -> None:
    def edit(route: dict[str, Any]) -> None:
        route["params"] = [one for one in route["params"] if one["name"] != "view"]
        route["params"].append(_param("colour"))
        route["body_limit"] += 1

    deployment.deploy(_edited(edit))
    [deployed] = history.history()
    assert [(one.where, one.what) for one in deployed.breaking] == [(f"{_ROUTE} view", "param is gone")]
    assert [(one.where, one.what) for one in deployed.added] == [(f"{_ROUTE} colour", "param is new")]
    assert [one.where for one in deployed.changed] == [_ROUTE]


def test_it_is_told_in_words_that_are_no_program_s() -> None:
    def edit(route: dict[str, Any]) -> None:
        route["sensitive_params"] = True
        route["params"][-1]["maximum"] = 100

    deployment.deploy(_edited(edit))
    [told] = _told()
    assert {what for _, what, _ in told} == {"sensitive_params: false → true", "maximum: none → 100"}


def test_a_deployment_that_changes_nothing_writes_nothing() -> None:
    deployment.deploy(_declared())
    assert history.history() == []


def test_the_same_deployment_twice_is_one_entry() -> None:
    wanted = _edited(lambda route: route["params"].append(_param("colour")))
    deployment.deploy(wanted)
    deployment.deploy(wanted)
    assert len(history.history()) == 1


def test_other_words_and_another_access_are_no_change_of_the_api() -> None:
    def edit(route: dict[str, Any]) -> None:
        route["purpose"] = "Worded anew."
        route["access"] = {"reads": ["Service"]}

    deployment.deploy(_edited(edit))
    assert records.deployed().routes[_ROUTE]["purpose"] == "Worded anew."
    assert history.history() == []


def test_a_deployment_and_its_rollback_are_two_entries_the_newest_first() -> None:
    deployment.deploy(_edited(lambda route: route["params"].append(_param("colour"))))
    deployment.deploy(_declared())
    assert _told() == [[(f"{_ROUTE} colour", "param is gone", True)], [(f"{_ROUTE} colour", "param is new", False)]]


def test_a_route_that_goes_is_told_of() -> None:
    deployment.deploy(Records(_declared().services, {}))
    assert _told() == [[(_ROUTE, "route is gone", True)]]


def test_what_a_later_deployment_has_overtaken_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    later = _edited(lambda route: route["params"].append(_param("later")))
    read = records.deployed

    def overtaken() -> Records:
        found = read()
        monkeypatch.setattr(records, "deployed", read)
        deployment.deploy(later)
        return found

    monkeypatch.setattr(records, "deployed", overtaken)
    with pytest.raises(deployment.Superseded):
        deployment.deploy(_edited(lambda route: route["params"].append(_param("earlier"))))
    assert _told() == [[(f"{_ROUTE} later", "param is new", False)]]


def test_a_deployment_in_several_transactions_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deployment, "_AT_ONCE", 1)
    wanted = _edited(lambda route: route["params"].append(_param("colour")))
    wanted.services["line_items"] |= {"slug": "line_items", "revision": "another", "limits": "none"}
    deployment.deploy(wanted)
    [told] = _told()
    assert [where for where, _, _ in told] == ["line_items", f"{_ROUTE} colour"]


def test_a_history_that_fails_in_the_middle_holds_what_was_done(monkeypatch: pytest.MonkeyPatch, tables: Any) -> None:
    monkeypatch.setattr(deployment, "_AT_ONCE", 1)
    wanted = _edited(lambda route: route["params"].append(_param("colour")))
    wanted.services["line_items"] |= {"revision": "another", "limits": "none"}
    written: list[str] = []

    def fail(params: Any, **_: Any) -> None:
        written.append(params["body"].decode())
        if len(written) == 2:
            raise ConnectionAbortedError

    tables.meta.events.register("before-call.dynamodb.TransactWriteItems", fail)
    with pytest.raises(ConnectionAbortedError):
        deployment.deploy(wanted)
    assert [[where for where, _, _ in told] for told in _told()] == [["line_items"]]
    tables.meta.events.unregister("before-call.dynamodb.TransactWriteItems", fail)
    deployment.deploy(wanted)
    assert [[where for where, _, _ in told] for told in _told()] == [[f"{_ROUTE} colour"], ["line_items"]]


def test_what_is_kept_of_a_deployment_is_bounded_and_what_breaks_is_kept_first(tables: Any) -> None:
    def edit(route: dict[str, Any]) -> None:
        route["params"] = [one for one in route["params"] if one["name"] != "view"]
        route["params"] += [_param(f"a{number}") for number in range(MOST_CHANGES + 5)]
        route["method"] = "x" * 5000

    deployment.deploy(_edited(edit))
    [deployed] = history.history()
    assert (len(deployed.changes), deployed.left_out) == (MOST_CHANGES, 7)
    assert len(deployed.breaking) == 2
    assert max(len(one.what) for one in deployed.changes) == MOST_LETTERS
    [stored] = tables.query(
        TableName=Table.REGISTRY.deployed_name(),
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": "changes"}},
    )["Items"]
    assert len(str(stored)) < 400_000


def test_records_of_before_answers_and_limits_were_declared_can_be_deployed_over(tables: Any) -> None:
    old = _declared()
    for name in ("answer", "body_limit", "access", "takes_idempotency_key", "shared_orders"):
        del old.routes[_ROUTE][name]
    old.routes[_ROUTE]["revision"] = "of before"
    deploy_registry(old)
    deployment.deploy(_declared())
    assert not any(breaks for told in _told() for _, _, breaks in told)
