"""The portal's pages, as API Gateway asks for them: from whatever the registry holds, and when it holds nothing."""

import ast
import html
import json
import re
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

from documentation import published
from documentation.remedies import REMEDIES
from domain.portal import get
from domain.world import deploy_registry, of_code
from plano.domain.callers import ROLES
from plano.registry import records
from plano.registry.received import read
from plano.settings import settings
from plano.statuses import CATALOG
from plano.store.client import StoreUnavailable
from plano.store.keys import Table
from plano_cli.local.paths import PROVEN

_ONE_ROUTE = records.Records(
    {"line_items": of_code().services["line_items"]}, {"line_items.create": of_code().routes["line_items.create"]}
)
"""Enough of a registry to be read from the table, which takes moto long."""


def test_every_route_has_a_page_that_says_all_of_it(deployed: records.Records) -> None:
    for name, route in deployed.routes.items():
        code, _, text = get(f"/{name.replace('.', '/')}")
        assert code == 200
        assert route["path"] in text
        assert f"<dd>{route['body_limit'] // 1024} KB</dd>" in text
        for param in route["params"]:
            assert f'id="param-{param["name"]}"' in text
            assert f'id="try-{param["name"]}"' in text
        for status in route["statuses"]:
            assert f'id="status-{status["status"]}"' in text
        for role in set(route["roles"]) & ROLES:
            assert f"<code>{role}</code>" in text


def test_params_stand_in_their_order_with_their_children(deployed: records.Records) -> None:
    text = get("/line_items/index")[2]
    wanted = [f"param-{param['name']}" for param in deployed.routes["line_items.index"]["params"]]
    found = re.findall(r'id="(param-[a-z_.]+)"', text)
    assert [id for id in found if "." not in id] == wanted
    assert "param-page.cursor" in found
    assert "param-line_items[].quantity" in re.findall(r'id="(param-[^"]+)"', get("/line_items/bulk_create")[2])


def test_a_page_says_every_field_of_the_answer_with_what_is_in_it_folded(deployed: records.Records) -> None:
    text = get("/orders/read")[2]
    answer = text.partition('id="answer-fields"')[2].partition('id="responses"')[0]
    totals = answer.partition('id="answer-data.totals"')[2].partition('id="answer-session"')[0]
    assert "Only in the views <code>default</code> <code>full</code>" in totals
    assert "<details" in totals
    assert 'id="answer-data.totals.net_price"' in totals
    assert "Only with the status <code>client-required</code>" in answer.partition('id="answer-session.token"')[2]
    listed = get("/line_items/index")[2]
    assert 'id="answer-data.line_items[].net_price"' in listed
    assert 'id="answer-data.next_cursor"' in listed


def test_a_record_of_before_answers_were_declared_has_a_page_and_its_place_in_openapi(
    deployed: records.Records,
) -> None:
    route = deployed.routes["orders.read"]
    del route["answer"]
    for status in route["statuses"]:
        del status["holds"]
    assert 'id="answer-fields"' not in get("/orders/read")[2]
    validate(json.loads(get("/openapi.json")[2]))


def test_uncommon_responses_stand_apart_and_what_is_proven_has_a_badge(deployed: records.Records) -> None:
    text = get("/line_items/create")[2]
    common, _, uncommon = text.partition('id="uncommon"')
    assert 'id="status-missing-param"' in common
    assert 'id="status-route-not-found"' in uncommon
    badge = "A test received this answer"
    for slug, is_proven in (("missing-param", True), ("mandrill-email-failed", False)):
        section = text.partition(f'id="status-{slug}"')[2].partition("</details>")[0]
        assert (badge in section) == is_proven
    assert "this route sends no email, so nothing can cause it" in section


def test_a_page_shows_the_requests_and_answers_that_were_received(deployed: records.Records) -> None:
    received = read(PROVEN)["sessions.create"].answers["user-requires-role"]
    section = get("/sessions/create")[2].partition('id="status-user-requires-role"')[2].partition("</details>")[0]
    request, answer = (html.unescape(text) for text in re.findall(r"<code>([^<]*[{][^<]*)</code>", section))
    assert json.loads(answer) == received.answer
    assert request.startswith("POST /api/v1/sessions/create\ncontent-type: text/plain\n")
    assert json.loads(request.partition("(the base64 of)")[2]) == received.request["params"]
    assert f"Received on {received.on} by <code>tests/domain/proven/test_proven.py::" in section


def test_a_route_that_has_changed_since_is_not_proven(deployed: records.Records) -> None:
    name = "/api/v1/orders/read"
    responses = json.loads(get("/openapi.json")[2])["paths"][name]["post"]["responses"]
    received = read(PROVEN)["orders.read"].answers
    shown = responses["200"]["content"]["application/json"]["examples"]["action-successful"]["value"]
    assert shown == received["action-successful"].answer
    deployed.routes["orders.read"]["revision"] = "another"
    published.forget()
    text = get("/orders/read")[2]
    assert "A test received this answer" not in text
    assert text.count("Not proven yet") == len(deployed.routes["orders.read"]["statuses"])
    responses = json.loads(get("/openapi.json")[2])["paths"][name]["post"]["responses"]
    assert all("examples" not in found["content"]["application/json"] for found in responses.values())


def test_responses_stand_in_the_order_in_which_they_are_looked_for(deployed: records.Records) -> None:
    common, _, uncommon = get("/line_items/create")[2].partition('id="uncommon"')
    assert re.findall(r'id="status-([a-z-]+)"', common) == [
        "action-successful",
        "route-non-existent",
        "invalid-content-type",
        "invalid-token",
        "session-expired",
        "client-required",
        "permission-denied",
        "missing-param",
        "invalid-param",
        "mandrill-email-failed",
        "application-crash",
    ]
    assert re.findall(r'id="status-([a-z-]+)"', uncommon) == [
        "identify-request-error",
        "route-not-found",
        "service-not-found",
        "payload-too-large",
        "invalid-encoded-params",
        "no-params-decoded",
    ]


def test_snippets_are_programs_before_any_script_has_seen_them(deployed: records.Records) -> None:
    for route in deployed.routes.values():
        text = html.unescape(get(f"/{route['service']}/{route['action']}")[2])
        program = text.partition('aria-label="Python example"><code>')[2].partition("</code>")[0]
        [called] = [node for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Dict) and _is_params(node)]
        assert ast.literal_eval(called).keys() == route["example"].keys()


def _is_params(node: ast.Dict) -> bool:
    """Whether it is neither the headers nor something in the params: those of an example name an application."""
    return any(isinstance(key, ast.Constant) and key.value == "application" for key in node.keys)


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


def test_every_status_has_a_place_of_its_own(deployed: records.Records) -> None:
    text = get("/statuses")[2]
    assert all(f'id="{slug}"' in text for slug in CATALOG)


def test_every_status_has_a_remedy_and_no_remedy_is_for_nothing() -> None:
    assert REMEDIES.keys() == CATALOG.keys()


def test_what_was_read_before_is_not_sent_again(deployed: records.Records) -> None:
    code, headers, text = get("/statuses", accept_encoding="gzip")
    assert (code, headers["content-encoding"], headers["cache-control"]) == (200, "gzip", "no-cache")
    assert "</html>" in text
    again = get("/statuses", accept_encoding="gzip", if_none_match=headers["etag"])
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
    monkeypatch.setattr("documentation.demo.secret", lambda _: json.dumps(_DEMO))
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
