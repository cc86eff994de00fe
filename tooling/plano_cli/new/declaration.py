"""From a page to a declaration: the models of its params as Python writes them, and the statuses beside the usual."""

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from types import GenericAlias
from typing import Any, Literal

from pydantic import create_model

from plano import statuses
from plano.declarations.example import examples_of
from plano.declarations.route import Route
from plano.params import tokens
from plano.params.declare import Params, SessionParams, WriteParams
from plano.params.json_text import dump
from plano.params.kinds import CannotDeclare
from plano.statuses import CATALOG
from plano_cli.new.fields import fields_of
from plano_cli.new.kinds import HASH, JSON, PageKind, kind_of
from plano_cli.new.names import pascal, python_name
from plano_cli.new.page import Page
from plano_cli.new.page_params import PageParam
from plano_cli.new.written_param import WrittenParam, call_of, declared_as, limits_of, quoted
from plano_cli.problems import Problem

NO_PURPOSE = "Description needed: the page says no purpose."
MOST_ITEMS = 100
_WRITES = ("create", "bulk_create", "update", "delete")
_OF_THE_SESSION = {"token": 100, "application": 200, "session_view": 300}


@dataclass
class Declaration:
    """What is written of a page: models as source, the last of them the route's; and what a reader has to know."""

    route: str
    purpose: str = ""
    source: str = ""
    imports: dict[str, set[str]] = field(default_factory=dict)
    models: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    example: dict[str, Any] = field(default_factory=dict)
    takes_token: bool = True
    fields: dict[str, str] | None = None
    """The fields of a record of what is given, each with its type; None where it can't be kept as it is given."""
    notes: list[str] = field(default_factory=list)


def declare(route: str, page: Page) -> Declaration:
    """The declaration that a page asks for.

    Raises:
        Problem: a param can't have what the page says of it.
    """
    service, action = route.split(".")
    found = Declaration(route, page.purpose or NO_PURPOSE, notes=list(page.left_out))
    base, own = _base(action, page.params)
    found.imports.setdefault("plano.params.declare", set()).add("param")
    found.imports.setdefault(base.__module__, set()).add(base.__name__)
    model = _model(found, pascal(action, service), base, own, f"What {route} takes.")
    _statuses(found, page, model)
    found.fields = fields_of(own, model) if base is WriteParams else None
    found.takes_token = model.takes_token
    found.example = {name: value for name, value in examples_of(model).items() if name not in _OF_THE_SESSION}
    lines = [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(found.imports.items())]
    found.source = "\n".join([*lines, "", "", "\n\n\n".join(found.models), ""])
    return found


def words_of(declaration: Declaration) -> dict[str, str]:
    """What the templates of a route's files need of it."""
    listed = ", ".join(declaration.statuses)
    example = json.loads(dump(declaration.example))
    return {
        "source": declaration.source,
        "purpose": quoted(declaration.purpose),
        "imports": f"from plano.statuses import {', '.join(sorted(declaration.statuses))}\n" if listed else "",
        "statuses": f", statuses=({listed},)" if listed else "",
        "example": repr(example),
        "token": '{"token": build_world().tokens["client"]}' if declaration.takes_token else "{}",
        "caller": '"client"' if declaration.takes_token else "None",
    }


def _base(action: str, params: list[PageParam]) -> tuple[type[Params], list[PageParam]]:
    """The model that has the params about the session already, and the params that are left."""
    given = {each.name: each for each in params if _OF_THE_SESSION.get(each.name) == each.order}
    if "token" not in given:
        return Params, params
    whole = given.keys() == _OF_THE_SESSION.keys()
    base: type[Params]
    if given["token"].required:
        base = (WriteParams if action in _WRITES else SessionParams) if whole else tokens.TokenParams
    else:
        base = tokens.OptionalSessionParams if whole else tokens.OptionalTokenParams
    return base, [each for each in params if each.name not in (given if whole else ("token",))]


def _model(found: Declaration, name: str, base: type[Params], params: list[PageParam], about: str) -> type[Params]:
    lines = [f"class {name}({base.__name__}):", f'    """{about}"""', ""]
    fields: dict[str, Any] = {}
    orders = [each.order for each in params]
    shared = sorted({order for order in orders if orders.count(order) > 1})
    if shared:
        lines += [f"    shared_orders = frozenset({{{', '.join(map(str, shared))}}})", ""]
    for each in params:
        written = _written(found, each, name)
        if written is not None:
            python = python_name(each.name)
            lines.append(f"    {python}: {written.annotation} = {call_of(each, written, python)}")
            fields[python] = (written.made_of, declared_as(each, written, python))
    found.models.append("\n".join(lines).rstrip())
    try:
        return create_model(name, __base__=base, **fields)
    except CannotDeclare as error:
        line = next((each.line for each in params if f".{python_name(each.name)}:" in str(error)), 0)
        raise Problem(f"Line {line}: {error}") from error


