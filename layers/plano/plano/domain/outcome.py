"""What an action gives back."""

from typing import NamedTuple

from plano.values import Fields


class Outcome(NamedTuple):
    """The data of an answer. `replayed`: nothing was done, since it had been done before. `session`: show this one."""

    data: Fields | None = None
    replayed: bool = False
    session: Fields | None = None
