"""The email that a new client gets."""

from collections.abc import Mapping
from typing import Any

from plano.domain.emails.record import Email, new_email


def welcome(user: Mapping[str, Any], company_name: str | None) -> Email:
    """Welcome this user, who is a client now."""
    name = " ".join(part for part in (user.get("first_name"), user.get("last_name")) if part)
    values = {"first_name": user.get("first_name"), "company_name": company_name, "email": user["email"]}
    return new_email("welcome", user["email"], name, values)
