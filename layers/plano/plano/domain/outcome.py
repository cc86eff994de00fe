"""What an action gives back."""

from typing import NamedTuple

from plano.values import Fields, Viewed


class Outcome(NamedTuple):
    """What is answered. `replayed`: nothing was done, since it had been done before. `session`: show this one."""

    data: Viewed | Fields | None = None
    replayed: bool = False
    session: Fields | None = None

    def in_view(self, view: str | None = None) -> Fields | None:
        """The data of the answer, as the caller is to see it."""
        return self.data.in_view(view) if isinstance(self.data, Viewed) else self.data
