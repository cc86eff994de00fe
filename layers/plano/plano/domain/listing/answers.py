"""What every index answers beside its records."""

from dataclasses import dataclass, field

from plano.domain.outcome import AnswerData
from plano.domain.shown import shown


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Listed(AnswerData):
    """A page of records."""

    next_cursor: str | None = field(
        default=None,
        metadata=shown(
            "Where the next page begins: send it as `page.cursor`, with the other params as they were. Left out where"
            " there are no more results."
        ),
    )
    count: int | None = field(
        default=None,
        metadata=shown("How many there are on all pages together, where `count` was asked for.", minimum=0),
    )
