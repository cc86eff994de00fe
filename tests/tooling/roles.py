"""Each function's role, as SAM's own translator makes it of template.yaml, and what IAM would let it do."""

import copy
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samtranslator.translator.transform import transform

from domain.template import template
from plano.store.keys import Table
from plano.store.listings import Index
from plano_cli.local.accesses import Access
from tooling.node import install, run

ACCOUNT = "111111111111"
_SIMULATOR = Path(__file__).parent / "simulator"
_NOTHING = {"Ref": "AWS::NoValue"}
_UPLOADED = "s3://bucket/key"  # SAM translates what `sam package` has uploaded
_SAMS_OWN = "arn:aws:iam::aws:policy/service-role/"
_KNOWN = {
    f"{_SAMS_OWN}{name}"
    for name in ("AWSLambdaBasicExecutionRole", "AWSLambdaDynamoDBExecutionRole", "AWSLambdaSQSQueueExecutionRole")
}
"""AWS's own policies that SAM adds for logs and triggers. None of them is about a table (one is about streams)."""
_PLACE = f"arn:aws:dynamodb:eu-central-1:{ACCOUNT}:table"


@dataclass(frozen=True, slots=True)
class Request:
    """One request to a table, or to its index."""

    role: str
    action: str
    table: Table
    index: Index | None = None
    keys: tuple[str, ...] = ()
    attributes: tuple[str, ...] = field(default=())
    returned: str = ""

    def to_simulator(self) -> dict[str, Any]:
        """The request in IAM's words. A key without a value is not in its context."""
        context = {"dynamodb:LeadingKeys": self.keys, "dynamodb:Attributes": self.attributes}
        suffix = f"/index/{self.index}" if self.index else ""
        return {
            "role": self.role,
            "action": f"dynamodb:{self.action}",
            "resource": f"{_PLACE}/{self.table}{suffix}",
            "context": {name: list(values) for name, values in context.items() if values}
            | ({"dynamodb:ReturnValues": self.returned} if self.returned else {}),
        }


class Simulator:
    """IAM, as npm's `@cloud-copilot/iam-simulate` has it."""

    def __init__(self, folder: Path) -> None:
        install(_SIMULATOR, folder)
        self._folder = folder
        self._policies = policies()

    def allowed(self, requests: Sequence[Request]) -> dict[Request, bool]:
        """Whether each request is allowed."""
        given = {
            "account": ACCOUNT,
            "policies": self._policies,
            "requests": [request.to_simulator() for request in requests],
        }
        done = run(["node", "simulate.js"], self._folder, json.dumps(given))
        assert done.returncode == 0, done.stderr
        return dict(zip(requests, json.loads(done.stdout), strict=True))


def as_sent(access: Access) -> Iterator[Request]:
    """The request with its own table's keys, and with all of its batch's: AWS doesn't say which it compares."""
    index = Index(access.index) if access.index else None
    for patterns in {access.patterns, access.batch or access.patterns}:
        keys, attributes = tuple(sorted(map(key_of, patterns))), tuple(sorted(access.attributes))
        yield Request(access.function, access.action, Table(access.table), index, keys, attributes, access.returned)


def key_of(pattern: str) -> str:
    """A key that the pattern fits."""
    return pattern.replace("*", "1")


def policies() -> dict[str, list[Any]]:
    """By the name of each function (`LineItemsCreateFunction`) the policies of its role about tables."""
    source = copy.deepcopy(template())
    source["Globals"]["Function"]["CodeUri"] = _UPLOADED
    for layer in ("DependenciesLayer", "PlanoLayer"):
        source["Resources"][layer]["Properties"]["ContentUri"] = _UPLOADED
    resources = transform(source, {}, _NoManagedPolicies())["Resources"]
    found: dict[str, list[Any]] = {}
    for name, resource in resources.items():
        if resource["Type"] == "AWS::IAM::Role" and name.endswith("FunctionRole"):
            properties = resource["Properties"]
            inline = [one["PolicyDocument"] for one in _deployed(properties.get("Policies", ()))]
            shared = [_shared(one, resources) for one in _deployed(properties.get("ManagedPolicyArns", ()))]
            found[name.removesuffix("Role")] = [_about_tables(one) for one in (*inline, *shared)]
    return found


class _NoManagedPolicies:
    """SAM asks for AWS's own policies by their names; the template names none."""

    def load(self) -> dict[str, str]:
        return {}


def _deployed(policies: Sequence[Any]) -> list[Any]:
    """Those that a role has in production."""
    return [found for one in policies if (found := _chosen(one)) != _NOTHING]


def _chosen(policy: Any) -> Any:
    if isinstance(policy, dict) and "Fn::If" in policy:
        assert policy["Fn::If"][0] == "IsLocal"
        return _chosen(policy["Fn::If"][2])
    return policy


def _shared(name: Any, resources: Any) -> Any:
    """A policy that the role only names: one of the template's, or one of AWS's that is not about tables."""
    if isinstance(name, dict):
        return resources[name["Ref"]]["Properties"]["PolicyDocument"]
    assert name in _KNOWN, f"nobody has looked at what {name} lets a role do with the tables"
    return {"Statement": []}


def _about_tables(document: Any) -> dict[str, Any]:
    statements = [
        _resolved(statement)
        for statement in document["Statement"]
        if any(action.startswith(("dynamodb:", "*")) for action in _listed(statement["Action"]))
    ]
    return {"Version": document.get("Version", "2008-10-17"), "Statement": statements}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _resolved(value: Any) -> Any:
    """The value as it is deployed in production."""
    if isinstance(value, list):
        return [_resolved(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "Fn::If" in value:
        assert value["Fn::If"][0] == "IsLocal"
        return _resolved(value["Fn::If"][2])
    if "Fn::GetAtt" in value:
        return f"{_PLACE}/{_table(value['Fn::GetAtt'][0])}"
    if "Fn::Sub" in value:
        name, _, rest = value["Fn::Sub"].removeprefix("${").partition(".Arn}")
        return f"{_PLACE}/{_table(name)}{rest}"
    return {name: _resolved(one) for name, one in value.items()}


def _table(logical_id: str) -> Table:
    return Table(logical_id.removesuffix("Table").lower())
