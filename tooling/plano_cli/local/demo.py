"""The demo records: enough of a company to try every rule on, and tokens that show how a session ends.

Users, orders and services are made once. Sessions are made anew at each start, since a token can't be read back. The
application keeps its token, which the stack's file has.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, get_args

from plano import clock, tokens
from plano.domain.accounts import managed_applications as managed
from plano.domain.accounts import managed_users as users
from plano.domain.accounts.applications import ApplicationToken
from plano.domain.accounts.record import User, user_key
from plano.domain.accounts.roles import grant
from plano.domain.accounts.users import find_user
from plano.domain.callers import CLIENT, EMPLOYEE, LIAISON, Caller
from plano.domain.orders import create as orders
from plano.domain.orders.params import CreateOrder
from plano.domain.services import catalog
from plano.domain.services.params import CreateService
from plano.domain.sessions import start
from plano.params.declare import Application
from plano.store import keys
from plano.store.read import read_records
from plano.store.work import Work
from plano.store.write import write
from plano.values import Value
from plano_cli.local import deployed_stack
from plano_cli.local.aws import LocalAws
from plano_cli.local.environment import use
from plano_cli.local.files import write_whole
from plano_cli.local.paths import Home

PASSWORD = "correct horse battery staple"
_APPLICATIONS = get_args(Application)
_TOKEN = "unused"
_APPLICATION_NAME = "demo"


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    role: str | None = None
    company: str | None = None

    @property
    def email(self) -> str:
        return f"{self.name}@plano.example"


_PEOPLE = (
    _Person("client", CLIENT, "Ada's Houses"),
    _Person("other_client", CLIENT, "Babbage Estates"),
    _Person("employee", EMPLOYEE),
    _Person("liaison", LIAISON, "Ada's Houses"),
    _Person("roleless"),
)


def demo(home: Home, environment: Mapping[str, str]) -> dict[str, Any]:
    """Make what is missing of the demo records; answer `tokens`, `logins` and `ids` for the stack's file."""
    use(environment)
    known = _known(home)
    if known is None:
        known = _make()
        write_whole(home.demo_file, json.dumps(known))
    return {"tokens": _tokens(home, known["users"]), "logins": _logins(), "ids": known["ids"]}


def _known(home: Home) -> Any:
    try:
        known = json.loads(home.demo_file.read_text())
        there = read_records([user_key(id) for id in known["users"].values()], User)
    except (OSError, ValueError, KeyError):
        return None
    return known if len(there) == len(_PEOPLE) else None


def _make() -> dict[str, Any]:
    made = {person.name: _make_person(person) for person in _PEOPLE}
    employee = _caller(made["employee"])
    service = catalog.create(_example_service(), employee, Work()).in_view() or {}
    ids = {
        "order": _make_order(made["client"], employee),
        "other_order": _make_order(made["other_client"], employee),
        "service": service["id"],
    }
    return {"users": {name: user.id for name, user in made.items()}, "ids": ids}


def _make_person(person: _Person) -> User:
    # A run that was killed in the middle has made some of them.
    user = find_user(person.email, Work())
    if user is None:
        user = users.create(person.email, PASSWORD, person.name.replace("_", " ").title(), "Demo")
    return grant(user.id, person.role, _APPLICATIONS, company=person.company) if person.role else user


def _caller(user: User) -> Caller:
    return Caller(role=EMPLOYEE, application="planox2", name=f"user {user.id}", user_id=user.id)


def _example_service() -> CreateService:
    return CreateService.model_validate(
        {
            "token": _TOKEN,
            "name": "Floor plan",
            "description": "A measured floor plan of every storey.",
            "group_name": "Floor plans",
            "primary": True,
            "base_price": 99,
            "active": True,
        }
    )


def _make_order(client: User, employee: Caller) -> Value:
    params = CreateOrder.model_validate(
        {"token": _TOKEN, "client_id": client.client_id, "order_notes": "A demo order."}
    )
    order = orders.create(params, employee, Work()).in_view() or {}
    return order["id"]


def _tokens(home: Home, user_ids: Mapping[str, int]) -> dict[str, str]:
    found = read_records([user_key(id) for id in user_ids.values()], User)
    users_by_name = {name: found[user_key(id)] for name, id in user_ids.items()}
    client = users_by_name["client"]
    return {
        "application": _application_token(home),
        **{name: _session(users_by_name[name]) for name in ("client", "employee", "liaison", "roleless")},
        "other_client": _session(users_by_name["other_client"]),
        "expired": _session(client, made_ago=timedelta(days=8)),
        "idle": _session(client, made_ago=timedelta(hours=73)),
        "remembered": _session(client, made_ago=timedelta(days=30), remember_me=True),
    }


def _application_token(home: Home) -> str:
    """The token of the run before, where it still belongs to an application; otherwise another one."""
    before = _token_of_the_run_before(home)
    if before is not None and _is_current(before):
        return before
    for application in managed.named(_APPLICATION_NAME):
        return managed.rotate(application.token.id, created_by=None, overlap=timedelta(0))
    return managed.create(_APPLICATION_NAME, "planoorder", ["*"])


def _token_of_the_run_before(home: Home) -> str | None:
    try:
        return str(json.loads(home.stack_file.read_text())["tokens"]["application"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_current(token: str) -> bool:
    """Whether no rotation has replaced it, and no revocation has ended it."""
    found = read_records([keys.application_token(tokens.token_hash(token))], ApplicationToken)
    return any(application.ends_at is None for application in found.values())


def _session(user: User, *, made_ago: timedelta = timedelta(0), remember_me: bool = False) -> str:
    with clock.set_to(clock.now() - made_ago):
        session, token = start.new_session(user, "planoorder", remember_me=remember_me)
        write(start.to_write(session, user))
    return token


def _logins() -> dict[str, dict[str, str]]:
    return {person.name: {"email": person.email, "password": PASSWORD} for person in _PEOPLE}


def publish_demo(aws: LocalAws, facts: Mapping[str, Any]) -> None:
    """Let visitors of the documentation log in as demo users, and name the demo's records, in its forms.

    Two tokens come along that no request makes: with them, visitors see what an application and an expired session are
    answered.
    """
    logins = {name: facts["logins"][name] for name in ("client", "employee")}
    tokens = {name: facts["tokens"][name] for name in ("application", "expired")}
    shown = {"api_url": facts["api_url"], "logins": logins, "ids": facts["ids"], "tokens": tokens}
    ssm = deployed_stack.client("ssm", aws.endpoint)
    ssm.put_parameter(Name="/plano/local/demo", Value=json.dumps(shown), Type="SecureString", Overwrite=True)
