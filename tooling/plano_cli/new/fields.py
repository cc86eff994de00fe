"""The fields of a record that keeps what a page's params give."""

from collections.abc import Iterable
from dataclasses import fields

from plano.domain.records import Versioned
from plano.params.declare import Params
from plano_cli.new.kinds import kind_of
from plano_cli.new.names import python_name
from plano_cli.new.page_params import PageParam

_TYPES = {"Integer": "int", "Number": "Number", "Boolean": "bool", "Json": "Value"}
_TAKEN = frozenset({field.name for field in fields(Versioned)} | {"client_id", "company", "kind", "pk", "sk", "view"})
_IMPORTED = {
    "Mapping": "from collections.abc import Mapping",
    "Sequence": "from collections.abc import Sequence",
    "Number": "from plano.values import Number",
    "Value": "from plano.values import Value",
}


def fields_of(params: Iterable[PageParam], model: type[Params]) -> dict[str, str] | None:
    """Each field's type, as it is written; None where one can't be: a secret, or a name that records have already."""
    found = {}
    for param in params:
        name, type = python_name(param.name), _type(param)
        if name not in model.model_fields:
            continue  # it is left out, and a note says so
        if name != param.name or name in _TAKEN or type is None:
            return None
        found[name] = type if param.required or type == "Value" else f"{type} | None"
    return found


def _type(param: PageParam) -> str | None:
    holder = param.type.partition(" of ")[0]
    if holder == "array":
        return "Sequence[Value]"
    if holder == "hash":
        return "Mapping[str, Value]"
    kind = kind_of(param.type)
    name = kind.type if kind else ""
    return None if name == "Secret" else _TYPES.get(name, "str")


def words_of_fields(found: dict[str, str]) -> dict[str, str]:
    """What the templates of a record's files need of them."""
    lines = [f"    {name}: {type}{'' if _is_required(type) else ' = None'}" for name, type in found.items()]
    types = " ".join(found.values())
    return {
        "fields": "\n".join(lines),
        "names": "".join(f'"{name}", ' for name in found).rstrip(),
        "types": "\n".join(line for word, line in _IMPORTED.items() if word in types),
    }


def _is_required(type: str) -> bool:
    return type != "Value" and not type.endswith("| None")
