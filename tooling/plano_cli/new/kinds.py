"""The kinds of a page's params, as a declaration writes them: the type, where it comes from, and an example of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plano.params import nested, texts, types


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind: the name of its type, the module that has it, the type itself, and an example."""

    type: str
    module: str
    made_of: Any
    example: Any


def _of(module: Any, type: str, example: Any) -> PageKind:
    return PageKind(type, module.__name__, getattr(module, type), example)


KINDS = {
    "string": _of(types, "Text", "text"),
    "integer": _of(types, "Integer", 1),
    "float": _of(types, "Number", Decimal("1.5")),
    "boolean": PageKind("Boolean", types.__name__, types.Boolean, example=True),
    "date": _of(texts, "Date", "2026-11-24"),
    "time": _of(texts, "Time", "09:30:00"),
    "datetime": _of(types, "Moment", "2026-11-24T09:30:00Z"),
    "json": _of(nested, "Json", {"any": "thing"}),
    "url": _of(texts, "Url", "https://example.com/page"),
    "uuid": _of(texts, "Uuid", "0b5cb6a6-5f0f-4d0f-9d3c-6c2b1f0f8a11"),
    "email": _of(types, "Email", "ada@example.com"),
    "secret": _of(types, "Secret", "a secret"),
}
"""The kinds that hold nothing of other kinds, by a page's words for them."""

_OTHER_WORDS = {
    "string (date)": "date", "string (time-local)": "time", "string (date-time)": "datetime", "string (uri)": "url",
    "string (uuid)": "uuid", "string (email)": "email", "string (password)": "secret",
    "number": "float", "decimal": "float", "int": "integer", "bool": "boolean", "text": "string", "password": "secret",
    "strings": "string", "integers": "integer", "floats": "float", "booleans": "boolean", "dates": "date",
    "times": "time", "datetimes": "datetime", "urls": "url", "uuids": "uuid", "emails": "email",
}  # fmt: skip


def kind_of(word: str) -> PageKind | None:
    """The kind that a page's word means; None if it means none."""
    return KINDS.get(_OTHER_WORDS.get(word, word))


HASH = _of(nested, "Hash", {})
JSON = KINDS["json"]
