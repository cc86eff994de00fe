"""Deploying the registry's records: what an operator or another deployment does meanwhile is not undone."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from domain.world import of_code
from plano.registry import deployment, records
from registry import deploy

_ROUTE = "line_items.create"


def _edited(**values: Any) -> records.Records:
    wanted = copy.deepcopy(of_code())
    wanted.routes[_ROUTE].update(revision="edited", **values)
    return wanted


def _deployed() -> Mapping[str, Any]:
    return records.deployed().routes[_ROUTE]


@pytest.fixture(autouse=True)
def _once_deployed(tables: Any) -> None:
    deployment.deploy(of_code())


def _between_read_and_write(monkeypatch: pytest.MonkeyPatch, act: Any) -> None:
    read_all = records.deployed

    def deployed() -> records.Records:
        found = read_all()
        monkeypatch.setattr(records, "deployed", read_all)
        act()
        return found

    monkeypatch.setattr(records, "deployed", deployed)


def test_a_route_that_is_switched_off_between_read_and_write_stays_off(monkeypatch: pytest.MonkeyPatch) -> None:
    _between_read_and_write(monkeypatch, lambda: records.switch(_ROUTE, active=False))
    deployment.deploy(_edited(purpose="Edited."))
    assert (_deployed()["purpose"], _deployed()["active"]) == ("Edited.", False)


def test_a_new_route_is_switched_on() -> None:
    assert _deployed()["active"] is True


def test_an_attribute_that_went_away_is_cleared() -> None:
    deployment.deploy(_edited(left_over="once"))
    assert _deployed()["left_over"] == "once"
    deployment.deploy(of_code())
    assert "left_over" not in _deployed()


def test_a_route_that_is_gone_from_the_code_goes() -> None:
    wanted = of_code()
    deployment.deploy(records.Records(wanted.services, {_ROUTE: wanted.routes[_ROUTE]}))
    assert set(records.deployed().routes) == {_ROUTE}


def test_of_two_deployments_at_once_the_later_ones_records_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    _between_read_and_write(monkeypatch, lambda: deployment.deploy(_edited(purpose="The later one's.")))
    with pytest.raises(deployment.Superseded):
        deployment.deploy(_edited(purpose="The earlier one's."))
    assert _deployed()["purpose"] == "The later one's."


def test_an_earlier_deployment_does_not_bring_back_what_a_later_one_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = of_code()
    without = records.Records(wanted.services, {name: it for name, it in wanted.routes.items() if name != _ROUTE})
    _between_read_and_write(monkeypatch, lambda: deployment.deploy(without))
    with pytest.raises(deployment.Superseded):
        deployment.deploy(_edited())
    assert _ROUTE not in records.deployed().routes


def _event(kind: str) -> dict[str, str]:
    return {
        "RequestType": kind,
        "StackId": "stack",
        "RequestId": "request",
        "LogicalResourceId": "Registry",
        "ResponseURL": "https://example.com",
    }


def test_a_deployment_that_fails_is_answered_once_and_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[str] = []
    monkeypatch.setattr(deploy, "respond", lambda _event, *, failure: answers.append(failure))

    def fail(_wanted: records.Records) -> None:
        raise RuntimeError("arn:aws:dynamodb:no-table")

    monkeypatch.setattr(deployment, "deploy", fail)
    deploy.handler(_event("Update"), None)
    (answer,) = answers
    assert answer.startswith("The records could not be deployed: RuntimeError in registry/deploy.py, line ")
    assert "arn:" not in answer


def test_a_handler_that_can_t_be_imported_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers: list[str] = []
    monkeypatch.setattr(deploy, "respond", lambda _event, *, failure: answers.append(failure))
    monkeypatch.setattr(deploy, "FUNCTIONS", tmp_path)
    monkeypatch.setattr(deploy, "_OURS", (tmp_path,))
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "broken").mkdir()
    for text, place in (
        ("\nraise KeyError('x')\n", "KeyError in broken/{}, line 2"),
        ("def f(:\n", "SyntaxError in broken/{}, line 1"),
    ):
        (tmp_path / "broken" / "__init__.py").write_text(text)
        deploy.handler(_event("Create"), None)
        assert place.format("__init__.py") in answers[-1]


def test_a_stack_that_is_deleted_keeps_its_records_and_one_that_is_made_again_goes_on_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers: list[str | None] = []
    monkeypatch.setattr(deploy, "respond", lambda _event, **said: answers.append(said.get("failure")))
    deployment.deploy(_edited(purpose="Of another version."))
    records.switch(_ROUTE, active=False)
    before = records.deployed()
    deploy.handler(_event("Delete"), None)
    assert records.deployed() == before
    deploy.handler(_event("Create"), None)
    assert records.deployed().routes.keys() == of_code().routes.keys()
    assert (_deployed()["purpose"], _deployed()["active"]) == (of_code().routes[_ROUTE]["purpose"], False)
    assert answers == [None, None]
