"""What things are called that belong to a route."""

import keyword
import re
import sys
from importlib.util import find_spec
from pathlib import Path

from plano.params.declare import Params
from plano_cli.problems import Problem

_SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def split(route: str) -> tuple[str, str]:
    """The API service and the action of `line_items.create`.

    Raises:
        Problem: it is no name of a route.
    """
    service, _, action = route.partition(".")
    for word in (service, action):
        if not _SLUG.fullmatch(word) or keyword.iskeyword(word):
            raise Problem(f"{route} is no name of a route: it is written like line_items.create, in small letters")
    return service, action


def routes_of(name: str) -> tuple[str, tuple[str, ...]]:
    """The API service that a name is of, and its actions: that of a route; of an API service alone, create and read.

    Raises:
        Problem: it is neither.
    """
    if "." not in name:
        service, _ = split(f"{name}.create")
        return service, ("create", "read")
    service, action = split(name)
    return service, (action,)


def check_free(service: str, project: Path) -> None:
    """An API service is a Python package in functions/, which must not stand in the way of another package.

    Raises:
        Problem: another one has the name.
    """
    own, tests = project / "functions" / service / "__init__.py", project / "tests" / service
    if own.exists() and "ApiService(" in own.read_text():
        return
    found = find_spec(service)  # of what only left a folder behind, it has no origin
    is_taken = service in sys.stdlib_module_names or (found is not None and found.origin is not None)
    if is_taken or own.exists() or tests.exists() or tests.with_suffix(".py").exists():
        raise Problem(f"{service} is the name of another Python package: give the API service another name")


def pascal(*slugs: str) -> str:
    """`LineItemsCreate`, of `line_items` and `create`."""
    return "".join(word.capitalize() for slug in slugs for word in slug.split("_"))


def function_name(route: str) -> str:
    """What the template calls a route's function: `LineItemsCreateFunction`."""
    return f"{pascal(*route.split('.'))}Function"


def python_name(name: str) -> str:
    """The name as Python can spell it, which no attribute of all models has."""
    plain = re.sub(r"\W", "_", name).lstrip("_") or "param"
    taken = keyword.iskeyword(plain) or hasattr(Params, plain) or plain.startswith("model_")
    return f"{plain}_" if taken or plain != name else plain
