"""From a declaration to the registry's records: what the portal, OpenAPI and a deployment's permissions are made of."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from plano.declarations.describe import describe_params
from plano.declarations.describe_answer import describe_answer
from plano.declarations.example import check_examples, example_body
from plano.declarations.route import ApiService, Route
from plano.domain.sessions.answers import ShownSession
from plano.statuses import Status
from plano.store.values import Item


def describe_service(service: ApiService) -> Item:
    """The registry's record of an API service."""
    values = {
        "slug": service.slug,
        "name": service.name,
        "application": service.application,
        "purpose": service.purpose,
        "version": service.version,
    }
    return {**values, "revision": revision(values)}


def describe_route(route: Route[Any]) -> Item:
    """The registry's record of a route.

    Raises:
        CannotDeclare: its example is none that the route takes.
    """
    check_examples(route)
    values = {
        "service": route.service,
        "action": route.action,
        "method": route.method,
        "path": route.path,
        "purpose": route.purpose,
        "content_type": route.content_type,
        "body_limit": route.body_limit,
        "sensitive_params": route.sensitive,
        "takes_token": route.takes_token,
        "takes_idempotency_key": route.takes_idempotency_key,
        "roles": sorted(route.roles) if route.takes_token else [],
        "access": route.access.by_name(),
        "params": describe_params(route.params),
        "shared_orders": sorted(route.params.shared_orders),
        "answer": _answer(route),
        "statuses": [describe_status(status, route) for status in route.all_statuses()],
        "example": example_body(route.params),
    }
    return {**values, "revision": revision(values)}


def describe_status(status: Status, route: Route[Any]) -> Item:
    """A status as the registry holds it with each route: what it means, and what an answer with it holds."""
    return {
        "status": status.slug,
        "code": int(status.code),
        "description": status.description,
        "uncommon": status.uncommon,
        "holds": route.holds(status),
    }


def _answer(route: Route[Any]) -> Item:
    """What stands in the route's answers beside what stands in every answer."""
    takes_view, takes_session_view = (name in route.params.model_fields for name in ("view", "session_view"))
    statuses = [status.slug for status in route.all_statuses()]
    described: Item = {"shows_session": route.shows_session}
    if route.answers is not None:
        described["data"] = describe_answer(route.answers, takes_view=takes_view)
    if takes_session_view or route.shows_session:
        described["session"] = describe_answer(ShownSession, takes_view=takes_session_view, statuses=statuses)
    return described


def revision(values: Mapping[str, Any]) -> str:
    """A hash of a record: another declaration, another revision."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
