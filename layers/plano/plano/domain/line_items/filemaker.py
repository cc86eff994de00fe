"""FileMaker's rule: a change that comes from the back office late does not overwrite what it changed since."""

from datetime import UTC, datetime

from plano import clock
from plano.domain.line_items.params import LineItemFields
from plano.domain.line_items.record import LineItem
from plano.errors import ParamFault
from plano.values import Fields

SYSTEM = "fm"
"""What `updated_in` says of a change that FileMaker made."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def order_number(values: Fields) -> Fields:
    """A number beside `updated_at_fm` that can be compared, where the values set or clear it."""
    if "updated_at_fm" not in values:
        return {}
    text = values["updated_at_fm"]
    return {"updated_at_fm_order": _number(clock.moment(text)) if isinstance(text, str) else None}


def faults(params: LineItemFields, item: LineItem) -> list[ParamFault]:
    """The fault of a change that FileMaker made before the one that is stored."""
    stored, sent = item.updated_at_fm, params.updated_at_fm
    if params.updated_in != SYSTEM or stored is None or sent is None or clock.moment(stored) <= sent:
        return []
    message = f"is older than the stored change, which FileMaker made at {stored}: the stored one is newer, and stays"
    return [ParamFault("updated_at_fm", message)]


def _number(moment: datetime) -> int:
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
