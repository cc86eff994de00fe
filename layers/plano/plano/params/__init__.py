"""Params: how a request's text becomes exact, strictly typed values, and how each fault in it gets its words."""

import importlib
import os
import sys
from types import ModuleType
from typing import Any


def _import_when_used(name: str) -> None:
    """Have a module that others import loaded not before they use something of it."""
    if name in sys.modules:
        return
    stand_in = sys.modules[name] = ModuleType(name)

    def of_the_module(attribute: str) -> Any:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        return getattr(importlib.import_module(name), attribute)

    vars(stand_in)["__getattr__"] = of_the_module
    parent, _, own = name.rpartition(".")
    setattr(sys.modules[parent], own, stand_in)


# Pydantic would look through every package that is installed for plug-ins, at each start. There are none. What it would
# do so with brings `email` and `zipfile`, which is a twentieth of a start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
_import_when_used("importlib.metadata")
