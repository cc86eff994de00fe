"""What has to be true before anybody calls: the registry is live, every route answers, and so does API Gateway."""

from collections.abc import Mapping

from plano.domain.callers import APPLICATION as APPLICATION_ROLE
from plano.domain.callers import CLIENT, USER
from plano.pipeline.origins import SENDABLE
from plano.registry.records import Records
from plano.store.values import Item
from plano_cli.smoke.caller import Answer
from plano_cli.smoke.cast import APPLICATION, CLIENT_
from plano_cli.smoke.trial import Step, Trial

_PROBE = {"plano_smoke": True}
"""A param that no route has: whoever refuses it has read the registry and the session, and changes nothing."""
_TOO_LARGE = 10 * 1024 * 1024 + 1
"""One byte more than API Gateway takes: on AWS, no function sees it."""
_UNKNOWN_PATH = "/api/v1/plano_smoke/none"


def for_application(routes: Mapping[str, Item]) -> list[str]:
    """The routes that a client may not call, but an application."""
    return sorted(
        name for name, route in routes.items() if APPLICATION_ROLE in route["roles"] and not _takes_client(route)
    )


def registry(deployed: Records, trial: Trial) -> None:
    """The registry says of every route and API service that it is on."""
    off = [f"{name} is switched off" for name, route in sorted(deployed.routes.items()) if not route["active"]]
    for slug in sorted({str(route["service"]) for route in deployed.routes.values()}):
        service = deployed.services.get(slug)
        if service is None or not service["active"]:
            off.append(f"{slug} is {'not deployed' if service is None else 'switched off'}")
    count = len(deployed.routes)
    if not count:
        off.append("the registry holds no routes: `plano registry deploy` deploys them")
    hint = " (`plano registry enable` switches on)" if off else ""
    problem = "; ".join(off) + hint if off else None
    got = f"{count} live" if not off else f"{len(off)} off"
    trial.see(Step("the registry is live", None, f"{count} live", got, problem=problem))


def every_route(trial: Trial) -> None:
    """Every route of the registry answers, and objects to a param that it doesn't have."""
    for name, route in sorted(trial.routes.items()):
        who, expected = _who(route), _expected(route)
        if route["takes_token"] and who not in trial.facts.tokens:
            problem = f"Not tried without the {who}'s token"
            trial.see(Step(f"{name} answers", name, expected, "not tried", problem=problem))
            continue
        token = {"token": trial.facts.token(who)} if route["takes_token"] else {}

        def ask(route: Item = route, token: Mapping[str, str] = token) -> Answer:
            return trial.caller.call(route, {**token, **_PROBE})

        trial.send(f"{name} answers", name, expected, ask)


def edges(trial: Trial) -> None:
    """An unknown path, a browser's preflight, and a body that is too large for API Gateway."""
    trial.send("an unknown path", None, "500 route-non-existent", lambda: trial.caller.send("POST", _UNKNOWN_PATH))
    route = trial.routes.get("line_items.create") or next(iter(trial.routes.values()), None)
    if route is None:
        return
    method, path = route["method"], route["path"]
    asked = {"access-control-request-method": method, "access-control-request-headers": ",".join(SENDABLE)}
    answer = trial.send("a preflight", None, "204", lambda: trial.caller.send("OPTIONS", path, b"", asked))
    allowed = answer.headers.get("access-control-allow-methods", "none"), _names(answer)
    if answer.got == "204" and allowed != (method, set(SENDABLE)):
        wanted = f"{method} with {', '.join(SENDABLE)}"
        problem = f"It allows {allowed[0]} with {', '.join(sorted(allowed[1])) or 'no headers'}, not {wanted}"
        trial.see(Step("a preflight's permission", None, wanted, "less", None, answer.request_id, problem))
    headers = {"content-type": route["content_type"]}
    trial.send(
        "a body too large",
        None,
        "413 payload-too-large",
        lambda: trial.caller.send(method, path, b" " * _TOO_LARGE, headers),
    )


def _names(answer: Answer) -> set[str]:
    found = answer.headers.get("access-control-allow-headers", "").split(",")
    return {name.strip() for name in found} - {""}


def _takes_client(route: Item) -> bool:
    return bool({CLIENT, USER} & set(route["roles"]))


def _who(route: Item) -> str:
    return APPLICATION if APPLICATION_ROLE in route["roles"] and not _takes_client(route) else CLIENT_


def _expected(route: Item) -> str:
    if route["takes_token"] and not _takes_client(route) and APPLICATION_ROLE not in route["roles"]:
        return "403 permission-denied"
    required = [param["name"] for param in route["params"] if param["required"] and param["name"] != "token"]
    return "400 missing-param" if required else "400 invalid-param"
