"""What answers hold of a session, and what the routes under sessions answer beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from plano.domain.accounts.person import Person
from plano.domain.outcome import AnswerData
from plano.domain.shown import shown
from plano.statuses import CLIENT_REQUIRED

MOST_LISTED = 100
"""How many sessions an answer holds: the newest."""
_MINIMAL = ("id", "application", "expires_at", "token")
_DEFAULT = (*_MINIMAL, "user", "role", "remember_me", "created_at", "used_at")


@dataclass(init=False, repr=False, eq=False, kw_only=True)
class ShownSession:
    """A session as answers hold it. Its id is not its token."""

    VIEWS: ClassVar[Mapping[str, Sequence[str]]] = {
        "minimal": _MINIMAL,
        "default": _DEFAULT,
        "full": (*_DEFAULT, "roles", "permissions"),
    }

    id: int = field(
        metadata=shown("The session's id, by which `sessions.delete` takes it. It is not its token.", minimum=1)
    )
    application: str = field(metadata=shown("The application that the session was made for."))
    expires_at: str | None = field(
        metadata=shown(
            "When the session ends if it is not used any more: ISO 8601, in UTC. null where it is remembered.",
            null=True,
            format="date-time",
        )
    )
    token: str | None = field(
        default=None,
        metadata=shown("The session's token, which `users.client_register` needs.", statuses=[CLIENT_REQUIRED.slug]),
    )
    user: Person = field(metadata=shown("Whose session it is."))
    role: str | None = field(
        metadata=shown("The user's role in the session's application; null where it has none.", null=True)
    )
    remember_me: bool = field(metadata=shown("Whether the session lasts until it is ended."))
    created_at: str = field(metadata=shown("When the user logged in: ISO 8601, in UTC.", format="date-time"))
    used_at: str = field(
        metadata=shown("When it was last used, to about five minutes: ISO 8601, in UTC.", format="date-time")
    )
    roles: Mapping[str, str] = field(metadata=shown("The user's roles, each by the application that it counts in."))
    permissions: Sequence[str] = field(metadata=shown("The routes that the role may call: `line_items.create`, say."))


@dataclass(init=False, repr=False, eq=False, kw_only=True)
class ListedSession(ShownSession):
    """A session among the others of its user."""

    VIEWS: ClassVar[Mapping[str, Sequence[str]]] = {"default": (*_DEFAULT, "current")}

    current: bool = field(metadata=shown("Whether it is the one that the token belongs to."))


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class LoggedIn(AnswerData):
    """What a login answers beside the session."""

    token: str = field(metadata=shown("The session's token, for further requests. It is shown this once."))
    redirect_url: str | None = field(
        default=None, metadata=shown("The `redirect_url` that was sent, as it came.", max_length=2048)
    )


@dataclass(init=False, repr=False, eq=False, kw_only=True)
class ListedSessions:
    """The sessions of a user."""

    sessions: Sequence[ListedSession] = field(
        metadata=shown("The user's sessions that have not ended, the newest first.", max_items=MOST_LISTED)
    )


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class EndedSessions(AnswerData):
    """What is said of sessions that were ended."""

    ended: int = field(metadata=shown("How many sessions were ended.", minimum=0))
