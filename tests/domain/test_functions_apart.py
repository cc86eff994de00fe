"""The functions that answer for no route: what each sends to the tables is declared (`sent.py` refuses the rest)."""

from typing import Any

from documentation import published
from domain import sent
from domain.portal import get
from domain.world import CONTEXT, build_world
from gateway import addresses, route_non_existent


def _sent_by(function: str) -> set[tuple[str, frozenset[str]]]:
    return {(one.action, one.patterns) for one in sent.ALL if one.function == function}


def test_the_portal_queries_the_registry_and_nothing_else(tables: Any) -> None:
    build_world()
    published.forget()
    assert get("/line_items/create")[0] == 200
    assert _sent_by("DocumentationFunction") == {("Query", frozenset({one})) for one in ("route", "service")}


def _unknown(path: str) -> str:
    event = {
        "version": "1.0",
        "path": path,
        "httpMethod": "POST",
        "headers": {},
        "requestContext": {"requestId": "a-request", "stage": "production", "identity": {"sourceIp": "192.0.2.1"}},
        "body": None,
        "isBase64Encoded": False,
    }
    return str(route_non_existent.handler(event, CONTEXT)["body"])


def test_the_catch_all_reads_the_records_of_the_routes_that_it_names(tables: Any) -> None:
    build_world()
    addresses.forget_active()
    assert "line_items/create" in _unknown("/api/v1/line_item/create")
    assert _sent_by("RouteNonExistentFunction") == {("BatchGetItem", frozenset({"route", "service"}))}


def test_a_scanner_reads_nothing_and_who_mistypes_a_path_again_neither(tables: Any) -> None:
    build_world()
    addresses.forget_active()
    trips: list[str] = []
    tables.meta.events.register("before-call.dynamodb", lambda model, **_: trips.append(model.name))
    for path in ("/", "/wp-login.php", "/.env", "/admin/config"):
        assert "route-non-existent" in _unknown(path)
    assert trips == []
    for _ in range(2):
        assert "line_items/create" in _unknown("/api/v1/line_item/create")
    assert trips == ["BatchGetItem"]
