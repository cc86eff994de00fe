"""A route's page in the portal: its params, its answers, its statuses and its snippets."""

import ast
import html
import json
import re

from openapi_spec_validator import validate

from documentation import published
from domain.portal import get
from plano.domain.callers import ROLES
from plano.registry import records
from plano.registry.received import read
from plano_cli.local.paths import PROVEN


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


def test_the_page_of_an_order_names_the_prices_that_are_summed(deployed: records.Records) -> None:
    route = deployed.routes["orders.read"]
    [totals] = [field for field in route["answer"]["data"]["children"] if field["name"] == "totals"]
    summed = {field["name"] for field in totals["children"]} - {"count"}
    assert set(re.findall("`(\\w+)`", route["purpose"])) == summed


def test_the_page_of_orders_says_that_a_key_stops_no_double_and_what_does(deployed: records.Records) -> None:
    for name in ("orders.create", "orders.update"):
        [key] = [param for param in deployed.routes[name]["params"] if param["name"] == "key"]
        assert "Two orders can have the same" in key["description"]
        assert "`Idempotency-Key`" in key["description"]


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
    assert "Documented for this route, but it sends no email, so nothing causes it." in section


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
    assert "Not proven yet" not in get("/orders/read")[2]
    deployed.routes["orders.read"]["revision"] = "another"
    published.forget()
    text = get("/orders/read")[2]
    assert "A test received this answer" not in text
    assert text.count("Not proven yet") == 1
    assert "Provoke" not in text
    assert "data-provokes" not in text
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


def test_only_a_route_that_takes_an_idempotency_key_has_a_field_for_it(deployed: records.Records) -> None:
    for name, route in deployed.routes.items():
        text = get(f"/{name.replace('.', '/')}")[2]
        takes = bool(route["takes_idempotency_key"])
        assert ('data-header="idempotency-key"' in text) == takes
        assert (text.count("⟦if idempotency-key⟧") == len(("curl", "python", "javascript"))) == takes
        page = "".join(re.findall(r"<pre[^>]*><code>(.*?)</code>", text, re.DOTALL))
        for shown in (page, get(f"/{name.replace('.', '/')}.md")[2]):
            assert "⟦" not in shown
            assert "idempotency-key:" not in shown
