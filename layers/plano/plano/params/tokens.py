"""Params of routes that take a token in another way than most: a user's alone, without `application`, or left out."""

from typing import ClassVar

from plano.params.declare import Application, Params, SessionParams, View, param
from plano.params.types import Secret

_OR_HEADER = "It may come in the header `Authorization: Bearer …` instead."
_ABOUT_IT = f"The token of a session, or of an application. {_OR_HEADER}"


class TokenParams(Params):
    """What a route takes that needs a token, and neither acts in an application of choice nor shows the session."""

    takes_token: ClassVar[bool] = True

    token: Secret = param(100, _ABOUT_IT, example="plano_session_…")


class UserParams(SessionParams):
    """What a route takes that is about the user who is logged in: no application's token will do."""

    token: Secret = param(100, f"The token of a session. {_OR_HEADER}", example="plano_session_…")


class OptionalTokenParams(Params):
    """What a route takes that anybody may call; who sends a token is known to it."""

    takes_token: ClassVar[bool] = True

    token: Secret | None = param(100, f"{_ABOUT_IT} Left out, nobody is known to call.", default=None)


class OptionalSessionParams(OptionalTokenParams):
    """The same, where who sends a token may choose the application and see the session."""

    application: Application | None = param(
        200, "The application that the request is made for. It goes together with `token`.", default=None
    )
    session_view: View | None = param(
        300, "How much of the session the answer holds under `session`. It goes together with `token`.", default=None
    )
