"""One param of a page as a declaration has it: its type and its limits, as Python source and as they are."""

import json
import textwrap
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from plano.params.declare import param
from plano_cli.new.page_params import PageParam
from plano_cli.problems import Problem

NO_DESCRIPTION = "Description needed: the page has none."
_WIDTH = 90


@dataclass(frozen=True, slots=True)
class WrittenParam:
    """A param: its annotation as text and as it is, the arguments of `param`, and an example."""

    annotation: str
    made_of: Any
    limits: dict[str, Any]
    example: Any


def limits_of(each: PageParam) -> dict[str, Any]:
    """The limits and the default that the page gives, as `param` takes them.

    Raises:
        Problem: a limit is no number.
    """
    found: dict[str, Any] = {}
    for name, text in each.limits.items():
        is_text = name == "pattern" or (name == "default" and each.type in ("string", "text"))
        found[name] = text if is_text else _value(each, name, text)
    return found


def _value(each: PageParam, name: str, text: str) -> Any:
    if name == "default":
        try:
            return json.loads(text, parse_float=Decimal)
        except ValueError:
            return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Problem(f"Line {each.line}: a limit of {each.name} is no number: {text}") from None
    return int(number) if number == number.to_integral_value() else number


def call_of(each: PageParam, written: WrittenParam, python: str) -> str:
    """The call of `param` that declares it."""
    arguments = [str(each.order), quoted(" ".join(each.words) or NO_DESCRIPTION)]
    if not each.required and "default" not in each.limits:
        arguments.append("default=None")
    arguments += [f"{name}={_literal(value)}" for name, value in written.limits.items()]
    if each.required:
        arguments.append(f"example={_literal(written.example)}")
    if python != each.name:
        arguments.append(f"name={json.dumps(each.name)}")
    return f"param({', '.join(arguments)})"


def declared_as(each: PageParam, written: WrittenParam, python: str) -> Any:
    """The same, as it is: so that what can't be declared is refused before anything is written."""
    limits = dict(written.limits)
    default = limits.pop("default", ... if each.required else None)
    name = each.name if python != each.name else None
    example = written.example if each.required else None
    return param(each.order, NO_DESCRIPTION, default=default, example=example, name=name, **limits)


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def quoted(text: str) -> str:
    """A text as Python source, in lines that aren't too long."""
    parts = textwrap.wrap(text, _WIDTH, drop_whitespace=False, break_on_hyphens=False)
    return "\n".join(json.dumps(part, ensure_ascii=False) for part in parts)
