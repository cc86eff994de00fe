"""The portal's pages, as API Gateway asks for them: from whatever the registry holds, and when it holds nothing."""

import json
import re
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

from documentation import published
from documentation.remedies import REMEDIES
from domain.portal import answer_to, get
from domain.world import deploy_registry, of_code
from plano.registry import records
from plano.settings import settings
from plano.statuses import CATALOG
from plano.store.client import StoreUnavailable
from plano.store.keys import Table
from plano_cli.local.paths import PROJECT

_ONE_ROUTE = records.Records(
    {"line_items": of_code().services["line_items"]}, {"line_items.create": of_code().routes["line_items.create"]}
)
"""Enough of a registry to be read from the table, which takes moto long."""


@pytest.mark.parametrize("path", ["", "/", "/statuses", "/line_items", "/line_items/create", "/no/such/page/at/all"])
@pytest.mark.parametrize("stage", ["/production", "", "/_aws/execute-api/abc/local"])
def test_links_lead_somewhere_with_a_stage_and_without(deployed: records.Records, path: str, stage: str) -> None:
    text = get(path, stage=stage)[2]
    links = {link for link in re.findall(r'(?:href|src|action)="([^"#?]+)', text) if not link.startswith("http")}
    assert links
    for link in links:
        reached = _resolved(f"/documentation{path}", link)
        assert reached.startswith("/documentation/"), (link, reached)
        assert get(reached.removeprefix("/documentation"))[0] == 200, (link, reached)


def _resolved(page: str, link: str) -> str:
    parts = page.split("/")[:-1]
    for part in link.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def test_examples_name_the_api_with_its_stage(deployed: records.Records) -> None:
    assert "https://api.plano.example/production/api/v1/orders/read" in get("/orders/read")[2]
    assert "https://api.plano.example/api/v1/orders/read" in get("/orders/read", stage="")[2]


def test_who_makes_a_first_call_hears_of_clients_and_changes(deployed: records.Records) -> None:
    for path in ("/first-call", "/first-call.md"):
        text = get(path)[2]
        assert "make clients" in text
        assert re.search(r"/changes(\.md)?[)\"]", text)
        assert "changes.atom" in text
    assert re.search(r"^clients:", (PROJECT / "Makefile").read_text(), re.MULTILINE)


def test_every_status_has_a_place_of_its_own(deployed: records.Records) -> None:
    text = get("/statuses")[2]
    assert all(f'id="{slug}"' in text for slug in CATALOG)


def test_every_status_has_a_remedy_and_no_remedy_is_for_nothing() -> None:
    assert REMEDIES.keys() == CATALOG.keys()


def test_what_was_read_before_is_not_sent_again(deployed: records.Records) -> None:
    code, headers, text = get("/statuses", accept="*/*", accept_encoding="gzip")
    assert (code, headers["content-encoding"], headers["cache-control"]) == (200, "gzip", "no-cache")
    assert "</html>" in text
    again = get("/statuses", accept="*/*", accept_encoding="gzip", if_none_match=headers["etag"])
    assert (again[0], again[2]) == (304, "")
    assert get("/statuses")[1]["etag"] == headers["etag"]
    address = re.findall(r"(static/style.css)\?v=", text)[0]
    assert "immutable" in get(f"/{address}", query={"v": "1"})[1]["cache-control"]
    assert get(f"/{address}")[1]["cache-control"] == "no-cache"  # a module that another one names has no version


def test_a_strict_policy_holds(deployed: records.Records) -> None:
    for path in ("", "/line_items/create", "/no/page", "/search"):
        _, headers, text = get(path)
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert not re.findall(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=|javascript:", text)
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)


@pytest.mark.parametrize("path", ["/", "/openapi.json", "/openapi.yaml", "/nothing"])
def test_pages_on_other_origins_may_read_it(deployed: records.Records, path: str) -> None:
    headers = get(path)[1]
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers


def test_html_in_what_the_registry_says_is_text(deployed: records.Records) -> None:
    nasty = "<script>alert(1)</script> & `<b>`"
    route = deployed.routes["line_items.create"]
    route["purpose"] = nasty
    route["params"][3] |= {"description": nasty, "values": [nasty]}
    route["example"]["itemable_type"] = nasty
    deployed.services["line_items"]["name"] = nasty
    for path in ("", "/line_items", "/line_items/create", "/search", "/statuses"):
        text = get(path, query={"q": nasty})[2]
        assert "<script>alert" not in text
        assert "<b>" not in text
    assert "<code>&lt;b&gt;</code>" in get("/line_items/create")[2]


