"""The log's format: it is Powertools' own, which a function would load for this alone, and no token is in it."""

import json
import logging
from typing import Any

import pytest
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from plano.log import SERVICE, Lines
from plano.tokens import SESSION_PREFIX, new_token

_POWERTOOLS = LambdaPowertoolsFormatter(log_record_order=["level", "location", "message"], service=SERVICE)


def _record(level: int = logging.INFO, error: BaseException | None = None, **said: Any) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("plano", level, __file__, 7, "request", (), info, "finish")
    vars(record).update(said)
    return record


def _failure(message: str) -> BaseException:
    with pytest.raises(RuntimeError) as caught:
        _fail(message)
    return caught.value


def _fail(message: str) -> None:
    error = RuntimeError(message)
    error.add_note("it was tried twice")
    raise error


@pytest.mark.parametrize(
    "record",
    [
        _record(),
        _record(route="line_items.create", code=200, duration_ms=12.5, caller="Zoë"),
        _record(logging.WARNING, reason=ValueError("none of JSON's types")),
        _record(logging.ERROR, _failure("no such luck"), route="line_items.create"),
    ],
    ids=["bare", "a request", "what JSON doesn't know", "a failure"],
)
def test_a_line_is_powertools_own(record: logging.LogRecord) -> None:
    ours, theirs = Lines().format(record), _POWERTOOLS.format(record)
    assert json.loads(ours) == json.loads(theirs)
    assert "\n" not in ours


def test_a_line_names_the_trace_that_x_ray_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")
    record = _record()
    ours = json.loads(Lines().format(record))
    assert ours["xray_trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"
    assert ours == json.loads(_POWERTOOLS.format(record))


def test_no_token_gets_into_a_line_wherever_it_stands() -> None:
    token = new_token(SESSION_PREFIX)
    record = _record(logging.ERROR, _failure(f"about {token}"), caller=token)
    record.msg = f"for {token}"
    line = Lines().format(record)
    assert token not in line
    assert line.count(f"{SESSION_PREFIX}***") >= 3
