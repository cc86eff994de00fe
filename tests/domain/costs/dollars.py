"""Dollars: for a million creates, and for a month of them, as deployed and otherwise."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from benchmarks import sizes
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

    memory_mb: int
    client: str
    """Of DynamoDB."""
    api: str = "rest_api"
    has_snapshots: bool = True

    @property
    def memory_gb(self) -> float:
        """The memory of each function."""
        return self.memory_mb / 1024


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

    def of_lambda(self, rate: int) -> float:
        """What the functions cost in such a month: their time, their new environments, and their snapshots."""
        millions = rate * _SECONDS / _MILLION
        each = self.create_ms() + self.assumed["publish_ms"]
        return millions * (each * self.of_a_millisecond() + self.of_new_environments()) + self.snapshots()

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

    def create_ms(self) -> float:
        """How long Lambda bills a warm create."""
        return sizes.create_ms(self.deployment.memory_mb, self.deployment.client)

    def of_a_millisecond(self) -> float:
        """What a millisecond of each of a million invocations costs."""
        return self.deployment.memory_gb * self.prices["gb_seconds"] / 1000

    def of_new_environments(self) -> float:
        """What those of a million creates cost that meet a new environment: restored from a snapshot, or started."""
        assumed = self.assumed
        if self.deployment.has_snapshots:
            return assumed["new"] * _MILLION * self.deployment.memory_gb * self.prices["restored_gb"]
        start = sizes.create(self.deployment.client).start_ms(self.deployment.memory_mb)
        return assumed["new"] * start * self.of_a_millisecond()

    def of_a_million(self) -> Iterator[Line]:
        """What a million creates cost, line by line."""
        prices, assumed, used = self.prices, self.assumed, self.create
        milliseconds = self.create_ms() + assumed["publish_ms"]
        yield Line("DynamoDB, writing", f"{used.write_units:g} units", used.write_units * prices["write_units"])
        yield Line("DynamoDB, reading", f"{used.read_units:g} units", used.read_units * prices["read_units"])
        yield Line(_APIS[self.deployment.api], "1 request", prices[self.deployment.api])
        yield Line("Lambda, invocations", "2: the route, and publishing", 2 * prices["invocations"])
        yield Line(
            "Lambda, time",
            f"{milliseconds:.1f} ms of {self.deployment.memory_mb} MB",
            milliseconds * self.of_a_millisecond(),
        )
        yield Line("Lambda, new environments", f"{assumed['new']:.1%} of them", self.of_new_environments())
        yield Line("EventBridge", "1 event", prices["events"])
        yield Line("logs", f"{assumed['log_bytes']:g} bytes", assumed["log_bytes"] * _MILLION / _GB * prices["logged"])
        yield Line(
            "answers", f"{assumed['answer_bytes']:g} bytes", assumed["answer_bytes"] * _MILLION / _GB * prices["sent"]
        )


def variants(create: Create) -> dict[str, Bill]:
    """The deployment as it is, and what else could be chosen."""
    known = tomllib.loads(PRICES.read_text())
    usual = Deployment(*sizes.deployed())
    deployed = Bill(create, usual, known["prices"], known["assumed"])
    others = {
        "an HTTP API in place of the REST API": replace(usual, api="http_api"),
        "without SnapStart": replace(usual, has_snapshots=False),
    }
    return {"as deployed": deployed, **{name: replace(deployed, deployment=other) for name, other in others.items()}}


def functions() -> int:
    """How many functions the template has with a snapshot of their version: all that don't go without."""
    resources = template()["Resources"].values()
    return sum(
        found["Type"] == "AWS::Serverless::Function" and "SnapStart" not in found["Properties"] for found in resources
    )
