"""The API as a Postman collection: complete, and nothing in it is named before it is there."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from documentation.collection import collection
from domain.portal import get
from domain.world import of_code
from plano.registry.records import Records
from plano.settings import settings
from plano_cli.collection import collection as write_collection

_VARIABLE = re.compile(r"{{([a-z_]+)}}")
_SET = re.compile(r'collectionVariables\.set\("([a-z_]+)"')
_DEMO = {
    "api_url": "http://localhost:4566/here",
    "logins": {name: {"email": f"{name}@plano.example", "password": "a password"} for name in ("client", "employee")},
    "ids": {"order": 7001, "service": 7002},
}


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The collection of what the code declares."""
    return collection(of_code(), "https://api.plano.example", {})


@pytest.fixture(autouse=True)
def _settings_of_its_own() -> Iterator[None]:
    yield
    settings.cache_clear()


def _requests(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [request for folder in made["item"] for request in folder["item"]]


def test_it_has_each_route_once_as_it_is_declared(made: dict[str, Any]) -> None:
    named = [one for one in _requests(made) if not one["name"].startswith("Before ")]
    assert sorted(one["name"] for one in named) == sorted(of_code().routes)
    for one in named:
        route = of_code().routes[one["name"]]
        assert one["request"]["method"] == route["method"]
        assert one["request"]["url"] == "{{api_url}}" + route["path"]
        assert one["request"]["header"] == [{"key": "content-type", "value": route["content_type"]}]
        assert {"prerequest"} <= {event["listen"] for event in one["event"]} or not route["sensitive_params"]


def test_what_a_request_names_was_made_before_it(made: dict[str, Any]) -> None:
    known = {variable["key"] for variable in made["variable"]}
    for one in _requests(made):
        named = set(_VARIABLE.findall(json.dumps(one["request"])))
        assert named <= known, one["name"]
        known |= set(_SET.findall(json.dumps(one["event"]).replace('\\"', '"')))


def test_ids_in_it_are_numbers_and_tokens_are_texts(made: dict[str, Any]) -> None:
    for one in _requests(made):
        sent = json.loads(_VARIABLE.sub("1", one["request"]["body"]["raw"]))
        assert isinstance(sent.get("id", 1), int)
        assert isinstance(sent.get("token", ""), str)


def test_somebody_new_is_registered_each_time(made: dict[str, Any]) -> None:
    for one in _requests(made):
        if one["request"]["url"].endswith("/users/register"):
            assert "{{$guid}}" in json.loads(one["request"]["body"]["raw"])["email"]


def test_what_is_destroyed_is_made_for_each_request_that_destroys(made: dict[str, Any]) -> None:
    requests = _requests(made)
    for position, one in enumerate(requests):
        if one["request"]["method"] == "DELETE":
            assert requests[position - 1]["name"].startswith(f"Before {one['name']}: ")


def test_the_command_line_writes_the_same(made: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "plano.json"
    write_collection(output=file, server="https://api.plano.example")
    assert json.loads(file.read_text()) == made


def test_it_is_downloaded_without_logins_where_the_stack_is_not_local(deployed: Records) -> None:
    code, headers, text = get("/collection.json")
    assert (code, headers["content-type"]) == (200, "application/json")
    assert headers["content-disposition"] == 'attachment; filename="plano.postman_collection.json"'
    variables = {one["key"]: one["value"] for one in json.loads(text)["variable"]}
    assert variables["api_url"] == "https://api.plano.example/production"
    assert set(variables.values()) == {"https://api.plano.example/production", ""}


def test_that_of_a_local_stack_knows_its_logins_and_is_kept_nowhere(
    deployed: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANO_ENVIRONMENT", "local")
    monkeypatch.setenv("PLANO_DEMO_PARAMETER", "/plano/local/demo")
    settings.cache_clear()
    monkeypatch.setattr("documentation.stack.secret", lambda _: json.dumps(_DEMO))
    _, headers, text = get("/collection.json")
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers
    variables = {one["key"]: one["value"] for one in json.loads(text)["variable"]}
    assert variables["employee_email"] == "employee@plano.example"
    assert variables["api_url"] == "http://localhost:4566/here"
