"""The domain of a new kind of records, and of the routes that make one and read it: ready to run.

A record has one field, `note`. It belongs to the client who made it, as orders do.
"""

from string import Template

ACTION_OF_CREATE = Template('''def create(params: $model, caller: Caller, work: Work) -> Outcome:
    """Make the $the_noun. Where somebody else writes meanwhile, it is tried again."""
    return attempt(work, lambda: _create(params, caller, work))


def _create(params: $model, caller: Caller, work: Work) -> Outcome:
    values = {**given(params, FIELDS), **_owner(caller, work), **new_stamp(caller), "id": ids.new_id()}
    $noun = $record.from_item(values)
    work.write([Put($noun.primary_key, $noun, absent())], answer=$noun)
    return Outcome($noun)


def _owner(caller: Caller, work: Work) -> Fields:
    """Whose it is: the client's who makes it, or of a liaison's company."""
    client = work.get(client_key(caller.client_id), ClientRecord) if caller.client_id is not None else None
    return {"client_id": client.id if client else None, "company": client.company if client else caller.company}
''')

FIELDS = Template('''"""The params of the routes under $service."""

from plano.params.declare import Params, param
from plano.params.types import Text


class ${record}Fields(Params):
    """What can be said of $a_noun."""

    note: Text | None = param(400, "What is to be known of the $the_noun.", default=None, example="At the back door")
''')

RECORD = Template('''"""${record}: as it is stored, and as it is answered."""

from dataclasses import dataclass
from typing import ClassVar
$types
from plano.domain.records import Versioned
from plano.store import keys
from plano.store.keys import Key

FIELDS = ($names)
"""What callers can say of it: the names in `$given`, which other routes needn't load."""
_DEFAULT = ("id", *FIELDS, "created_at", "updated_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class $record(Versioned):
    """One $the_noun. It belongs to a client, and by it to a company: they alone, and the staff, may see it."""

    KIND = "$record"
    GIVEN = "plano.domain.$service.$given_in:$given"
    VIEWS: ClassVar = {
        "minimal": ("id", "created_at", "updated_at"),
        "default": _DEFAULT,
        "full": (*_DEFAULT, "version", "created_by", "updated_by"),
    }

$fields
    client_id: int | None = None
    company: str | None = None

    @property
    def primary_key(self) -> Key:
        """Where it stands."""
        return ${noun}_key(self.id)


def ${noun}_key(id: int) -> Key:
    """Where the $the_noun with this id stands."""
    return keys.record($record.KIND, id)
''')

CREATE = Template('''"""$service.create: what it takes, and what it does."""

from plano import ids
from plano.domain.accounts.roles import ClientRecord, client_key
from plano.domain.callers import Caller
from plano.domain.outcome import Outcome
from plano.domain.records import given, new_stamp
from plano.domain.$service.params import ${record}Fields
from plano.domain.$service.record import FIELDS, $record
from plano.params.declare import WriteParams
from plano.store.attempt import attempt
from plano.store.conditions import absent
from plano.store.work import Work
from plano.store.write import Put
from plano.values import Fields


class $model(${record}Fields, WriteParams):
    """What $service.create takes."""


$action_of_create''')

CREATE_OF_PAGE = Template('''"""$service.create: what it takes, as its page has it, and what it does."""

from plano import ids
from plano.domain.accounts.roles import ClientRecord, client_key
from plano.domain.callers import Caller
from plano.domain.outcome import Outcome
from plano.domain.records import given, new_stamp
from plano.domain.$service.record import FIELDS, $record
from plano.store.attempt import attempt
from plano.store.conditions import absent
from plano.store.work import Work
from plano.store.write import Put
from plano.values import Fields
$source
$action_of_create''')

READ = Template('''"""$service.read: what it takes, and what it does."""

from plano.domain.callers import Caller
from plano.domain.outcome import Outcome
from plano.domain.owners import may_see
from plano.domain.$service.record import $record, ${noun}_key
from plano.errors import invalid_param, unknown_record
from plano.params.declare import SessionParams, View, param
from plano.params.types import Id
from plano.store.work import Work


class Read$record(SessionParams):
    """What $service.read takes."""

    id: Id = param(400, "The id of the $the_noun.", example=1)
    view: View | None = param(
        500,
        "How much of it to answer: `minimal` (what it is), `default` (all that was given) or `full` (and its version,"
        " and who made and last changed it).",
        default=None,
    )


def read(params: Read$record, caller: Caller, work: Work) -> Outcome:
    """The $the_noun.

    Raises:
        StatusError: invalid-param where it does not exist, or not for this caller.
    """
    key = ${noun}_key(params.id)
    $noun = work.get(key, $record) if may_see(key, caller, work) else None
    if $noun is None:
        raise invalid_param(unknown_record("id", "$the_noun"))
    return Outcome($noun)
''')
