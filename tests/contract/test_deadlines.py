"""What a request may take: the sums of docs/operations.md are those of the code and the template, and they fit."""

import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from contract.environments import DEPLOYED, REGION, decided, resources
from plano import deadline, settings
from plano.domain.emails import mandrill
from plano.registry.discovery import declared
from plano.store.dynamodb import of_botocore, own
from plano.store.dynamodb.connection import CONNECT_SECONDS
from plano.store.services import BRIEF, BRIEFEST
from plano_cli.local.paths import FUNCTIONS, PROJECT
from plano_cli.new.names import function_name

_IN_TIME = 8
"""The contract's: a documented status within so many seconds."""
_BLOCK = re.compile(r"<!-- deadlines: [^>]+ -->\n(.*?)<!-- end -->", re.DOTALL)


@pytest.fixture(params=DEPLOYED)
def functions(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The properties of each route's function."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    made = decided(resources(request.param, everything=True), request.param)
    return [made[function_name(route.name)]["Properties"] for route in declared(FUNCTIONS)[1]]


def _seconds(functions: list[dict[str, Any]]) -> float:
    (found,) = {float(each["Timeout"]) for each in functions}
    return found


def _for_work(seconds: float) -> float:
    return deadline.to_answer(SimpleNamespace(get_remaining_time_in_millis=lambda: seconds * 1000))


def _rows(functions: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    seconds = _seconds(functions)
    (wait,) = {settings.read(each["Environment"]["Variables"]).store_timeout_seconds for each in functions}
    assert of_botocore.CONNECT_SECONDS == CONNECT_SECONDS
    recording = of_botocore.BRIEF_CONNECT + of_botocore.BRIEF_READ
    yield "the function", f"{seconds:g} (`Timeout`)"
    yield "connecting to DynamoDB; TLS", f"{CONNECT_SECONDS:g} each"
    yield "one wait for its answer", f"{wait:g} (`PLANO_STORE_TIMEOUT_SECONDS`)"
    yield (
        "one call of it, with its tries and pauses",
        f"{own.LONGEST * wait:g}; with botocore, what is left of the work",
    )
    yield (
        "a message to a queue or a topic, a secret",
        f"{BRIEF.longest:g}: {BRIEF.tries} tries of {_try():g}, and a pause",
    )
    yield "a call of Mandrill's; the queue brings the email again", f"{mandrill.TIMEOUT_SECONDS:g}"
    yield "**the work**: all of these together, and no longer", f"**{_for_work(seconds):g}**"
    yield (
        f"**what follows a failure**: announcing it, {BRIEFEST.longest:g}; recording it, {recording:g}",
        f"**{deadline.FOR_ENDING:g}**",
    )
    yield "**not used**", f"**{deadline.SPARE:g}**"


def _try() -> float:
    return BRIEF.connect + BRIEF.read


def test_the_page_has_the_sums_of_the_code_and_the_template(functions: list[dict[str, Any]]) -> None:
    (block,) = _BLOCK.findall((PROJECT / "docs" / "operations.md").read_text())
    rows = [("", "seconds"), ("---", "---"), *_rows(functions)]
    table = (
        "".join(f"| {' | '.join(row)} |\n" for row in rows).replace("|  |", "| |").replace("| --- | --- |", "|---|---|")
    )
    assert block == table


def test_the_parts_are_the_whole_and_the_answer_is_out_in_time(functions: list[dict[str, Any]]) -> None:
    seconds = _seconds(functions)
    assert _for_work(seconds) + deadline.FOR_ENDING + deadline.SPARE == seconds
    assert _for_work(seconds) + deadline.FOR_ENDING <= _IN_TIME


def test_a_failure_is_announced_and_recorded_in_the_time_that_is_kept_for_it() -> None:
    recording = of_botocore.BRIEF_CONNECT + of_botocore.BRIEF_READ
    assert BRIEFEST.longest + recording <= deadline.FOR_ENDING


def test_whatever_a_request_waits_for_fits_into_its_work(functions: list[dict[str, Any]]) -> None:
    work = _for_work(_seconds(functions))
    assert max(BRIEF.longest, mandrill.TIMEOUT_SECONDS) <= work, json.dumps({"work": work})


def test_an_email_is_left_to_its_request_until_that_has_ended(functions: list[dict[str, Any]]) -> None:
    read = [settings.read(each["Environment"]["Variables"]) for each in functions]
    (sending,) = [each.email_delay_seconds for each in read if each.mandrill_key_parameter]
    assert sending > _seconds(functions)
