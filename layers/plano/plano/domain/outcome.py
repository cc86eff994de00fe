"""What an action gives back, where its data alone doesn't say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """The data of an answer. `replayed`: nothing was done, since it had been done before. `session`: show this one."""

    data: Mapping[str, Any] | None = None
    replayed: bool = False
    session: Mapping[str, Any] | None = None
