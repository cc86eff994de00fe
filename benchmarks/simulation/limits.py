"""What AWS takes, by its documentation, and what the template sets; and how both are prepared for more.

Sources: "Lambda scaling behavior" (1,000 environments in ten seconds, ten requests a second for each), "Amazon API
Gateway quotas" (10,000 requests a second, 5,000 at once), "DynamoDB burst and adaptive capacity" and "Best practices
for designing partition keys" (a partition's units), "DynamoDB on-demand capacity mode" (a new table takes 4,000 write
and 12,000 read units: four partitions).
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from benchmarks.simulation.units import Units
from plano.store.listings import SHARDS
from plano_cli.local.paths import PROJECT

PARTITION_WRITES, PARTITION_READS = 1_000, 3_000
"""The units that a partition takes in a second. What it did not use earlier raises them by nothing."""
ENVIRONMENTS_AT_ONCE, ENVIRONMENTS_A_SECOND = 1_000, 100.0
"""How many environments Lambda makes of a function: at once, and again in each second."""
REQUESTS_OF_AN_ENVIRONMENT = 10
"""Lambda takes ten times as many requests a second as its limit of environments."""
SPLIT_SECONDS = 600
"""How long a partition is hot before DynamoDB has split it: assumed. AWS speaks of sustained traffic only."""
IDLE_SECONDS = 300
"""How long an environment without work is kept: assumed. AWS doesn't say."""
_HEADROOM = 1.5
"""How much more than the mean is prepared for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one deployment: of a new one, unless it is said otherwise."""

    stage_rate: float
    stage_burst: float
    account_rate: float = 10_000
    account_burst: float = 5_000
    environments: int = 1_000
    partitions: int = 4
    """Of the table, and of each index that is spread evenly."""
    shards: int = SHARDS
    """The partition keys of the index `all`. Ids rise, so all entries go to its end: splitting it helps nothing."""
    remembers_services: bool = False
    """Whether a function remembers the services that it read, for a while."""


@dataclass(frozen=True, slots=True)
class Change:
    """One limit that is raised, and how."""

    what: str
    before: str
    after: str


def as_deployed() -> Limits:
    """Those of a new deployment in a new account."""
    settings: Any = yaml_parse((PROJECT / "template.yaml").read_text())["Resources"]["Api"]["Properties"]
    usual = next(one for one in settings["MethodSettings"] if one["ResourcePath"] == "/*")
    return Limits(float(usual["ThrottlingRateLimit"]), float(usual["ThrottlingBurstLimit"]))


def prepared(rate: float, units: Units, seconds: float) -> Limits:
    """What has to be asked for and changed for so many creates a second, each of which takes so many seconds."""
    usual, wanted = as_deployed(), rate * _HEADROOM
    at_once = max(2 * wanted * seconds, wanted / REQUESTS_OF_AN_ENVIRONMENT)
    return replace(
        usual,
        stage_rate=max(usual.stage_rate, wanted),
        stage_burst=max(usual.stage_burst, wanted),
        account_rate=max(usual.account_rate, wanted),
        account_burst=max(usual.account_burst, wanted),
        environments=max(usual.environments, _round(at_once)),
        partitions=max(usual.partitions, ceil(wanted * units.of_table / PARTITION_WRITES)),
        shards=max(usual.shards, 2 ** ceil(wanted / PARTITION_WRITES).bit_length()),
        remembers_services=wanted > PARTITION_READS,
    )


def changes(rate: float, units: Units, seconds: float) -> list[Change]:
    """What differs between the two."""
    now, then = as_deployed(), prepared(rate, units, seconds)
    told = [
        ("`ThrottlingRateLimit` of the API's stage", f"{now.stage_rate:,.0f}", f"{then.stage_rate:,.0f}"),
        ("API Gateway's requests a second, of the account", f"{now.account_rate:,.0f}", f"{then.account_rate:,.0f}"),
        ("Lambda's environments, of the account", f"{now.environments:,}", f"{then.environments:,}"),
        ("write units that the table and each index are warmed up for", *map(_writes, (now, then))),
        ("partition keys of the index `all` (`SHARDS`)", f"{now.shards}", f"{then.shards}"),
        ("services that a function has read", *map(_remembered, (now, then))),
    ]
    return [Change(*one) for one in told if one[1] != one[2]]


def _round(number: float) -> int:
    return 500 * ceil(number / 500)


def _writes(limits: Limits) -> str:
    return f"{limits.partitions * PARTITION_WRITES:,}"


def _remembered(limits: Limits) -> str:
    return "remembered for some seconds" if limits.remembers_services else "read each time"
