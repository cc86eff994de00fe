"""The functions that answer for no route, and what each may do with the tables.

Their policies are written by hand, in template.yaml. A test holds them against what stands here.
"""

from plano.declarations.access import CHECK, CREATE, DELETE, QUERY, READ, UPDATE, Grant
from plano.store.keys import Table
from plano.store.kinds import LISTINGS, PARTITIONS, Kind
from plano.store.listings import Index


def _grants(action: str, *kinds: Kind) -> frozenset[Grant]:
    return frozenset(Grant(action, *PARTITIONS[kind]) for kind in kinds)


_BY_ITEMABLE = Grant(QUERY, Table.RECORDS, LISTINGS[Kind.LINE_ITEM][Index.ITEMABLE], Index.ITEMABLE)
_DESCRIBED = (Kind.API_SERVICE, Kind.API_ROUTE)

OTHERS: dict[str, frozenset[Grant]] = {
    "DocumentationFunction": _grants(QUERY, *_DESCRIBED, Kind.API_CHANGES),
    "EmailsDeliverFunction": _grants(READ, Kind.EMAIL_MESSAGE)
    | _grants(UPDATE, Kind.EMAIL_MESSAGE, Kind.NOTIFICATION)
    | _grants(CREATE, Kind.NOTIFICATION),
    "EventsFinishFunction": _grants(READ, Kind.ORDER)
    | _grants(CHECK, Kind.ORDER)
    | _grants(UPDATE, Kind.ORDER, Kind.LINE_ITEM)
    | _grants(DELETE, Kind.LINE_ITEM)
    | {_BY_ITEMABLE},
    "EventsPublishFunction": frozenset(),
    "RegistryDeployFunction": _grants(QUERY, *_DESCRIBED)
    | _grants(UPDATE, *_DESCRIBED, Kind.PERMISSIONS)
    | _grants(DELETE, *_DESCRIBED)
    | _grants(CREATE, Kind.API_CHANGES)
    | _grants(CHECK, Kind.PERMISSIONS),
    "RouteNonExistentFunction": _grants(READ, *_DESCRIBED),
}
"""By the function's name in template.yaml. The streams and queues that trigger a function are SAM's business."""