def test_an_unknown_page_suggests_the_nearest(deployed: records.Records) -> None:
    code, _, text = get("/line_item/craete")
    assert code == 404
    assert 'href="../line_items/create"' in text
    assert get("/<script>")[0] == 404
    assert "<script>" not in get("/<script>x")[2].replace("<script src", "")


@pytest.mark.parametrize("path", ["/money/", "/line_items/create/", "/openapi.json/"])
def test_an_address_with_a_slash_at_its_end_leads_to_no_other_host_or_stage(
    deployed: records.Records, path: str
) -> None:
    code, headers, _ = get(path)
    assert code == 404
    assert "location" not in headers


def test_an_empty_registry_is_told_of_and_a_deployment_is_seen_at_once(tables: Any) -> None:
    code, _, text = get()
    assert (code, "Nothing is published yet" in text) == (503, True)
    deploy_registry(_ONE_ROUTE)
    assert get()[0] == 200


def test_a_registry_that_cannot_be_read_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise StoreUnavailable("querying")

    monkeypatch.setattr(published, "deployed", fail)
    for path in ("", "/line_items/create", "/search", "/openapi.json"):
        code, _, text = get(path)
        assert (code, "registry can’t be read" in text) == (503, True)


def test_a_route_that_is_switched_off_says_so(tables: Any) -> None:
    deploy_registry(_ONE_ROUTE)
    records.switch("line_items.create", active=False)
    assert "switched off" in get("/line_items/create")[2]
    records.switch("line_items", active=False)
    published.forget()
    assert "service-not-found" in get("/line_items")[2]


def test_a_record_of_before_there_were_limits_on_bodies_has_a_page(deployed: records.Records) -> None:
    del deployed.routes["orders.read"]["body_limit"]
    assert "Largest body" not in get("/orders/read")[2]
    assert "Largest body" in get("/orders/index")[2]


def test_openapi_is_served_valid_and_the_same_as_yaml(deployed: records.Records) -> None:
    _, headers, text = get("/openapi.json")
    assert headers["content-type"] == "application/json"
    document = json.loads(text)
    validate(document)
    assert document["servers"] == [{"url": ".."}]
    assert yaml.safe_load(get("/openapi.yaml")[2]) == document


def test_forms_are_filled_on_a_local_stack_only(deployed: records.Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANO_ENVIRONMENT", "production")
    monkeypatch.setenv("PLANO_DEMO_PARAMETER", "/plano/local/demo")
    settings.cache_clear()
    monkeypatch.setattr("documentation.stack.secret", lambda _: json.dumps(_DEMO))
    asked = {"route": "orders.read"}
    assert get("/demo.json", query=asked)[0] == 404
    monkeypatch.setenv("PLANO_ENVIRONMENT", "local")
    settings.cache_clear()
    code, headers, text = get("/demo.json", query=asked)
    assert (code, headers["cache-control"]) == (200, "no-store")
    assert json.loads(text)["params"]["id"] == {"from": "record of orders"}
    assert "access-control-allow-origin" not in headers  # other pages have no business with them
    assert get("/demo.json", query={"route": "orders.nothing"})[0] == 404
    assert "&#39;http://localhost:4566/here/api/v1/orders/read&#39;" in get("/orders/read")[2]


_DEMO = {
    "api_url": "http://localhost:4566/here",
    "logins": {name: {"email": f"{name}@plano.example", "password": "a password"} for name in ("client", "employee")},
    "ids": {"order": 7001, "service": 7002},
}


def test_the_registry_s_table_is_all_that_is_read(tables: Any) -> None:
    deploy_registry(_ONE_ROUTE)
    read: list[str] = []
    tables.meta.events.register("before-call.dynamodb", lambda params, **_: read.append(params["body"].decode()))
    get("/line_items/create")
    assert read
    assert all(json.loads(body)["TableName"] == Table.REGISTRY.deployed_name() for body in read)


@pytest.mark.parametrize("headers", [{}, {"accept_encoding": "gzip"}])
@pytest.mark.parametrize("name", ["openapi.json", "openapi.yaml", "llms.txt", "changes.atom", "static/icon.svg", ""])
def test_without_an_accept_header_the_text_comes_as_text(
    deployed: records.Records, name: str, headers: dict[str, Any]
) -> None:
    answer = answer_to(f"/{name}", **headers)
    assert answer["statusCode"] == 200
    assert not answer["isBase64Encoded"]  # API Gateway decodes bytes only for clients that say what they accept
