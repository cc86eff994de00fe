"""What is declared: that it can be described, by whom it may be called, and what a careful reader would object to."""

from collections.abc import Iterable, Iterator
from typing import Any

from plano.declarations.describe_answer import NotDescribed
from plano.declarations.describe_route import describe_service
from plano.declarations.route import ApiService, Route
from plano.domain.callers import ROLES, USER
from plano.params.kinds import CannotDeclare
from plano.registry import records
from plano.registry.lint import lint
from plano.registry.openapi import openapi_document
from plano.registry.openapi_data import TwoOfOneName
from plano_cli.checking.finding import Finding, described, file_of

_LOOK = "bin/plano registry lint"
_ROLES = ROLES | {USER}
_OF_SCAFFOLD = ("Answers the note that it is sent.", "The note that is answered.", "The note that was sent.")


def can_be_described(routes: Iterable[Route[Any]]) -> tuple[list[Route[Any]], list[Finding]]:
    """The routes that can be described, and what is in the way of the others."""
    good, found = [], []
    for route in routes:
        try:
            described(route)
        except (CannotDeclare, NotDescribed) as error:
            found.append(Finding(file_of(route), str(error).rstrip("."), "bin/plano check, once it is changed"))
        else:
            good.append(route)
    return good, found


def of_roles(route: Route[Any]) -> Iterator[Finding]:
    """Roles that there are not; or none at all."""
    known = ", ".join(sorted(_ROLES))
    for role in sorted(route.roles - _ROLES):
        yield Finding(file_of(route), f"there is no role {role}", f"name one of {known} in `roles=`")
    if route.takes_token and not route.roles:
        yield Finding(file_of(route), "nobody has a role that may call it", f"name one of {known} in `roles=`")


def of_readers(services: Iterable[ApiService], routes: list[Route[Any]]) -> Iterator[Finding]:
    """Placeholders, slips, clashing orders; and objects of one name in OpenAPI that differ."""
    found = records.Records(
        {service.slug: describe_service(service) for service in services},
        {route.name: described(route) for route in routes},
    )
    for objection in lint(found):
        yield Finding(_file(objection.where, found), f"{objection.where}: {objection.what}", _LOOK)
    try:
        openapi_document(found)
    except TwoOfOneName as error:
        yield Finding("layers/plano/plano/domain", str(error), "bin/plano check, once it is changed")


def of_scaffold(route: Route[Any]) -> Iterator[Finding]:
    """What `plano new route` wrote, and nobody has replaced yet."""
    texts = str(described(route))
    for sentence in _OF_SCAFFOLD:
        if sentence in texts:
            what = f"{sentence!r} still stands there, as `plano new route` wrote it"
            yield Finding(file_of(route), what, "say what the route is for", can_wait=True)


def _file(where: str, found: records.Records) -> str:
    """The file of what somebody objects to: `line_items.create quantity`, `line_items`, `action creat`."""
    for word in where.replace(":", " ").split():
        if word in found.routes:
            return f"functions/{word.replace('.', '/')}.py"
        if word in found.services:
            return f"functions/{word}/__init__.py"
    return "functions"
