"""Removing what a run made: by exact keys, under the condition that it carries the run's mark.

The order matters: what goes first is what a request that is still under way would need. A user first, so that no login
and no order is made any more; then the orders, so that no line item is; then what stood on them.
"""

from collections import Counter
from collections.abc import Iterable
from functools import reduce

from plano import clock, ids
from plano.domain.accounts.limits import logins_of_email
from plano.domain.accounts.record import User, email_key, normalized, user_key
from plano.domain.accounts.roles import client_key
from plano.domain.callers import CLIENT
from plano.domain.emails.record import EmailMessage
from plano.domain.line_items.delete import mark, remove_now
from plano.domain.line_items.record import DELETED, LineItem
from plano.domain.notifications.record import Notification
from plano.domain.orders.record import Order, order_key
from plano.domain.sessions.record import SessionPointer
from plano.pipeline.receipts import Receipt
from plano.store import keys, listings
from plano.store.client import StoreUnavailable
from plano.store.conditions import Condition, equals, present
from plano.store.keys import Key, Table
from plano.store.query import newest, query_records
from plano.store.read import read_records
from plano.store.walk import Span, walk
from plano.store.write import Action, ConditionFailed, Delete, write
from plano.values import Fields
from plano_cli.smoke.run import Run

_NEWEST = 100
_TRIES = 5
_WHO = "plano smoke"


def remove(run: Run, request_ids: Iterable[str] = ()) -> Counter[str]:
    """Remove all that the run made, and forget it; answer how many records of each kind that were.

    Args:
        request_ids: its requests, as far as they are known: what is recorded of them alone goes too.

    Raises:
        StoreUnavailable: not all could be removed. The run is not forgotten: what is left is removed by the next one.
    """
    removed: Counter[str] = Counter()
    for user_id in map(int, run.user_ids):
        removed += _user(user_id, run.mark)
        removed += _sessions(user_id)
    removed["application"] += _delete(keys.application_token(run.application), equals("name", run.mark))
    removed += _orders(run)
    for partition in (*run.receipts_of_orders, *run.receipts):
        removed["receipt"] += _delete(_receipt_key(partition), _is_of(run))
    for email in run.emails:
        removed["limit"] += _delete(logins_of_email(normalized(email)).key, present())
    removed += _email(run)
    for notification in notifications(run, request_ids):
        removed["notification"] += _delete(notification.primary_key, equals("request_id", notification.request_id))
    run.end()
    return +removed


def notifications(run: Run, request_ids: Iterable[str]) -> list[Notification]:
    """What went wrong in the run's requests, as far as it is among the newest notifications."""
    known, since = frozenset(request_ids), ids.earliest_at(run.began_at)
    months = dict.fromkeys(keys.notification(ids.earliest_at(moment)).pk for moment in (run.began_at, clock.now()))
    last = f"{ids.LARGEST:016d}"
    found = (one for month in months for one in newest(Key(Table.RECORDS, month, last), _NEWEST, Notification))
    return [one for one in found if one.id >= since and (one.request_id in known or one.caller in run.callers)]


def _user(user_id: int, mark: str) -> Counter[str]:
    """The user, what keeps its email to it, and its client record, together: each leads to the next."""
    key = user_key(user_id)
    for _ in range(_TRIES):
        user = read_records([key], User).get(key)
        if user is None or user.last_name != mark:
            return Counter()
        actions: list[Action] = [
            Delete(key, user.unchanged() & equals("last_name", mark)),
            Delete(email_key(user.email), equals("user_id", user_id)),
        ]
        if user.client_id is not None:
            actions.append(Delete(client_key(user.client_id), equals("user_id", user_id)))
        try:
            write(actions)
        except ConditionFailed:
            continue
        return Counter({"user": 1, "email address": 1, "client": len(actions) - 2})
    raise StoreUnavailable("removing a user: others were always changing it")


def _sessions(user_id: int) -> Counter[str]:
    removed: Counter[str] = Counter()
    for pointer in list(query_records(keys.session_of_user(user_id, 0), "Session#", SessionPointer)):
        removed["session"] += _delete(pointer.session_key, equals(("user", "id"), user_id))
        _delete(pointer.key, present())
    return removed


def _orders(run: Run) -> Counter[str]:
    """All orders that its clients made, with what stands on them."""
    removed: Counter[str] = Counter()
    for key in dict.fromkeys((*_orders_of_receipts(run), *_listed_orders(run))):
        removed["line item"] += _line_items(key)
        removed["order"] += _delete(key, equals("external_order_id", run.mark))
        removed["line item"] += _line_items(key)  # made while the order was on its way out
    return removed


def _orders_of_receipts(run: Run) -> list[Key]:
    """A receipt is written with its order: while receipts stand, none is missing."""
    receipts = read_records(map(_receipt_key, run.receipts_of_orders), Receipt).values()
    ours = [receipt for receipt in receipts if receipt.caller in _names_in_receipts(run)]
    return [order_key(int(str(receipt.data()["id"]))) for receipt in ours]


def _listed_orders(run: Run) -> list[Key]:
    """The listings are behind by a moment, but stay when receipts have gone."""
    clients = [listings.of_client(Order.KIND, int(id)) for id in run.client_ids]
    return [entry.key for client in clients for entry in walk([client], Span(), at_once=len(run.receipts_of_orders))]


def _line_items(order: Key) -> int:
    """The line items on an order: each marked first, so that the events tell who removed it."""
    removed = 0
    for item in list(query_records(order, keys.LINE_ITEMS_PREFIX, LineItem)):
        if item.is_live:
            by_whom: Fields = {DELETED: clock.iso(clock.now()), "deleted_by": _WHO, "version": item.version + 1}
            pointer = Delete(keys.line_item_pointer(item.id))
            try:
                write([mark(item, by_whom), pointer])
            except ConditionFailed:
                continue  # it was changed at this very moment: the next look finds it
            removed += 1
        remove_now(item.primary_key)
    return removed


def _email(run: Run) -> Counter[str]:
    key = keys.email_message(int(run.email_id))
    email = read_records([key], EmailMessage).get(key)
    if email is None:
        return Counter()
    found = Counter({"email": _delete(key, equals("request_id", run.mark))})
    if email.notification_id is not None:
        notification = keys.notification(email.notification_id)
        found["notification"] += _delete(notification, equals("request_id", run.mark))
    return found


def _receipt_key(partition: str) -> Key:
    return Key(Table.SESSIONS, partition, Receipt.KIND)


def _names_in_receipts(run: Run) -> list[str]:
    return [f"user {int(id)} as {CLIENT}" for id in run.user_ids]


def _is_of(run: Run) -> Condition:
    return reduce(lambda one, other: one | other, (equals("caller", name) for name in _names_in_receipts(run)))


def _delete(key: Key, condition: Condition) -> int:
    """How many were removed: one, or none where nothing of the run stands there."""
    try:
        write([Delete(key, present() & condition)])
    except ConditionFailed:
        return 0
    return 1
