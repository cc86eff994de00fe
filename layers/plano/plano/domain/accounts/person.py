"""What others hold of a user."""

from dataclasses import dataclass, field

from plano.domain.shown import shown


@dataclass(frozen=True, slots=True)
class Person:
    """What a session and an answer hold of a user."""

    id: int = field(metadata=shown("The user's id.", minimum=1))
    email: str = field(metadata=shown("The email that the user logs in with.", format="email"))
    first_name: str | None = field(default=None, metadata=shown("The user's first name."))
    last_name: str | None = field(default=None, metadata=shown("The user's last name."))
