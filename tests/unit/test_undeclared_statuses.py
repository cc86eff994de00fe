"""A status that an action can answer is found in its code, however it comes there, and without a call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial, wraps
from typing import Any

import pytest

from plano import statuses
from plano.domain.accounts import register
from plano.domain.outcome import Outcome
from plano.errors import StatusError
from plano.pipeline.route import Handler
from plano.statuses import EMAIL_NOT_FOUND, INVALID_PASSWORD, PERMISSION_DENIED, Status
from plano_cli.checking.declared_statuses import of_action, of_catalog
from services import create
from users import register as register_route

_TABLE = {"email": (EMAIL_NOT_FOUND, None)}
_MISSPELT = INVALID_PASSWORD._replace(slug="invalid-pasword")


def _refuse() -> None:
    raise StatusError(INVALID_PASSWORD)


@contextmanager
def _guarded() -> Iterator[None]:
    _refuse()
    yield


def _twice(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*given: Any) -> Any:
        return function(*given) or function(*given)

    return call


@_twice
def _decorated() -> None:
    _refuse()


@dataclass
class _Asker:
    def ask(self) -> None:
        _refuse()


def _named(_call: Any) -> Outcome:
    raise StatusError(INVALID_PASSWORD)


def _by_module(_call: Any) -> Outcome:
    raise StatusError(statuses.INVALID_PASSWORD)


def _by_function(_call: Any) -> Outcome:
    _refuse()
    return Outcome()


def _by_context(_call: Any) -> Outcome:
    with _guarded():
        return Outcome()


def _by_decorated(_call: Any) -> Outcome:
    return Outcome(_decorated())


def _by_method(_call: Any) -> Outcome:
    _Asker().ask()
    return Outcome()


def _by_inner(_call: Any) -> Outcome:
    return Outcome({"refusals": len([StatusError(INVALID_PASSWORD) for _ in range(2)])})


def _handler(action: Callable[[Any], Outcome]) -> Handler[Any]:
    return Handler(create.handler.declaration, action)


def _found(action: Callable[[Any], Outcome]) -> list[str]:
    return [finding.what for finding in of_action(_handler(action))]


def _by_default(_call: Any, status: Status = INVALID_PASSWORD) -> Outcome:
    raise StatusError(status)


class _Kind:
    status = INVALID_PASSWORD


def _by_class(_call: Any) -> Outcome:
    raise StatusError(_Kind.status)


def _end(status: Status) -> None:
    raise StatusError(status)


_ended = partial(_end, INVALID_PASSWORD)


def _by_partial(_call: Any) -> Outcome:
    _ended()
    return Outcome()


@pytest.mark.parametrize(
    "action",
    [
        _by_default,
        _by_class,
        _by_partial,
        _named,
        _by_module,
        _by_function,
        _by_context,
        _by_decorated,
        _by_method,
        _by_inner,
    ],
)
def test_an_undeclared_status_is_found(action: Callable[[Any], Outcome]) -> None:
    (what,) = _found(action)
    assert "can answer invalid-password, which services.create does not declare" in what


def _by_table(call: Any) -> Outcome:
    raise StatusError(_TABLE[call.params.name][0])


def test_one_in_a_table_is_found() -> None:
    (what,) = _found(_by_table)
    assert "email-not-found" in what


def _in_the_domain(call: Any) -> Outcome:
    return register.register(call.params, call.work, call.source_ip)


def test_those_of_the_domain_are_found_with_where_they_are_named() -> None:
    (taken, too_many) = sorted(_found(_in_the_domain))
    assert "tries.py: " in too_many
    assert "can answer too-many-requests" in too_many
    assert "can answer email-already-registered" in taken
    declared = replace(register_route.handler.declaration, statuses=(statuses.TOO_MANY_REQUESTS,))
    (left,) = of_action(Handler(declared, _in_the_domain))
    assert "email-already-registered" in left.what
    assert left.mend == "add it to `statuses=` in functions/users/register.py"


def _quiet(_call: Any) -> Outcome:
    raise StatusError(PERMISSION_DENIED)


def test_what_every_route_with_a_token_answers_need_not_be_declared() -> None:
    assert _found(_quiet) == []


def _misspelt(_call: Any) -> Outcome:
    raise StatusError(_MISSPELT)


@pytest.mark.parametrize("status", [_MISSPELT, Status("ok", 200, "Fine.", "Fine.")])
def test_a_status_that_is_not_in_the_catalog_is_found_where_it_is_declared(status: Status) -> None:
    (found,) = of_catalog(replace(create.handler.declaration, statuses=(status,)))
    assert (found.file, f"{status.slug} is not in the catalog" in found.what) == ("functions/services/create.py", True)


def test_one_that_is_misspelt_names_the_nearest() -> None:
    (what,) = _found(_misspelt)
    assert what.endswith("names invalid-pasword, which is not in the catalog of statuses (is invalid-password meant?)")
