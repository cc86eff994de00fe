"""The path of a caller: logging in, orders, line items in every way, logging out."""

from decimal import Decimal
from typing import Any

from plano_cli.smoke.caller import Answer
from plano_cli.smoke.cast import APPLICATION, CLIENT_, ORDERS, OTHER, Cast, Person, idempotency_key
from plano_cli.smoke.trial import UNKNOWN, Ask, Facts, Params

_PRICE = Decimal("0.1")
_ITEM = {"quantity": 1, "gross_price": _PRICE, "net_price": _PRICE}
_BULK = 3
_FIRST, _SECOND, _OTHERS = ORDERS


def steps(cast: Cast) -> list[Ask]:
    """All of it, in its order."""
    return [*_logging_in(cast), *_orders(cast.run.mark), *_making(cast.run.mark), *_using(), *_others(), *_leaving()]


def _logging_in(cast: Cast) -> list[Ask]:
    return [
        _login("log in", CLIENT_, cast.people[CLIENT_]),
        _login("log in as another client", OTHER, cast.people[OTHER]),
        Ask("read the session", "sessions.read", _nothing, CLIENT_),
        Ask("list the sessions", "sessions.index", _nothing, CLIENT_),
        Ask("change the session", "sessions.update", lambda _: {"remember_me": False}, CLIENT_),
    ]


def _login(step: str, who: str, person: Person) -> Ask:
    params = {"email": person.email, "password": person.password, "application": "planoorder"}

    def keep(facts: Facts, data: Any) -> None:
        facts.tokens[who] = data["token"]

    return Ask(step, "sessions.create", lambda _: params, None, keep=keep)


def _orders(mark: str) -> list[Ask]:
    def create(what: str, who: str) -> Ask:
        params = {"external_order_id": mark, "order_notes": "Made by plano smoke."}
        key = idempotency_key(mark, what)
        return Ask(f"create the {what}", "orders.create", lambda _: params, who, key=key, keep=_keep_id(what))

    return [
        create(_FIRST, CLIENT_),
        create(_SECOND, CLIENT_),
        create(_OTHERS, OTHER),
        Ask(
            "change an order",
            "orders.update",
            lambda facts: {"id": facts.value(_FIRST), "order_notes": "Changed by plano smoke."},
            CLIENT_,
            check=lambda _, answer: _is(answer.data["order_notes"], "Changed by plano smoke."),
        ),
        Ask("list orders", "orders.index", lambda _: {"page": {"size": 1}}, CLIENT_),
    ]


def _making(mark: str) -> list[Ask]:
    key = idempotency_key(mark, "line item")

    def item(facts: Facts) -> Params:
        return {**_on(facts, _FIRST), **_ITEM, "key": f"{mark}-1"}

    def bulk(facts: Facts) -> Params:
        return {"line_items": [{**_on(facts, _FIRST), **_ITEM, "key": f"{mark}-b{n}"} for n in range(_BULK)]}

    def keep(facts: Facts, data: Any) -> None:
        facts.values["bulk"] = [one["id"] for one in data["line_items"]]

    def replayed(facts: Facts, answer: Answer) -> str | None:
        if answer.headers.get("idempotent-replayed") != "true":
            return "It was carried out a second time: the answer has no idempotent-replayed"
        return _is(answer.data["id"], facts.value("line item"))

    def all_there(_: Facts, answer: Answer) -> str | None:
        return _is(len(answer.data["line_items"]), _BULK)

    create = "line_items.create"
    return [
        Ask("create a line item", create, item, CLIENT_, key=key, keep=_keep_id("line item")),
        Ask("the same again, with its Idempotency-Key", create, item, CLIENT_, key=key, check=replayed),
        Ask(
            "create three line items together",
            "line_items.bulk_create",
            bulk,
            CLIENT_,
            key=idempotency_key(mark, "bulk"),
            keep=keep,
            check=all_there,
        ),
    ]


def _using() -> list[Ask]:
    def item(facts: Facts) -> Params:
        return {"id": facts.value("line item")}

    def totals(_: Facts, answer: Answer) -> str | None:
        found, count = answer.data["totals"], _BULK + 1
        wanted = _PRICE * count
        return _is(found["count"], count) or _is(Decimal(found["net_price"]), wanted)

    return [
        Ask("read a line item", "line_items.read", item, CLIENT_),
        Ask(
            "change a line item",
            "line_items.update",
            lambda facts: {**item(facts), "quantity": 2},
            CLIENT_,
            check=lambda _, answer: _is(answer.data["quantity"], 2),
        ),
        *_pages(),
        Ask("read an order and its totals", "orders.read", _id(_FIRST), CLIENT_, check=totals),
        Ask(
            "move a line item to another order",
            "line_items.update",
            lambda facts: {**item(facts), **_on(facts, _SECOND)},
            CLIENT_,
            check=lambda facts, answer: _is(answer.data["itemable_id"], facts.value(_SECOND)),
        ),
        Ask(
            "read the other order's totals",
            "orders.read",
            _id(_SECOND),
            CLIENT_,
            check=lambda _, answer: _is(answer.data["totals"]["count"], 1),
        ),
        Ask("delete a line item", "line_items.delete", item, CLIENT_),
        Ask("what is deleted is gone", "line_items.read", item, CLIENT_, expected=UNKNOWN),
    ]


def _pages() -> list[Ask]:
    def page(facts: Facts) -> Params:
        return {**_on(facts, _FIRST), "page": {"size": 2}}

    def next_page(facts: Facts) -> Params:
        return {**_on(facts, _FIRST), "page": {"size": 2, "cursor": facts.value("cursor")}}

    def keep(facts: Facts, data: Any) -> None:
        facts.values["cursor"] = data["next_cursor"]
        facts.values["page"] = _ids(data)

    def rest(facts: Facts, answer: Answer) -> str | None:
        return _is([*facts.value("page"), *_ids(answer.data)], [facts.value("line item"), *facts.value("bulk")])

    return [
        Ask("list line items", "line_items.index", page, CLIENT_, keep=keep),
        Ask("list the rest by the cursor", "line_items.index", next_page, CLIENT_, check=rest),
    ]


def _others() -> list[Ask]:
    return [
        Ask("another client's order is not visible", "orders.read", _id(_OTHERS), CLIENT_, expected=UNKNOWN),
        Ask("list the catalog", "services.index", lambda _: {"page": {"size": 1}}, CLIENT_),
        Ask("list notifications", "notifications.index", lambda _: {"page": {"size": 1}}, APPLICATION),
    ]


def _leaving() -> list[Ask]:
    return [
        Ask("log out", "sessions.delete", _nothing, CLIENT_, stays=False),
        Ask("the token is refused afterwards", "sessions.read", _nothing, CLIENT_, expected="401 invalid-token"),
    ]


def _nothing(_: Facts) -> Params:
    return {}


def _keep_id(name: str) -> Any:
    def keep(facts: Facts, data: Any) -> None:
        facts.values[name] = data["id"]

    return keep


def _id(name: str) -> Any:
    return lambda facts: {"id": facts.value(name)}


def _on(facts: Facts, order: str) -> Params:
    return {"itemable_type": "Order", "itemable_id": facts.value(order)}


def _ids(data: Any) -> list[int]:
    return [one["id"] for one in data["line_items"]]


def _is(found: Any, wanted: Any) -> str | None:
    return None if found == wanted else f"The answer says {found} where {wanted} was expected"
