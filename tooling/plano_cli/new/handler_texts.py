"""The handlers of the routes that make and read a new kind of records."""

from string import Template

CREATE_HANDLER = Template('''"""$service.create"""

from plano.declarations.access import Access
from plano.domain.outcome import Outcome
from plano.domain.$service.create import $model, create
from plano.domain.$service.record import $record
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    $model,
    purpose="Makes $a_noun.",
    access=Access(reads=(Kind.CLIENT,), creates=(Kind.$constant,)),
    answers=$record,
)
def handler(call: Call[$model]) -> Outcome:
    """Make $a_noun."""
    return create(call.params, call.caller, call.work)
''')

CREATE_HANDLER_OF_PAGE = Template('''"""$service.create"""

from plano.declarations.access import Access
from plano.domain.outcome import Outcome
from plano.domain.$service.create import $model, create
from plano.domain.$service.record import $record
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind
$imports

@route(
    $model,
    purpose=$purpose,
    access=Access(reads=(Kind.CLIENT,), creates=(Kind.$constant,)),
    answers=$record$statuses,
)
def handler(call: Call[$model]) -> Outcome:
    """Make $a_noun."""
    return create(call.params, call.caller, call.work)
''')

READ_HANDLER = Template('''"""$service.read"""

from plano.declarations.access import Access
from plano.domain.outcome import Outcome
from plano.domain.$service.read import Read$record, read
from plano.domain.$service.record import $record, ${noun}_key
from plano.pipeline.call import Call
from plano.pipeline.route import route
from plano.store.kinds import Kind


@route(
    Read$record,
    purpose="Answers one $the_noun.",
    access=Access(reads=(Kind.$constant,)),
    looks_at=lambda params: [${noun}_key(params.id)],
    answers=$record,
)
def handler(call: Call[Read$record]) -> Outcome:
    """Answer $a_noun."""
    return read(call.params, call.caller, call.work)
''')
