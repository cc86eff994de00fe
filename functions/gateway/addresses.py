"""Where the routes are, without loading their code: `plano registry events` writes the list."""

import json
from pathlib import Path

from plano.registry.nearest import Address

_FILE = Path(__file__).with_name("addresses.json")


def addresses() -> dict[str, Address]:
    """Each route's address, by its name."""
    listed: dict[str, str] = json.loads(_FILE.read_text())
    return {name: Address(*text.split(" ", 1)) for name, text in listed.items()}
