"""The values that records and answers are made of: JSON's own, with exact decimals."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

Number: TypeAlias = int | Decimal
Value: TypeAlias = str | int | Decimal | bool | bytes | Sequence["Value"] | Mapping[str, "Value"] | None
Fields: TypeAlias = Mapping[str, Value]
"""Values by their names: what an answer holds, or what changes of a record."""


class Viewable(ABC):
    """What an action answers: a record, or what holds some. The caller sees the part of it that a view shows."""

    __slots__ = ()

    @abstractmethod
    def in_view(self, view: str | None = None) -> Fields:
        """What an answer holds of it in a view; in the default one, if none is named."""
