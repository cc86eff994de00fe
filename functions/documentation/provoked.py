"""The request that is answered with a status: the very one that proved it, with what is there now in its stand-ins.

The tests recorded with each answer who sent the request, and which ones were sent before it. On a local stack, the
page's script sends those too, in the visitor's own name. Elsewhere the request is loaded into the form, for the
reader's own token.
"""

import secrets
from typing import Any

from documentation.forms import service_of_id
from documentation.prepared import prepared
from documentation.steps import login, step
from plano import tokens
from plano.registry.received import CALLERS, NEWCOMER, NOBODY, Exchange
from plano.registry.records import Records
from plano.statuses import ACTION_SUCCESSFUL
from plano.store.values import Item

_PLAIN: Item = {"steps": [], "once": False, "is_ready": True, "keeps": [], "note": ""}


def provoked(route: Item, exchange: Exchange, found: Records, demo: Item | None) -> Item:
    """What is sent, by `method` and with `content_type`: `params`, a `text`, or `spaces` before an empty object.

    `steps` come before it, as `prepared` has them. `is_ready` says that it can be sent as it is; otherwise `note` says
    what else it takes, and `keeps` names the params that are the reader's own to fill in. `status` and `code` are what
    it has to be answered.
    """
    sent = exchange.request
    return {
        "status": exchange.answer["status"],
        "code": exchange.answer["code"],
        "method": sent.get("method", route["method"]),
        "content_type": sent.get("content_type", route["content_type"]),
        **_content(route, exchange, found, demo),
    }


def circumstances(exchange: Exchange) -> str:
    """Whose token was sent, and what had been sent before: a sentence, or nothing."""
    whose = CALLERS.get(exchange.caller) if "token" in exchange.request.get("params", {}) else None
    before = " and ".join(f"`{one.route}`" for one in exchange.before)
    sentences = [
        f"Sent with a token {whose}." if whose else "",
        f"Sent before it: {before}, with the same email." if before and not whose else "",
    ]
    return " ".join(filter(None, sentences))


def _content(route: Item, exchange: Exchange, found: Records, demo: Item | None) -> Item:
    sent = exchange.request
    if "params" not in sent:
        return {**_text(route, sent), **_PLAIN, "is_ready": demo is not None}
    if demo is None:
        return _loaded(route, exchange)
    if exchange.answer["status"] == ACTION_SUCCESSFUL.slug:
        return {**_PLAIN, **_others_leave_alone(prepared(route, found, demo))}
    return _live(exchange, found, demo)


def _text(route: Item, sent: Item) -> Item:
    if "bytes" not in sent:
        return {"text": sent["body"]}
    # What base64 makes of three bytes are four.
    return {"spaces": sent["bytes"] * 3 // 4 if route["sensitive_params"] else sent["bytes"]}


def _loaded(route: Item, exchange: Exchange) -> Item:
    """As it was recorded: the reader's own token, and own ids where they count, are the reader's to fill in."""
    own = {"token"} if exchange.caller != NOBODY else set()
    if exchange.answer["status"] == ACTION_SUCCESSFUL.slug:
        own |= {param["name"] for param in route["params"] if service_of_id(param["name"], route["service"])}
    sent = exchange.request["params"]
    params = {name: value for name, value in sent.items() if name not in own}
    if exchange.caller == NOBODY:
        params["token"] = _token_of_nobody()
    return {
        **_PLAIN,
        "params": params,
        "keeps": sorted(own & sent.keys()),
        "is_ready": False,
        "note": circumstances(exchange),
    }


def _live(exchange: Exchange, found: Records, demo: Item) -> Item:
    email = f"ada.{secrets.token_hex(4)}@example.com"
    steps: list[Item] = []
    for position, sent in enumerate(exchange.before, 1):
        route = found.routes[sent.route]
        name = f"{position} before {exchange.answer['status']}"
        params = _fresh(sent.params, email, steps)
        steps.append(step(name, route, params, takes="" if route["takes_token"] else "token"))
    params = _fresh(exchange.request["params"], email, steps)
    is_ready = True
    if "token" in params and exchange.caller != NEWCOMER:
        token = _token(exchange.caller, found, demo, steps)
        is_ready = token is not None
        params = {**params, "token": token}
    return {
        **_PLAIN,
        "params": {name: value for name, value in params.items() if value is not None},
        "steps": steps,
        "once": bool(exchange.before),
        "is_ready": is_ready,
        "note": "" if is_ready else circumstances(exchange),
    }


def _fresh(params: Item, email: str, steps: list[Item]) -> Item:
    """With an email that nobody has yet, and the token that an earlier step was answered."""
    made = next((one["name"] for one in reversed(steps) if one["takes"] == "token"), None)
    live: Item = {"email": email, **({"token": {"from": made}} if made else {})}
    return {name: live.get(name, value) if isinstance(value, str) else value for name, value in params.items()}


def _token(caller: str, found: Records, demo: Item, steps: list[Item]) -> Any:
    if caller == NOBODY:
        return _token_of_nobody()
    if caller not in demo["logins"]:
        return demo.get("tokens", {}).get(caller)
    steps.append(login(f"session of the {caller}", caller, found, demo, is_visitor=False))
    return {"from": steps[-1]["name"]}


def _token_of_nobody() -> str:
    return tokens.new_token(tokens.SESSION_PREFIX)


def _others_leave_alone(plan: Item) -> Item:
    """With the sessions that the steps make, and not with whatever token the visitor has in the form."""
    return {**plan, "steps": [{**one, "is_visitor": False} for one in plan["steps"]]}
