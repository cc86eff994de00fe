"""An API service: a group of routes, declared once in the package of its handlers."""

from typing import NamedTuple


class ApiService(NamedTuple):
    """A group of routes. `application` is the one that it belongs to; any of them may call it."""

    slug: str
    name: str
    application: str
    purpose: str
    version: str = "1"
