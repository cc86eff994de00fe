"""A user as it is kept: the person, the roles by application, and the records that the roles come from."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from plano.store.values import Item

SHOWN = ("id", "email", "first_name", "last_name")


def normalized(email: str) -> str:
    """The email as it is compared: letter case doesn't matter."""
    return unicodedata.normalize("NFC", email).casefold()


def to_answer(user: Mapping[str, Any]) -> Item:
    """What a session and an answer hold of a user."""
    return {name: user[name] for name in SHOWN if name in user}


def roles_of(user: Mapping[str, Any]) -> Mapping[str, str]:
    """The user's role by application."""
    roles: Mapping[str, str] = user.get("roles", {})
    return roles
