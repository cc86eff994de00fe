"""What the picture of the architecture shows: read from the template and from the routes' declarations."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from plano.declarations.access import CHECK, CREATE, DELETE, QUERY, READ, UPDATE
from plano.declarations.route import ApiService, Route
from plano.params.declare import Application
from plano.store.keys import Table
from plano.store.kinds import PARTITIONS

Template = Mapping[str, Any]
_FUNCTION, _ALARM = "AWS::Serverless::Function", "AWS::CloudWatch::Alarm"
_READING, _WRITING = (READ, CHECK, QUERY), (CREATE, UPDATE, DELETE)
_VERBS = {"sqs:SendMessage": "sends to", "events:PutEvents": "publishes on", "sns:Publish": "announces on"}
_TO = "writes to"
_NAMED = re.compile(r"\$\{(\w+)")
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class ServiceShown:
    """An API service, and the actions that it has."""

    slug: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table: the kinds of records in it, how many routes read it, and which API services write to it."""

    name: str
    kinds: tuple[str, ...]
    readers: int
    writers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A function that no request reaches: what starts it, and what it does to what."""

    source: str
    handler: str
    does: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Architecture:
    """All that the picture shows. `others` are functions behind the API that are no routes."""

    applications: tuple[str, ...]
    services: tuple[ServiceShown, ...]
    others: tuple[str, ...]
    tables: tuple[TableShown, ...]
    behind: tuple[Behind, ...]
    has_firewall: bool
    archive_days: int
    alarms: int

    @property
    def routes(self) -> int:
        """How many routes there are."""
        return sum(len(service.actions) for service in self.services)


def architecture_of(template: Template, services: Iterable[ApiService], routes: Iterable[Route[Any]]) -> Architecture:
    """What the template and the declarations say."""
    resources, routes = template["Resources"], sorted(routes, key=lambda route: route.name)
    functions = {name: found["Properties"] for name, found in resources.items() if found["Type"] == _FUNCTION}
    own = {f"{route.name}.handler" for route in routes}
    of_no_route = {name: found for name, found in functions.items() if found["Handler"] not in own}
    behind_api = {name for name, found in of_no_route.items() if "Api" in _types_of_events(found)}
    return Architecture(
        applications=get_args(Application),
        services=tuple(_service(service, routes) for service in sorted(services, key=lambda one: one.slug)),
        others=tuple(_handler(functions[name]) for name in sorted(behind_api)),
        tables=tuple(_table(table, routes) for table in Table),
        behind=tuple(
            Behind(_source(name, found, resources), _handler(found), tuple(_does(found, resources)))
            for name, found in sorted(of_no_route.items())
            if name not in behind_api
        ),
        has_firewall=any(found["Type"] == "AWS::WAFv2::WebACL" for found in resources.values()),
        archive_days=sum(
            found["Properties"]["RetentionDays"]
            for found in resources.values()
            if found["Type"] == "AWS::Events::Archive"
        ),
        alarms=sum(found["Type"] == _ALARM for found in resources.values()),
    )


def named_in(value: Any) -> Iterator[str]:
    """The logical ids that a part of the template names, in the order in which they stand there."""
    match value:
        case {"Ref": str(name)}:
            yield name.partition(".")[0]
        case {"Fn::GetAtt": [str(name), *_]}:
            yield name
        case {"Fn::GetAtt": str(name)}:
            yield name.partition(".")[0]
        case {"Fn::Sub": str(words)}:
            yield from _NAMED.findall(words)
        case dict():
            yield from (name for inner in value.values() for name in named_in(inner))
        case list():
            yield from (name for inner in value for name in named_in(inner))


def in_words(logical_id: str) -> str:
    """`EmailsDeadLetterQueue`, as one reads it: `Emails dead letter queue`."""
    return _CAPITAL.sub(" ", logical_id).capitalize()


def _service(service: ApiService, routes: Iterable[Route[Any]]) -> ServiceShown:
    return ServiceShown(service.slug, tuple(route.action for route in routes if route.service == service.slug))


def _table(table: Table, routes: Iterable[Route[Any]]) -> TableShown:
    readers = [route for route in routes if any(_is_of(grant, table, _READING) for grant in route.grants())]
    touched = {
        route.service
        for route in routes
        for kind in (*route.access.creates, *route.access.updates, *route.access.deletes)
        if PARTITIONS[kind].table == table
    }
    kinds = tuple(str(kind) for kind, partitions in PARTITIONS.items() if partitions.table == table)
    return TableShown(table.name.capitalize(), kinds, len(readers), tuple(sorted(touched)))


def _is_of(grant: Any, table: Table, actions: tuple[str, ...]) -> bool:
    return grant.table == table and grant.action in actions


def _types_of_events(function: Template) -> set[str]:
    return {event["Type"] for event in function.get("Events", {}).values()}


def _handler(function: Template) -> str:
    return str(function["Handler"]).removesuffix(".handler")


def _source(name: str, function: Template, resources: Template) -> str:
    """What starts a function: a table's stream, a queue, or CloudFormation."""
    for event in function.get("Events", {}).values():
        if event["Type"] == "DynamoDB":
            return f"Stream of the {in_words(next(named_in(event['Properties']['Stream']))).lower()}"
        if event["Type"] == "SQS":
            return in_words(next(named_in(event["Properties"]["Queue"])))
    calls = (found["Properties"]["ServiceToken"] for found in resources.values() if _is_custom(found))
    return "CloudFormation" if any(name in named_in(call) for call in calls) else "Nothing in the template"


def _is_custom(resource: Template) -> bool:
    return str(resource["Type"]).startswith("Custom::")


def _does(function: Template, resources: Template) -> Iterator[str]:
    """What a function does to what, as its policies let it; and whom it calls outside AWS."""
    done: dict[str, str] = {}
    for statement in _statements(function["Policies"], resources):
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        for target in named_in(statement["Resource"]):
            for verb in filter(None, map(_verb, actions)):
                done[target] = _TO if _TO in (verb, done.get(target)) else verb
    yield from (f"{verb} the {in_words(target).lower()}" for target, verb in done.items() if target in resources)
    variables = function.get("Environment", {}).get("Variables", {})
    outside = [name.removesuffix("Url") for name in named_in(variables) if name.endswith("Url")]
    yield from (f"calls {name}" for name in outside)


def _statements(policies: Iterable[Any], resources: Template) -> Iterator[Template]:
    for policy in policies:
        if "Ref" in policy:
            yield from resources[policy["Ref"]]["Properties"]["PolicyDocument"]["Statement"]
        else:
            yield from policy.get("Statement", [])


def _verb(action: str) -> str | None:
    service, _, name = action.partition(":")
    if service == "dynamodb":
        return _TO if name in _WRITING else "reads"
    return _VERBS.get(action)
