"""What is answered beside the records themselves."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, cast

from plano.values import Fields, Value, Viewed


class Answered(Viewed):
    """The base of these dataclasses: the fields are named as those of the answer are, which leaves out what is None."""

    def in_view(self, view: str | None = None) -> Fields:
        """What an answer holds of it; each record in it is in the view."""
        values = ((one.name, getattr(self, one.name)) for one in fields(cast("Any", self)))
        return {name: _in_view(value, view) for name, value in values if value is not None}


def _in_view(value: Viewed | Sequence[Viewed] | Value, view: str | None) -> Value:
    if isinstance(value, Viewed):
        return value.in_view(view)
    if isinstance(value, list):
        return [_in_view(one, view) for one in value]
    return cast("Value", value)
