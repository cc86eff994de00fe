"""The params of the routes under sessions."""

from plano.params.declare import Application, Params, View, param
from plano.params.tokens import UserParams
from plano.params.types import Boolean, Email, Id, Secret, Text


class CreateSession(Params):
    """A login."""

    email: Email = param(
        100, "The email that the user registered with; letter case doesn't matter.", example="ada@example.com"
    )
    password: Secret = param(200, "The user's password.", example="a long enough password")
    application: Application = param(
        300,
        "The application that the user logs in to. The session's role is the one the user has there.",
        example="planoorder",
    )
    remember_me: Boolean | None = param(
        400, "Whether the session lasts until it is ended, instead of seven days or 72 unused hours.", default=None
    )
    redirect_url: Text | None = param(
        500, "Where your page goes after the login. It is handed back as it came.", default=None, max_length=2048
    )
    session_view: View | None = param(
        600, "How much of the session to answer: `minimal`, `default` or `full`.", default=None
    )


class ReadSession(UserParams):
    """The session that the token belongs to."""


class IndexSessions(UserParams):
    """The sessions of the user that the token belongs to."""


class UpdateSession(UserParams):
    """A change of the session that the token belongs to."""

    remember_me: Boolean = param(
        400,
        "Whether the session lasts until it is ended, instead of seven days or 72 unused hours. Set to false, a session"
        " that is older than that ends at once.",
        example=True,
    )


class DeleteSession(UserParams):
    """Which of the user's sessions to end: the one that the token belongs to, where nothing else is given."""

    id: Id | None = param(400, "The id of the session to end: one of the user's own.", default=None)
    all: Boolean | None = param(
        500, "True ends all of the user's sessions, this one too. It does not go together with `id`.", default=None
    )
