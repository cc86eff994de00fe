"""What an answer says of its fields: declared at the field itself, for whoever reads the answer."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from plano.store.records import Record
from plano.values import Fields, Viewable

SHOWN = "shown"
"""Where the declaration stands in a field's metadata."""


def shown(
    description: str, *, null: bool = False, **kind: int | str | Sequence[str] | type
) -> Mapping[str, tuple[str, bool, Mapping[str, int | str | Sequence[str] | type]]]:
    """The metadata of a field that answers hold: `field(metadata=shown("When it was made.", format="date-time"))`.

    Args:
        description: for a reader who has never seen the system.
        null: whether it stands in the answer as null where there is no value; otherwise it is left out.
        kind: what its type doesn't say of it: `format`, `minimum`, `max_length`, `values`, …; `answered_as` is what a
            field holds whose type is looser; `statuses` are the only ones with which it is answered.
    """
    return {SHOWN: (description, null, kind)}


class ShownRecord(Record, Viewable):
    """The base of records that callers see."""

    __slots__ = ()
    VIEWS: ClassVar[Mapping[str, Sequence[str]]]

    def in_view(self, view: str | None = None) -> Fields:
        """What an answer holds of the record in one of the `VIEWS`."""
        return self.show(self.VIEWS[view or "default"])
