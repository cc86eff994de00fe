"""orders.read, services.create and services.read over HTTP: who sees what."""

import pytest

from integration.api import Api, faults


@pytest.mark.parametrize("as_", ["client", "employee", "liaison", "application"])
def test_everybody_reads_the_catalog(api: Api, as_: str) -> None:
    made = api.made("services.create", {"name": "Twilight photos", "unit_price": 12.5}, as_="employee")
    assert made["active"] is True
    assert api.made("services.read", {"id": made["id"]}, as_=as_) == made
    assert api.made("services.read", {"id": made["id"], "view": "minimal"}, as_=as_) == {
        "id": made["id"],
        "name": "Twilight photos",
        "active": True,
    }


def test_a_service_that_does_not_exist(api: Api) -> None:
    answer = api.call("services.read", {"id": 1})
    assert (answer.status_code, faults(answer)) == (400, {"id": "invalid-param"})


@pytest.mark.parametrize(
    ("as_", "own", "other"),
    [("client", 200, 400), ("other_client", 400, 200), ("liaison", 200, 400), ("employee", 200, 200)],
)
def test_an_order_is_seen_by_whom_it_belongs_to_and_by_staff(api: Api, as_: str, own: int, other: int) -> None:
    assert api.call("orders.read", {"id": api.ids["order"]}, as_=as_).status_code == own
    assert api.call("orders.read", {"id": api.ids["other_order"]}, as_=as_).status_code == other


def test_who_may_order_for_whom(api: Api) -> None:
    mine = api.made("orders.read", {"id": api.ids["order"]})["client_id"]
    theirs = api.made("orders.read", {"id": api.ids["other_order"]}, as_="employee")["client_id"]
    assert api.made("orders.create", {})["client_id"] == mine
    assert api.made("orders.create", {"client_id": mine}, as_="liaison")["client_id"] == mine
    assert api.made("orders.create", {"client_id": theirs}, as_="employee")["client_id"] == theirs
    for as_ in ("client", "liaison"):
        refused, unknown = (api.call("orders.create", {"client_id": id}, as_=as_).json() for id in (theirs, 1))
        assert refused["errors"] == unknown["errors"]
        assert refused["errors"][0]["param"] == "client_id"
