"""What provokes each status: of any route from its declaration alone, and those that only one route answers.

A cause that takes more than requests says so in `scene.needs`. Of every other, the portal lets its readers repeat it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain.proven.scene import Scene
from plano import statuses
from plano.declarations.describe import describe_params
from plano.declarations.route import Route
from plano.domain.emails import mandrill
from plano.domain.emails.mandrill import NotTaken
from plano.registry import records
from plano.registry.received import EXPIRED, NEWCOMER, NOBODY, Exchange
from plano.statuses import Status

Cause = Callable[[Scene, Route[Any]], Exchange]
EXCUSES = {
    (
        "line_items.create",
        "mandrill-email-failed",
    ): "Documented for this route, but it sends no email, so nothing causes it.",
}
"""The documented statuses that nothing can provoke, each with its reason."""

_OF_CALLERS = {"token", "application", "session_view"}
_NOT_OF_ITS_TYPE: Mapping[str, Any] = {"integer": "seven", "float": "free", "boolean": "yes", "string": 7}
_WRONG_PASSWORD = "another long password"
_MOST_LOGINS, _MOST_REGISTRATIONS = 5, 50
_BY_AN_OPERATOR = "No request causes it: the user has to {}, and only an operator makes such a one."
_LOCKED_OUT = "It takes {} tries that fail, and locks out whoever makes them for 15 minutes."


def cause(route: Route[Any], status: Status) -> Cause | None:
    """What provokes the status; None where nobody has said it."""
    return _OF_ONE_ROUTE.get((route.name, status)) or (None if status in route.statuses else _OF_ANY.get(status))


def _example(scene: Scene, route: Route[Any], **more: Any) -> Exchange:
    return scene.send(route, {**scene.example(route), **more})


def _succeed(scene: Scene, route: Route[Any]) -> Exchange:
    return scene.send(route, scene.on_records(route, scene.example(route)))


def _missing_param(scene: Scene, route: Route[Any]) -> Exchange:
    params = scene.example(route)
    required = [param["name"] for param in describe_params(route.params) if param["required"]]
    left_out = next((name for name in required if name not in _OF_CALLERS), "token")
    return scene.send(route, {name: value for name, value in params.items() if name != left_out})


def _invalid_param(scene: Scene, route: Route[Any]) -> Exchange:
    own = [param for param in describe_params(route.params) if param["name"] not in _OF_CALLERS]
    wrong = {param["name"]: _NOT_OF_ITS_TYPE.get(param["type"], 7) for param in own if param["type"] != "json"}
    name = next(iter(wrong), "session_view")
    return _example(scene, route, **{name: wrong.get(name, "huge")})


def _as(who: str, **more: Any) -> Cause:
    def provoke(scene: Scene, route: Route[Any]) -> Exchange:
        return scene.send(route, {**scene.example(route, as_=who), **more})

    return provoke


def _application_crash(scene: Scene, route: Route[Any]) -> Exchange:
    _invalid_param(scene, route)  # so that its record is known, and is no reason to end
    with scene.outage(of_writes=True):
        return _example(scene, route)


def _identify_request_error(scene: Scene, route: Route[Any]) -> Exchange:
    with scene.outage(of_writes=False):
        return _example(scene, route)


def _switched_off(name: Callable[[Route[Any]], str]) -> Cause:
    def provoke(scene: Scene, route: Route[Any]) -> Exchange:
        assert records.switch(name(route), active=False)
        scene.needs = f"No request causes it: an operator has to switch `{name(route)}` off."
        return _example(scene, route)

    return provoke


_OF_ANY: Mapping[Status, Cause] = {
    statuses.ACTION_SUCCESSFUL: _succeed,
    statuses.INVALID_CONTENT_TYPE: lambda scene, route: scene.send(
        route, scene.example(route), content_type="application/xml"
    ),
    statuses.PAYLOAD_TOO_LARGE: lambda scene, route: scene.send_text(route, " " * route.body_limit + "{}"),
    statuses.INVALID_ENCODED_PARAMS: lambda scene, route: scene.send_text(route, "{"),
    statuses.NO_PARAMS_DECODED: lambda scene, route: scene.send_text(route, "{}"),
    statuses.MISSING_PARAM: _missing_param,
    statuses.INVALID_PARAM: _invalid_param,
    statuses.INVALID_TOKEN: _as(NOBODY),
    statuses.SESSION_EXPIRED: _as(EXPIRED),
    statuses.CLIENT_REQUIRED: _as(NEWCOMER),
    statuses.PERMISSION_DENIED: _as("application", application="planox2"),
    statuses.APPLICATION_CRASH: _application_crash,
    statuses.IDENTIFY_REQUEST_ERROR: _identify_request_error,
    statuses.ROUTE_NOT_FOUND: _switched_off(lambda route: route.name),
    statuses.SERVICE_NOT_FOUND: _switched_off(lambda route: route.service),
    statuses.ROUTE_NON_EXISTENT: lambda scene, route: scene.send_text(
        route, "", method="PATCH", to="gateway.route_non_existent"
    ),
}


def _user(application: str, *, needs: str = "", **more: Any) -> Cause:
    """The user of the example is a client of this application, as an operator makes one."""

    def provoke(scene: Scene, route: Route[Any]) -> Exchange:
        scene.user(application, **more)
        scene.needs = needs and _BY_AN_OPERATOR.format(needs)
        return _example(scene, route)

    return provoke


def _registered(**more: Any) -> Cause:
    """The user of the example has registered, with these params instead of the example's."""

    def provoke(scene: Scene, route: Route[Any]) -> Exchange:
        scene.register(**more)
        return _example(scene, route)

    return provoke


