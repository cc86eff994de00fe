"""`plano smoke` on tables in memory: nothing of it stays, whatever ends it, however much later the next one runs."""

from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from domain.asking import RECORDS, SESSIONS, items
from domain.idempotency import Sent
from domain.world import World, build_world, login, of_code
from line_items import create as create_item
from orders import create as create_order
from plano.store.client import StoreUnavailable
from plano.store.write import ConditionFailed, write
from plano_cli.smoke import path, removal
from plano_cli.smoke.caller import Answer, Caller
from plano_cli.smoke.cast import CLIENT_, ORDERS, assemble, idempotency_key
from plano_cli.smoke.report import Report, say, to_json
from plano_cli.smoke.run import Run, known_runs
from plano_cli.smoke.smoke import smoke
from plano_cli.smoke.trial import OK, Step, Trial
from plano_cli.target import Target


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _keys(tables: Any) -> set[tuple[str, str, str]]:
    return {(table, one["pk"], one["sk"]) for table in (SESSIONS, RECORDS) for one in items(tables, table)}


def _killed_after_a_line_item() -> Run:
    """A run as it is written down, whose process has gone after it made an order and a line item on it."""
    cast, puts = assemble(["notifications.index"])
    cast.run.begin()
    write(puts)
    token = login({"id": cast.people[CLIENT_].id})
    key = idempotency_key(cast.run.mark, ORDERS[0])
    order = Sent(create_order.handler, token, {"external_order_id": cast.run.mark}, key).answer().data["id"]
    params = {"itemable_type": "Order", "itemable_id": order, "quantity": 1, "price": 1}
    assert Sent(create_item.handler, token, params, None).answer().code == 200
    [run] = known_runs()
    return run


@pytest.mark.usefixtures("world")
def test_orders_are_removed_although_the_table_has_removed_their_receipts(tables: Any) -> None:
    before = _keys(tables)
    run = _killed_after_a_line_item()
    for receipt in (one for one in items(tables, SESSIONS) if one["kind"] == "Receipt"):
        tables.delete_item(TableName=SESSIONS, Key={name: {"S": receipt[name]} for name in ("pk", "sk")})
    removed = removal.remove(run)
    assert _keys(tables) == before
    assert (removed["order"], removed["line item"], removed["client"]) == (1, 1, 2)


@pytest.mark.usefixtures("world")
def test_a_run_is_not_forgotten_while_a_user_of_it_can_not_be_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    run = _killed_after_a_line_item()

    def refuse(*_: object) -> None:
        raise ConditionFailed({})

    monkeypatch.setattr(removal, "write", refuse)
    with pytest.raises(StoreUnavailable):
        removal.remove(run)
    assert [one.mark for one in known_runs()] == [run.mark]


@pytest.mark.usefixtures("world")
def test_where_the_api_does_not_answer_each_step_says_so_and_nothing_stays(tables: Any) -> None:
    before = _keys(tables)
    report = smoke("http://127.0.0.1:9", "/plano/staging/api", None, lambda _step: None)
    found = to_json(report)
    assert (found["passed"], found["stopped"], found["left"]) == (False, None, None)
    assert {step["got"] for step in found["steps"] if step["milliseconds"] is not None} == {"no answer"}
    assert _keys(tables) == before


def test_the_log_is_that_of_the_stack_also_where_the_api_is_called_at_a_domain_of_ones_own() -> None:
    stack = Target("https://abcdef.execute-api.eu-central-1.amazonaws.com/staging", {})
    step = Step("log in", None, OK, "500 application-crash", request_id="a-request", problem="It crashed")
    console = Console(file=StringIO(), width=200)
    say(Report("plano-smoke-1", "https://api.example.com", stack.log_group, [step]), console)
    assert isinstance(console.file, StringIO)
    assert "--log-group-name /plano/staging/api " in console.file.getvalue()


class _Answers(Caller):
    """An API that gives one and the same answer, in the shape of every answer."""

    def __init__(self, **data: Any) -> None:
        super().__init__("http://127.0.0.1:9")
        self._data = data

    def send(self, *_: Any, **__: Any) -> Answer:
        return Answer(OK, 1.0, self._data)


@pytest.mark.parametrize("totals", [{"count": 4, "net_price": "cheap"}, {"count": 4}, "four", None])
@pytest.mark.usefixtures("tables")
def test_an_answer_that_holds_something_else_fails_its_step_and_no_more(totals: object) -> None:
    cast, _ = assemble([])
    trial = Trial(_Answers(totals=totals), of_code().routes, cast.run, {}, lambda _step: None)
    trial.facts.values.update({ORDERS[0]: 1})
    [ask] = [one for one in path.steps(cast) if one.step == "read an order and its totals"]
    trial.ask(replace(ask, who=None))
    [step] = trial.steps
    assert step.problem is not None
    assert "The answer holds something else than it should" in step.problem
