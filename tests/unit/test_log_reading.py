"""`plano logs`: what a person reads of a line, and which lines are sent at all."""

import json
import time
from io import StringIO
from typing import Any

import boto3
import pytest
from moto import mock_aws

from plano.log import Lines, logger
from plano.pipeline.observation import Observation
from plano_cli.logs.lines import Line, line_of
from plano_cli.logs.reading import Reader, Wanted

_GROUP, _STREAM = "/plano/staging/api", "2026/11/28/[4]one"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What a function writes into its log."""
    monkeypatch.setenv("PLANO_ENVIRONMENT", "staging")
    for name in ("REGISTRY_TABLE", "SESSIONS_TABLE", "RECORDS_TABLE"):
        monkeypatch.setenv(f"PLANO_{name}", "a-table")
    stream = StringIO()
    monkeypatch.setattr(logger().handlers[0], "stream", stream)
    assert isinstance(logger().handlers[0].formatter, Lines)
    return stream


def _line(message: str) -> Line:
    found = line_of(message, 1_795_000_000_000)
    assert found is not None
    return found


def _finish(error: BaseException | None = None, **fields: Any) -> None:
    seen = Observation()
    seen.request_id = fields.pop("request_id", "a-request")
    seen.finish(**{"route": "line_items.create", "status": "action-successful", "code": 200, "error": error, **fields})


def test_a_request_is_one_line_that_says_what_came_of_it(written: StringIO) -> None:
    _finish()
    line = _line(written.getvalue())
    assert "200 action-successful  line_items.create" in line.text()
    assert line.text().endswith("nobody  a-request")
    assert (line.is_error, line.traceback) == (False, None)


def test_a_crash_shows_where_it_came_from(written: StringIO) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 / 0
    _finish(caught.value, status="application-crash", code=500)
    line = _line(written.getvalue())
    assert line.is_error
    first, *below = line.text().splitlines()
    assert "500 application-crash" in first
    assert below[0] == "    Traceback (most recent call last):"
    assert any("test_log_reading.py" in each for each in below)
    assert below[-1] == "    ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    "message",
    [
        "START RequestId: 7f1 Version: 4",
        "END RequestId: 7f1\n",
        "REPORT RequestId: 7f1\tDuration: 3 ms",
        '{"time": "2026-11-28T04:00:00Z", "type": "platform.start", "record": {"requestId": "7f1"}}',
        '{"time": "…", "type": "platform.report", "record": {"requestId": "7f1", "status": "success"}}',
        '{"_aws": {}, "environment": "staging", "emails_sent": [1]}',
        "",
    ],
)
def test_what_lambda_notes_of_each_invocation_is_left_out(message: str) -> None:
    assert line_of(message, 0) is None


@pytest.mark.parametrize(
    ("message", "says"),
    [
        (
            '{"time": "…", "type": "platform.report", "record": {"requestId": "7f1", "status": "timeout"}}',
            "platform.report: timeout",
        ),
        ("2026-11-28T04:00:00Z 7f1 Task timed out after 10.00 seconds", "Task timed out"),
        (
            '{"level": "ERROR", "errorMessage": "no module", "stackTrace": ["  File x\\n"]}',
            "no module",
        ),
    ],
    ids=["the report", "its text", "an import"],
)
def test_an_invocation_that_never_came_to_its_end_is_an_error(message: str, says: str) -> None:
    line = _line(message)
    assert line.is_error
    assert says in line.text()


def test_what_a_handler_prints_is_shown_as_it_is() -> None:
    line = _line("here we are")
    assert line.text().endswith("here we are")
    assert not line.is_error


def test_a_pattern_says_to_cloudwatch_what_is_wanted() -> None:
    assert Wanted().pattern() == ""
    both = Wanted(request_id='a"b', route="orders.read").pattern()
    assert both == '{ ($.request_id = "a\\"b") && ($.route = "orders.read") }'
    assert '$.level = "ERROR"' in Wanted(errors=True).pattern()


@mock_aws
def test_a_reader_reads_each_line_once_and_only_what_is_wanted(
    written: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    logs = boto3.client("logs", region_name="eu-central-1")
    logs.create_log_group(logGroupName=_GROUP)
    logs.create_log_stream(logGroupName=_GROUP, logStreamName=_STREAM)
    since = time.time() - 60
    reader = Reader(logs, _GROUP, Wanted(), since)

    def write(**fields: Any) -> None:
        written.truncate(0)
        written.seek(0)
        _finish(**fields)
        event = {"timestamp": int(time.time() * 1000), "message": written.getvalue()}
        logs.put_log_events(logGroupName=_GROUP, logStreamName=_STREAM, logEvents=[event])

    write(request_id="one")
    assert [line.request_id for line in reader.new()] == ["one"]
    write(request_id="two", route="orders.read")
    assert [line.request_id for line in reader.new()] == ["two"]
    assert list(reader.new()) == []
    wanted = Wanted(route="orders.read")
    monkeypatch.setattr(Wanted, "pattern", lambda _: "")  # what sends too much is sorted out here
    assert [json.loads(line.raw)["request_id"] for line in Reader(logs, _GROUP, wanted, since).new()] == ["two"]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("/opt/python/plano/pipeline/way.py", "layers/plano/plano/pipeline/way.py"),
        ("/var/task/orders/read.py", "functions/orders/read.py"),
        ("/home/ada/.local/tmp/ministack-lambda-a-b/layer_1/python/plano/log.py", "layers/plano/plano/log.py"),
        ("/home/ada/.local/tmp/ministack-lambda-a-b/code/orders/read.py", "functions/orders/read.py"),
        ("/var/lang/lib/python3.13/json/__init__.py", "/var/lang/lib/python3.13/json/__init__.py"),
        ("/opt/python/pydantic/main.py", "/opt/python/pydantic/main.py"),
    ],
)
def test_a_traceback_names_our_files_as_they_are_in_the_project(there: str, here: str) -> None:
    said = {"level": "ERROR", "message": "request", "exception": f'Traceback:\n  File "{there}", line 3, in handler'}
    assert f'File "{here}", line 3' in _line(json.dumps(said)).text()
