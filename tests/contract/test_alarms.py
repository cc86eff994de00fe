"""What makes an alarm ring: one case that has to, and one that must not, for each alarm of the template."""

import ast
import operator
from collections.abc import Mapping
from typing import Any

import pytest

from contract.environments import REGION, resources

_OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
_COMPARED = {"GreaterThanThreshold": operator.gt, "GreaterThanOrEqualToThreshold": operator.ge}
_THROTTLES = ("RecordsThrottledAlarm", "OtherTablesThrottledAlarm")
_CASES: tuple[tuple[str, Mapping[str, float], Mapping[str, float]], ...] = (
    ("CrashesAlarm", {"crashes": 20, "requests": 1000}, {"crashes": 10, "requests": 1000}),
    ("CrashesAlarm", {"crashes": 3, "requests": 3}, {"crashes": 2, "requests": 2}),
    ("ServerErrorsAlarm", {"errors": 20, "answers": 1000}, {"errors": 10, "answers": 1000}),
    (
        "ServerErrorsAlarm",
        {"errors": 520, "answers": 1000, "unknown": 500},
        {"errors": 500, "answers": 1000, "unknown": 500},
    ),
    ("LatencyAlarm", {"p99": 1001}, {"p99": 1000, "p95": 5000}),
    ("FunctionsThrottledAlarm", {"Sum": 1}, {"Sum": 0}),
    ("LoginsRefusedAlarm", {"invalid_password": 101}, {"invalid_password": 100}),
    ("LoginsRefusedAlarm", {"email_not_found": 60, "too_many_requests": 41}, {"user_has_no_password": 100}),
    ("EmailsFailedAlarm", {"Sum": 11}, {"Sum": 10}),
    ("EmailsLateAlarm", {"Maximum": 3601}, {"Maximum": 3600}),
    ("EmailsDeliverErrorsAlarm", {"Sum": 1}, {"Sum": 0}),
    ("EmailsDeadLetterAlarm", {"Maximum": 1}, {"Maximum": 0}),
    ("EventsLateAlarm", {"Maximum": 600_001}, {"Maximum": 600_000}),
    ("EventsPublishErrorsAlarm", {"Sum": 1}, {"Sum": 0}),
    ("FinishLateAlarm", {"Maximum": 600_001}, {"Maximum": 600_000}),
    ("FinishErrorsAlarm", {"Sum": 1}, {"Sum": 0}),
    ("EventsDeadLetterAlarm", {"Maximum": 1}, {"Maximum": 0}),
    ("RegistryDeployErrorsAlarm", {"Sum": 1}, {"Sum": 0}),
    ("RegistryDeployLateAlarm", {"Maximum": 30_001}, {"Maximum": 30_000}),
)
"""Alarm, figures of a period at which it rings, and at which it must not. What is left out was not counted."""


@pytest.fixture(scope="module")
def alarms() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_DEFAULT_REGION", REGION)
        made = resources("production")
    return {name: each["Properties"] for name, each in made.items() if each["Type"] == "AWS::CloudWatch::Alarm"}


@pytest.mark.parametrize(("name", "ringing", "silent"), _CASES)
def test_an_alarm_rings_when_it_has_to_and_not_before(
    alarms: dict[str, Any], name: str, ringing: Mapping[str, float], silent: Mapping[str, float]
) -> None:
    assert _rings(alarms[name], ringing)
    assert not _rings(alarms[name], silent)


@pytest.mark.parametrize("name", _THROTTLES)
def test_a_throttle_of_any_table_rings(alarms: dict[str, Any], name: str) -> None:
    ids = [each["Id"] for each in alarms[name]["Metrics"] if "MetricStat" in each]
    assert all(_rings(alarms[name], {id: 101}) for id in ids)
    assert not any(_rings(alarms[name], {id: 100}) for id in ids)


def test_every_alarm_has_a_case(alarms: dict[str, Any]) -> None:
    assert alarms.keys() == {name for name, _, _ in _CASES} | {*_THROTTLES}


def test_an_alarm_rings_within_a_quarter_of_an_hour(alarms: dict[str, Any]) -> None:
    for name, alarm in alarms.items():
        periods = {each["MetricStat"]["Period"] for each in alarm.get("Metrics", []) if "MetricStat" in each}
        (period,) = periods or {alarm["Period"]}
        assert period * alarm["EvaluationPeriods"] <= 900, name


def _rings(alarm: dict[str, Any], figures: Mapping[str, float]) -> bool:
    """Whether a period with these figures counts towards ringing."""
    is_over = _COMPARED[alarm["ComparisonOperator"]]
    return bool(is_over(_value(alarm, figures), alarm["Threshold"]))


def _value(alarm: dict[str, Any], figures: Mapping[str, float]) -> float:
    if "Metrics" not in alarm:
        return figures.get(alarm.get("Statistic") or alarm["ExtendedStatistic"], 0)
    (expression,) = [each["Expression"] for each in alarm["Metrics"] if "Expression" in each]
    ids = [each["Id"] for each in alarm["Metrics"] if "MetricStat" in each]
    assert figures.keys() <= {*ids}
    return _math(ast.parse(expression.strip(), mode="eval").body, {id: figures.get(id, 0) for id in ids})


def _math(node: ast.AST, figures: Mapping[str, float]) -> float:
    """The value of an expression of CloudWatch's metric math, as far as the template uses it."""
    match node:
        case ast.Constant(value=int(value)):
            return value
        case ast.Name(id=id):
            return figures[id]
        case ast.BinOp(left=left, op=op, right=right):
            return float(_OPERATORS[type(op)](_math(left, figures), _math(right, figures)))
        case ast.Compare(left=left, ops=[ast.GtE()], comparators=[right]):
            return _math(left, figures) >= _math(right, figures)
        case ast.Call(func=ast.Name(id="IF"), args=[condition, then, other]):
            return _math(then if _math(condition, figures) else other, figures)
        case ast.Call(func=ast.Name(id="FILL"), args=[value, _]):
            return _math(value, figures)
    raise AssertionError(ast.dump(node))
