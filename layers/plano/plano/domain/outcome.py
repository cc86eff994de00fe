"""What an action gives back."""

from dataclasses import dataclass

from plano.values import Fields


@dataclass(frozen=True, slots=True)
class Outcome:
    """The data of an answer. `replayed`: nothing was done, since it had been done before. `session`: show this one."""

    data: Fields | None = None
    replayed: bool = False
    session: Fields | None = None
