"""What operators are told: each alarm is explained, reaches them, and counts what the code counts."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from contract.environments import REGION, resources
from plano import statuses
from plano.pipeline.observation import NAMESPACE, Count
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS, PROJECT

_ALARM = "AWS::CloudWatch::Alarm"
_IN_THE_BACKGROUND = (
    "EmailsDeliverFunction",
    "EventsPublishFunction",
    "EventsFinishFunction",
    "RegistryDeployFunction",
)
_DIMENSIONS = [{"environment", "route", "status"}, {"environment", "status"}, {"environment"}]


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_DEFAULT_REGION", REGION)
        yield resources("production")


@pytest.fixture(scope="module")
def alarms(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: each["Properties"] for name, each in made.items() if each["Type"] == _ALARM}


def _metrics(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """The metrics that an alarm looks at: its own, or those of its expression."""
    stats = [each["MetricStat"]["Metric"] for each in alarm.get("Metrics", []) if "MetricStat" in each]
    return stats or [alarm]


def _dimensions(metric: dict[str, Any]) -> dict[str, Any]:
    return {each["Name"]: each["Value"] for each in metric.get("Dimensions", [])}


def _page() -> str:
    return (PROJECT / "docs" / "operations.md").read_text()


def test_every_alarm_is_explained_and_nothing_else_is(alarms: dict[str, Any]) -> None:
    explained = re.findall(r"^\| `(\w+Alarm)` \| [^|]+ \| [^|]+ \|$", _page(), re.MULTILINE)
    assert sorted(explained) == sorted(alarms)


def test_every_alarm_tells_the_operators_when_it_rings_and_when_it_is_over(alarms: dict[str, Any]) -> None:
    for name, alarm in alarms.items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "NotificationsTopic"}], name
        assert alarm["AlarmDescription"].endswith("."), name
        assert alarm["TreatMissingData"] == "notBreaching", name


@pytest.mark.parametrize("function", _IN_THE_BACKGROUND)
def test_every_function_in_the_background_has_an_alarm_of_its_errors(alarms: dict[str, Any], function: str) -> None:
    watched = [each for alarm in alarms.values() for each in _metrics(alarm) if each["MetricName"] == "Errors"]
    assert {"FunctionName": {"Ref": function}} in [_dimensions(each) for each in watched]


def test_whatever_waits_in_the_background_has_an_alarm_of_its_age(alarms: dict[str, Any]) -> None:
    ages = {"IteratorAge", "AsyncEventAge", "ApproximateAgeOfOldestMessage"}
    watched = [each for alarm in alarms.values() for each in _metrics(alarm) if each["MetricName"] in ages]
    found = {json.dumps(value) for each in watched for value in _dimensions(each).values()}
    assert found == {
        json.dumps(each)
        for each in (
            {"Fn::GetAtt": ["EmailsQueue", "QueueName"]},
            {"Ref": "EventsPublishFunction"},
            {"Ref": "EventsFinishFunction"},
            {"Ref": "RegistryDeployFunction"},
        )
    }


def test_every_queue_of_dead_letters_has_an_alarm(made: dict[str, Any], alarms: dict[str, Any]) -> None:
    queues = {name for name, each in made.items() if each["Type"] == "AWS::SQS::Queue" and "DeadLetter" in name}
    watched = {
        _dimensions(alarm)["QueueName"]["Fn::GetAtt"][0]
        for alarm in alarms.values()
        if alarm.get("MetricName") == "ApproximateNumberOfMessagesVisible"
    }
    assert watched == queues


def test_every_table_and_index_has_an_alarm_of_its_throttles(made: dict[str, Any], alarms: dict[str, Any]) -> None:
    wanted = {
        (table, index, metric)
        for table, found in made.items()
        if found["Type"] == "AWS::DynamoDB::Table"
        for index in ("", *(each["IndexName"] for each in found["Properties"].get("GlobalSecondaryIndexes", [])))
        for metric in ("ReadThrottleEvents", "WriteThrottleEvents")
    }
    watched = {
        (
            _dimensions(each)["TableName"]["Ref"],
            _dimensions(each).get("GlobalSecondaryIndexName", ""),
            each["MetricName"],
        )
        for alarm in alarms.values()
        for each in _metrics(alarm)
        if each["Namespace"] == "AWS/DynamoDB"
    }
    assert watched == wanted


def test_an_expression_names_each_of_its_metrics_and_no_more_than_an_alarm_may_have(alarms: dict[str, Any]) -> None:
    for name, alarm in alarms.items():
        if "Metrics" not in alarm:
            continue
        (expression,) = [each["Expression"] for each in alarm["Metrics"] if "Expression" in each]
        named = set(re.findall(r"[a-z]\w*", expression))
        ids = {each["Id"] for each in alarm["Metrics"] if "MetricStat" in each}
        assert (named, len(ids) <= 10) == (ids, True), name


def test_alarms_look_at_what_the_code_counts(alarms: dict[str, Any]) -> None:
    slugs = {each.slug for each in vars(statuses).values() if isinstance(each, statuses.Status)}
    routes = {each.name for each in declared(FUNCTIONS)[1]}
    counted = [each for alarm in alarms.values() for each in _metrics(alarm) if each["Namespace"] == NAMESPACE]
    assert counted
    for each in counted:
        dimensions = _dimensions(each)
        assert each["MetricName"] in set(Count)
        assert set(dimensions) in _DIMENSIONS
        assert dimensions["environment"] == "production"
        assert dimensions.get("status", "application-crash") in slugs
        assert dimensions.get("route", "sessions.create") in routes


def test_paths_that_no_route_has_ring_no_alarm_of_errors(alarms: dict[str, Any]) -> None:
    for name, alarm in alarms.items():
        if "5XXError" in [each["MetricName"] for each in _metrics(alarm)]:
            (expression,) = [each["Expression"] for each in alarm["Metrics"] if "Expression" in each]
            (unknown,) = [each["Id"] for each in alarm["Metrics"] if "unknown_routes" in json.dumps(each)]
            without = f"errors - FILL({unknown}, 0)"
            assert without in expression, name
            assert "errors" not in expression.replace(without, ""), name


def test_the_dashboard_shows_what_the_code_counts(made: dict[str, Any]) -> None:
    shown = json.loads(made["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])["widgets"]
    metrics = [each for widget in shown for each in widget["properties"]["metrics"]]
    plain = [each for each in metrics if each[0] == NAMESPACE]
    searched = [each[0]["expression"] for each in metrics if isinstance(each[0], dict)]
    assert {each[1] for each in plain} | {"requests"} == set(Count)
    for each in plain:
        assert {*each[2::2]} in _DIMENSIONS
    for each in searched:
        found = re.fullmatch(r"SEARCH\('\{Plano,([\w,]+)\} MetricName=\"requests\" .*', 'Sum'\)", each)
        assert found is not None
        assert set(found[1].split(",")) in _DIMENSIONS


def test_the_dashboard_names_only_what_is_deployed(made: dict[str, Any]) -> None:
    named = re.findall(r"\$\{(\w+)(?:\.\w+)?\}", made["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])
    assert set(named) <= {*made, "Environment"}


def test_the_dashboards_widgets_do_not_lie_on_each_other(made: dict[str, Any]) -> None:
    shown = json.loads(made["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])["widgets"]
    places = [(widget["x"], widget["y"]) for widget in shown]
    assert len(set(places)) == len(places)
    assert {(widget["width"], widget["height"]) for widget in shown} == {(12, 6)}