def _written(found: Declaration, each: PageParam, model: str) -> WrittenParam | None:
    holder, _, inner = each.type.partition(" of ")
    if holder in ("array", "hash"):
        written = _many(found, each, model, holder, inner)
    else:
        kind = kind_of(each.type)
        written = _one(found, each, kind) if kind else None
    if written is None:
        found.notes.append(f"Line {each.line}: {each.name} is left out, since its type is not known: {each.type}")
        return None
    return written if each.required else _optional(each, written)


def _optional(each: PageParam, written: WrittenParam) -> WrittenParam:
    if "default" in each.limits:
        return written
    return WrittenParam(f"{written.annotation} | None", written.made_of | None, written.limits, None)


def _many(found: Declaration, each: PageParam, model: str, holder: str, inner: str) -> WrittenParam | None:
    limits = limits_of(each)
    if holder == "array" and "max_length" not in limits:
        limits["max_length"] = MOST_ITEMS
        found.notes.append(f"Line {each.line}: the page doesn't say how many {each.name} holds: {MOST_ITEMS} at most")
    if each.children:
        name = model + pascal(re.sub(r"\W", "_", each.name).strip("_").lower())
        found.imports.setdefault("plano.params.declare", set()).add("Params")
        child = _model(found, name, Params, each.children, f"One of `{each.name}`.")
        example = examples_of(child)
        if holder == "array":
            return WrittenParam(f"list[{name}]", GenericAlias(list, (child,)), limits, [example])
        return WrittenParam(name, child, limits, example)
    kind = kind_of(inner) if inner else JSON
    if kind is None:
        return None
    found.imports.setdefault(kind.module, set()).add(kind.type)
    if holder == "array":
        return WrittenParam(f"list[{kind.type}]", GenericAlias(list, (kind.made_of,)), limits, [kind.example])
    found.imports.setdefault(HASH.module, set()).add(HASH.type)
    return WrittenParam(f"Hash[{kind.type}]", HASH.made_of[kind.made_of], limits, {"name": kind.example})


def _one(found: Declaration, each: PageParam, kind: PageKind) -> WrittenParam:
    limits = limits_of(each)
    if each.values:
        found.imports.setdefault("typing", set()).add("Literal")
        listed = ", ".join(json.dumps(value, ensure_ascii=False) for value in each.values)
        return WrittenParam(f"Literal[{listed}]", Literal[tuple(each.values)], limits, each.values[0])
    if "pattern" in limits:
        found.notes.append(
            f"Line {each.line}: the pattern of {each.name} is left out: declare it with an example of it"
        )
        del limits["pattern"]
    found.imports.setdefault(kind.module, set()).add(kind.type)
    if isinstance(limits.get("default"), Decimal) or isinstance(limits.get("ge"), Decimal):
        found.imports.setdefault("decimal", set()).add("Decimal")
    example = kind.example
    if isinstance(example, str) and kind.type in ("Text", "Secret"):
        example = example.ljust(limits.get("min_length", 0), "x")[: limits.get("max_length", 255)]
    elif isinstance(example, int | Decimal) and not isinstance(example, bool):
        example = min(max(example, limits.get("ge", example)), limits.get("le", example))
    if each.required and isinstance(example, Decimal):
        found.imports.setdefault("decimal", set()).add("Decimal")
    return WrittenParam(kind.type, kind.made_of, limits, example)


def _statuses(found: Declaration, page: Page, model: type[Params]) -> None:
    service, action = found.route.split(".")
    usual = {status.slug for status in Route(service, action, model, "").all_statuses()}
    names = {status.slug: name for name, status in vars(statuses).items() if isinstance(status, statuses.Status)}
    for status in page.statuses:
        known = CATALOG.get(status.slug)
        if known is None:
            found.notes.append(f"Line {status.line}: the status {status.slug} is left out: plano/statuses.py has none")
            continue
        if status.code not in (None, int(known.code)):
            found.notes.append(
                f"Line {status.line}: the code of {status.slug} is {int(known.code)} here, not {status.code}"
            )
        if status.slug not in usual:
            found.statuses.append(names[status.slug])
