"""Dollars: for a million creates, and for a month of them, as deployed and otherwise."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from domain.template import template
from plano_cli.local.paths import PROJECT

PRICES = PROJECT / "docs" / "prices.toml"
RATES = (1, 10, 1000)
_APIS = {"rest_api": "REST API", "http_api": "HTTP API"}
_SECONDS = 30 * 24 * 60 * 60
_MILLION = 1_000_000
_GB = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Create:
    """What one create uses of DynamoDB; `stored` in bytes, with its index entries."""

    write_units: float
    read_units: float
    stored: int


@dataclass(frozen=True, slots=True)
class Deployment:
    """How the stack is deployed, as far as it costs."""

    memory_gb: float
    api: str = "rest_api"
    has_snapshots: bool = True
    slower: float = 1
    """How many times as long a function takes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bill."""

    what: str
    how_much: str
    dollars: float


@dataclass(frozen=True, slots=True)
class Bill:
    """What creates cost in one deployment."""

    create: Create
    deployment: Deployment
    prices: Mapping[str, float]
    assumed: Mapping[str, float]

    def of_a_month(self, rate: int) -> dict[str, float]:
        """What a month of so many creates a second costs."""
        millions = rate * _SECONDS / _MILLION
        return {
            "the creates": millions * self.each_million(),
            "snapshots of SnapStart": self.snapshots(),
            "metrics": self.assumed["metrics"] * self.prices["metrics"],
        }

    def to_keep(self, rate: int) -> float:
        """What keeping and backing up the line items of a month costs, each month."""
        stored = rate * _SECONDS * self.create.stored / _GB
        return stored * (self.prices["stored"] + self.prices["backed_up"])

    def each_million(self) -> float:
        """All lines together."""
        return sum(line.dollars for line in self.of_a_million())

    def snapshots(self) -> float:
        """What a month of one generation of snapshots costs."""
        if not self.deployment.has_snapshots:
            return 0
        seconds = functions() * self.deployment.memory_gb * _SECONDS
        return seconds / _MILLION * self.prices["snapshot_gb_seconds"]

    def of_a_million(self) -> Iterator[Line]:
        """What a million creates cost, line by line."""
        prices, assumed, used = self.prices, self.assumed, self.create
        memory, slower = self.deployment.memory_gb, self.deployment.slower
        milliseconds = (assumed["create_ms"] + assumed["publish_ms"]) * slower
        restores = assumed["restored"] if self.deployment.has_snapshots else 0
        yield Line("DynamoDB, writing", f"{used.write_units:g} units", used.write_units * prices["write_units"])
        yield Line("DynamoDB, reading", f"{used.read_units:g} units", used.read_units * prices["read_units"])
        yield Line(_APIS[self.deployment.api], "1 request", prices[self.deployment.api])
        yield Line("Lambda, invocations", "2: the route, and publishing", 2 * prices["invocations"])
        yield Line(
            "Lambda, time",
            f"{milliseconds:g} ms of {memory * 1024:g} MB",
            milliseconds / 1000 * memory * prices["gb_seconds"],
        )
        yield Line(
            "Lambda, restoring",
            f"{restores:.1%} of them",
            restores * _MILLION * memory * prices["restored_gb"],
        )
        yield Line("EventBridge", "1 event", prices["events"])
        yield Line("logs", f"{assumed['log_bytes']:g} bytes", assumed["log_bytes"] * _MILLION / _GB * prices["logged"])
        yield Line(
            "answers", f"{assumed['answer_bytes']:g} bytes", assumed["answer_bytes"] * _MILLION / _GB * prices["sent"]
        )


def variants(create: Create) -> dict[str, Bill]:
    """The deployment as it is, and what else could be chosen."""
    known = tomllib.loads(PRICES.read_text())
    usual = Deployment(known["assumed"]["memory_gb"])
    deployed = Bill(create, usual, known["prices"], known["assumed"])
    half = usual.memory_gb / 2
    others = {
        "an HTTP API in place of the REST API": replace(usual, api="http_api"),
        "without SnapStart": replace(usual, has_snapshots=False),
        "256 MB, as quick": replace(usual, memory_gb=half),
        "256 MB, half as quick": replace(usual, memory_gb=half, slower=2),
    }
    return {"as deployed": deployed, **{name: replace(deployed, deployment=other) for name, other in others.items()}}


def functions() -> int:
    """How many functions the template has with a snapshot of their version: all that don't go without."""
    resources = template()["Resources"].values()
    return sum(
        found["Type"] == "AWS::Serverless::Function" and "SnapStart" not in found["Properties"] for found in resources
    )
