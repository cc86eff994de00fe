"""What the routes under users answer."""

from dataclasses import dataclass, field

from plano.domain.outcome import AnswerData
from plano.domain.shown import shown


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Registered(AnswerData):
    """What a registration answers beside the session."""

    token: str = field(metadata=shown("The session's token, for further requests. It is shown this once."))
