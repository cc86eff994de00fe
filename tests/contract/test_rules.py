"""What CloudFormation asserts of the parameters before it deploys, and what the firewall does, by the template."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

from plano_cli.local.paths import PROJECT

_TEMPLATE: dict[str, Any] = yaml_parse((PROJECT / "template.yaml").read_text())
_GOOD = {
    "Environment": "production",
    "EmailsFrom": "orders@example.com",
    "MandrillUrl": "https://mandrillapp.com",
    "PythonRuntime": "python3.13",
}


def _refused(parameters: Mapping[str, str]) -> Iterator[str]:
    """The sentences with which a deployment with these parameters is refused."""
    for rule in _TEMPLATE["Rules"].values():
        if _is_true(rule["RuleCondition"], parameters):
            for each in rule["Assertions"]:
                if not _is_true(each["Assert"], parameters):
                    yield each["AssertDescription"]


def _is_true(condition: dict[str, Any], parameters: Mapping[str, str]) -> bool:
    ((name, arguments),) = condition.items()
    if name == "Fn::Not":
        return not _is_true(arguments[0], parameters)
    assert name == "Fn::Equals"
    left, right = (parameters[each["Ref"]] if isinstance(each, dict) else each for each in arguments)
    return bool(left == right)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"EmailsFrom": "hello@plano.example"}, "EmailsFrom is the example's"),
        ({"EmailsFrom": "hello@plano.example", "Environment": "staging"}, "EmailsFrom is the example's"),
        ({"MandrillUrl": "http://127.0.0.1:4800"}, "MandrillUrl has to be"),
        ({"MandrillUrl": "https://mandrill.example.com", "Environment": "staging"}, "MandrillUrl has to be"),
        ({"PythonRuntime": "python3.11"}, "Set PythonRuntime"),
        ({"PythonRuntime": "python3.11", "Environment": "staging"}, "Set PythonRuntime"),
    ],
)
def test_a_parameter_that_can_not_work_is_refused_in_a_sentence(changed: dict[str, str], words: str) -> None:
    (sentence,) = _refused({**_GOOD, **changed})
    assert words in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "changed",
    [{}, {"Environment": "staging"}, {"Environment": "local", "MandrillUrl": "http://127.0.0.1:4800"}],
)
def test_what_works_is_not_refused(changed: dict[str, str]) -> None:
    assert list(_refused({**_GOOD, **changed})) == []


def test_the_firewall_blocks_an_address_that_sends_too_much_in_five_minutes() -> None:
    (rule,) = _TEMPLATE["Resources"]["AddressLimits"]["Properties"]["Rules"]
    assert rule["Action"] == {"Block": {}}
    (statement,) = rule["Statement"].values()
    assert (statement["Limit"], statement["EvaluationWindowSec"]) == ({"Ref": "RequestsPerAddress"}, 300)
    assert statement["AggregateKeyType"] == "IP"
