"""What an action gives back."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, NamedTuple, cast

from plano.values import Fields, Value, Viewable


class Outcome(NamedTuple):
    """What is answered. `replayed`: nothing was done, since it had been done before. `session`: show this one."""

    data: Viewable | Fields | None = None
    replayed: bool = False
    session: Fields | None = None

    def in_view(self, view: str | None = None) -> Fields | None:
        """The data of the answer, as the caller is to see it."""
        return self.data.in_view(view) if isinstance(self.data, Viewable) else self.data


class AnswerData(Viewable):
    """The base of these dataclasses: the fields are named as those of the answer are, which leaves out what is None."""

    def in_view(self, view: str | None = None) -> Fields:
        """What an answer holds of it; each record in it is in the view."""
        values = ((one.name, getattr(self, one.name)) for one in fields(cast("Any", self)))
        return {name: _in_view(value, view) for name, value in values if value is not None}


def _in_view(value: Viewable | Sequence[Viewable] | Value, view: str | None) -> Value:
    if isinstance(value, Viewable):
        return value.in_view(view)
    if isinstance(value, list):
        return [_in_view(one, view) for one in value]
    return cast("Value", value)