def _after(cause: Cause, *, times: int) -> Cause:
    """The answer to what was done so often before."""

    def provoke(scene: Scene, route: Route[Any]) -> Exchange:
        scene.needs = _LOCKED_OUT.format(times)
        answer = cause(scene, route)
        for _ in range(times):
            answer = _example(scene, route)
        return answer

    return provoke


def _email_already_client(scene: Scene, route: Route[Any]) -> Exchange:
    params = scene.example(route, as_=NEWCOMER)
    scene.first(route.name, params)
    return scene.send(route, params)


def _mandrill_email_failed(scene: Scene, route: Route[Any]) -> Exchange:
    def refuse(_: object) -> str:
        raise NotTaken("rejected: hard-bounce")

    scene.patch.setattr(mandrill, "send", refuse)
    scene.needs = "No request causes it: Mandrill has to refuse the email."
    return scene.send(route, scene.example(route, as_=NEWCOMER))


def _notifications(scene: Scene, route: Route[Any]) -> Exchange:
    scene.notification()
    return _example(scene, route)


def _line_items(scene: Scene, route: Route[Any]) -> Exchange:
    assert scene.line_item
    return _example(scene, route)


def _services(scene: Scene, route: Route[Any]) -> Exchange:
    assert scene.service
    return _example(scene, route)


_WRONG, _TAKEN = _registered(password=_WRONG_PASSWORD), _registered()
_OF_ONE_ROUTE: Mapping[tuple[str, Status], Cause] = {
    ("line_items.index", statuses.ACTION_SUCCESSFUL): _line_items,
    ("services.index", statuses.ACTION_SUCCESSFUL): _services,
    ("notifications.index", statuses.ACTION_SUCCESSFUL): _notifications,
    ("sessions.create", statuses.ACTION_SUCCESSFUL): _user("planoorder"),
    ("sessions.create", statuses.EMAIL_NOT_FOUND): _example,
    ("sessions.create", statuses.INVALID_PASSWORD): _WRONG,
    ("sessions.create", statuses.USER_HAS_NO_PASSWORD): _user("planoorder", password=None, needs="have no password"),
    ("sessions.create", statuses.USER_REQUIRES_ROLE): _user("planox2", needs="have a role in another application only"),
    ("sessions.create", statuses.CLIENT_REQUIRED): _registered(),
    ("sessions.create", statuses.TOO_MANY_REQUESTS): _after(_WRONG, times=_MOST_LOGINS),
    ("users.register", statuses.EMAIL_ALREADY_REGISTERED): _TAKEN,
    ("users.register", statuses.TOO_MANY_REQUESTS): _after(_TAKEN, times=_MOST_REGISTRATIONS),
    ("users.client_register", statuses.ACTION_SUCCESSFUL): _as(NEWCOMER),
    ("users.client_register", statuses.EMAIL_ALREADY_CLIENT): _email_already_client,
    ("users.client_register", statuses.MANDRILL_EMAIL_FAILED): _mandrill_email_failed,
}
