"""What the live events are about: records of the stack's own that nothing else needs, so that they may be used up."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, get_args

from plano import clock, ids
from plano.domain.accounts import managed_users as users
from plano.domain.accounts.record import User
from plano.domain.accounts.roles import grant
from plano.domain.accounts.users import find_user
from plano.domain.callers import CLIENT, EMPLOYEE, Caller
from plano.domain.emails import outbox
from plano.domain.emails.record import WAITING
from plano.domain.emails.welcome import welcome
from plano.domain.line_items import create as line_items
from plano.domain.line_items.params import CreateLineItem
from plano.domain.line_items.record import LineItem
from plano.domain.orders import create as orders
from plano.domain.orders.params import CreateOrder
from plano.domain.outcome import Outcome
from plano.domain.services import catalog
from plano.domain.services.params import CreateService
from plano.domain.sessions import start
from plano.params.declare import Application
from plano.store import keys
from plano.store.conditions import absent
from plano.store.keys import Key
from plano.store.listings import ATTRIBUTES
from plano.store.read import read_records
from plano.store.work import Work
from plano.store.write import Put, write

EMAIL, PASSWORD = "sam@plano.example", "correct horse battery staple"
_OPERATOR = Caller(role=EMPLOYEE, application="planox2", name="sam local")
_COMPANY = "Sam's Houses"
_UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Things:
    """One set of records.

    `leaving` is the token of a session that is about to end, `doomed` a line item that is about to go. `marked` is a
    line item as a request leaves it that is ended while it removes it.
    """

    tokens: dict[str, str]
    leaving: str
    order: int
    line_item: LineItem
    doomed: int
    service: int
    email: int
    marked: tuple[Key, dict[str, Any]]


def make(employee_token: str) -> Things:
    """Make a set."""
    owner = _owner()
    order = _order(owner)
    item = _line_item(order)
    return Things(
        tokens={"client": _session(owner), "employee": employee_token, "user": _session(_newcomer())},
        leaving=_session(owner),
        order=order,
        line_item=item,
        doomed=_line_item(order).id,
        service=_service(),
        email=_email(owner),
        marked=_marked(item),
    )


def _owner() -> User:
    # One for all runs: what is made for the events stays out of the demo client's listings.
    user = find_user(EMAIL, Work()) or users.create(EMAIL, PASSWORD, "Sam", "Local")
    return grant(user.id, CLIENT, get_args(Application), company=_COMPANY)


def _newcomer() -> User:
    return users.create(f"sam.{ids.new_id()}@plano.example", None, "Sam", "Newcomer")


def _session(user: User) -> str:
    session, token = start.new_session(user, "planoorder", remember_me=False)
    write(start.to_write(session, user))
    return token


def _order(owner: User) -> int:
    params = CreateOrder.model_validate({"token": _UNUSED, "client_id": owner.client_id})
    return _id(orders.create(params, _OPERATOR, Work()))


def _line_item(order: int) -> LineItem:
    given = {"token": _UNUSED, "itemable_type": "Order", "itemable_id": order, "quantity": 1, "price": Decimal("149.5")}
    id = _id(line_items.create(CreateLineItem.model_validate(given), _OPERATOR, Work()))
    key = keys.line_item("Order", order, key=None, id=id)
    return read_records([key], LineItem)[key]


def _service() -> int:
    given = {"token": _UNUSED, "name": "Test service", "group_name": "sam local", "base_price": 99, "active": False}
    return _id(catalog.create(CreateService.model_validate(given), _OPERATOR, Work()))


def _email(owner: User) -> int:
    email = welcome(owner.person, _COMPANY, route="users.client_register", request_id="sam-local")
    write([outbox.to_write(email.with_values({"state": WAITING}))])
    return email.id


def _marked(item: LineItem) -> tuple[Key, dict[str, Any]]:
    now = clock.iso(clock.now())
    left = replace(item, id=ids.new_id(), deleted_at=now, deleted_by=_OPERATOR.name, version=2)
    values = {name: value for name, value in left.to_item().items() if name not in ATTRIBUTES}  # as `delete` leaves it
    # Stored without its kind: so the deployed stack's own stream passes over it, and leaves it to the event.
    stored = {name: value for name, value in values.items() if name != "kind"}
    write([Put(left.primary_key, stored, absent())])
    return left.primary_key, values


def _id(outcome: Outcome) -> int:
    made: Any = outcome.in_view()
    return int(made["id"])
