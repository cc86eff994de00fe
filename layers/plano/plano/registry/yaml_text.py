"""JSON's values as YAML: mappings and lists in blocks, texts in quotes as JSON has them.

A library for all of YAML takes 2.8 MB of the layer, and nothing here reads any.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""What YAML 1.1 takes for something else than a text."""
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def to_yaml(value: object) -> str:
    """The value in YAML; whoever reads it back has the same value."""
    if _is_leaf(value):
        return _scalar(value) + "\n"
    return "\n".join(_lines(value)) + "\n"


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _entry(f"{_key(str(name))}:", inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _element(inner)


def _entry(head: str, inner: object) -> Iterator[str]:
    if _is_leaf(inner):
        yield f"{head} {_scalar(inner)}"
        return
    yield head
    yield from (f"  {line}" for line in _lines(inner))


def _element(inner: object) -> Iterator[str]:
    if _is_leaf(inner):
        yield f"- {_scalar(inner)}"
        return
    first, *others = _lines(inner)
    yield f"- {first}"
    yield from (f"  {line}" for line in others)


def _is_leaf(value: object) -> bool:
    return isinstance(value, str) or not isinstance(value, Mapping | Sequence) or not value


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and name.lower() not in _WORDS else _scalar(name)


def _scalar(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    if isinstance(value, float) and "e" in text and "." not in text:
        return text.replace("e", ".0e")  # without a point, YAML 1.1 takes it for a text
    return text
