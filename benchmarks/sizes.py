"""How long a function takes with each size of memory: computed of measured CPU, by the share of a processor it gets.

Measured, on the machine that `results/functions.json` names: CPU and memory. Computed: everything else, as if one
second of its processor were one of Lambda's. Assumed: docs/prices.toml says what.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from plano_cli.local.paths import PROJECT

FILE = Path(__file__).parent / "results" / "functions.json"
CREATE, HASHES = "line_items.create", "users.register"
"""The main route, and one that hashes a password each time, as a login does."""
SIZES = (128, 256, 512, 1024, 1769)
"""In MB."""
WHOLE_PROCESSOR_MB = 1769
"""The size with which a function has one processor ("Configure Lambda function memory"); with less, a part of it."""
_MOST_USED = 0.8
"""A function that uses more of its memory has too little."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one function, with one client of DynamoDB: CPU in milliseconds, memory at its peak."""

    name: str
    client: str
    start_cpu_ms: float
    warm_cpu_ms: float
    memory_mb: float

    def fits(self, size: int) -> bool:
        """Whether the size has room for it."""
        return self.memory_mb <= _MOST_USED * size

    def start_ms(self, size: int) -> float:
        """How long importing everything and the first answer take, waits left out."""
        return self.start_cpu_ms / share(size)

    def warm_ms(self, size: int) -> float:
        """How long each further answer takes, waits left out."""
        return self.warm_cpu_ms / share(size)


def share(size: int) -> float:
    """What part of one processor a function with so many MB has; it uses no second one."""
    return min(1.0, size / WHOLE_PROCESSOR_MB)


@lru_cache(maxsize=1)
def measured() -> dict[tuple[str, str], Measured]:
    """All that was measured, by the function's name and its client."""
    rows = [Measured(**row) for row in json.loads(FILE.read_text())["functions"]]
    return {(row.name, row.client): row for row in rows}


@lru_cache(maxsize=1)
def machine() -> Mapping[str, Any]:
    """Where that was."""
    found: Mapping[str, Any] = json.loads(FILE.read_text())["machine"]
    return found


@lru_cache(maxsize=1)
def deployed() -> tuple[int, str]:
    """The size, and the client of DynamoDB, that the template gives every function unless it is told otherwise."""
    template: Any = yaml_parse((PROJECT / "template.yaml").read_text())
    return int(template["Globals"]["Function"]["MemorySize"]), str(template["Parameters"]["StoreClient"]["Default"])


@lru_cache(maxsize=1)
def assumed() -> Mapping[str, float]:
    """What docs/prices.toml assumes."""
    found: Mapping[str, float] = tomllib.loads((PROJECT / "docs" / "prices.toml").read_text())["assumed"]
    return found


def create(client: str | None = None) -> Measured:
    """What was measured of the main route, with the client that is deployed or another."""
    return measured()[CREATE, client or deployed()[1]]


def create_ms(size: int, client: str | None = None) -> float:
    """How long a warm create takes: its CPU, and its two calls of DynamoDB."""
    return create(client).warm_ms(size) + assumed()["waits_ms"]
