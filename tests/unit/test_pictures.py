"""The pictures show what the template and the declarations say, and are drawn anew when that changes."""

import copy
import inspect
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from plano.pipeline import way
from plano.registry.discovery import declared
from plano.statuses import CATALOG
from plano_cli.local.paths import FUNCTIONS, PROJECT
from plano_cli.pictures.architecture import architecture
from plano_cli.pictures.canvas import Box
from plano_cli.pictures.files import FILES, texts
from plano_cli.pictures.reading import Architecture, architecture_of, in_words
from plano_cli.pictures.request_way import STEPS
from plano_cli.template.digest import read_template

_SVG = "{http://www.w3.org/2000/svg}"
_IN_THE_WAY = ("identify(", "raise refusal", "authenticate(", "permit(", "validated.get()", "carry_out(", "Answer.from")
"""What the way of a request does for each step after API Gateway's."""


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    return read_template((PROJECT / "template.yaml").read_text())


def _read(template: dict[str, Any]) -> Architecture:
    return architecture_of(template, *declared(FUNCTIONS))


def test_what_is_written_is_what_would_be_drawn() -> None:
    stale = [path for path, text in texts(PROJECT).items() if (PROJECT / path).read_text() != text]
    assert stale == [], "bin/plano pictures"


@pytest.mark.parametrize("path", FILES)
def test_a_picture_is_well_formed_and_says_in_words_what_it_shows(path: str) -> None:
    root = ET.fromstring((PROJECT / path).read_text())
    words = {each.tag: each.get("id", "") for each in root if each.tag in (f"{_SVG}title", f"{_SVG}desc")}
    assert root.get("aria-labelledby", "").split() == list(words.values())
    assert all((each.text or "").strip() for each in root if each.tag in words)
    assert (root.find(f"{_SVG}style") is not None) == path.startswith("docs/")


def test_every_function_table_and_queue_of_the_template_is_on_it(template: dict[str, Any]) -> None:
    drawn = "".join(ET.fromstring(architecture(_read(template)).svg()).itertext())
    handlers = [
        found["Properties"]["Handler"].removesuffix(".handler")
        for found in template["Resources"].values()
        if found["Type"] == "AWS::Serverless::Function"
    ]
    services, routes = declared(FUNCTIONS)
    of_no_route = sorted(set(handlers) - {route.name for route in routes})
    assert [name for name in (*of_no_route, *(each.slug for each in services)) if name not in drawn] == []
    assert f"{len(routes)} routes" in drawn
    assert "Records table" in drawn
    assert "Stream of the records table" in drawn
    assert "publishes on the event bus" in drawn


def test_a_function_that_is_added_to_the_template_comes_onto_it(template: dict[str, Any]) -> None:
    changed = copy.deepcopy(template)
    changed["Resources"]["ArchiveFunction"] = {
        "Type": "AWS::Serverless::Function",
        "Properties": {
            "Handler": "orders.archive.handler",
            "Policies": [{"Statement": [{"Action": "sqs:SendMessage", "Resource": {"Fn::Sub": "${EmailsQueue.Arn}"}}]}],
            "Events": {
                "Letters": {"Type": "SQS", "Properties": {"Queue": {"Fn::GetAtt": ["EmailsDeadLetterQueue", "Arn"]}}}
            },
        },
    }
    (added,) = set(_read(changed).behind) - set(_read(template).behind)
    assert (added.source, added.handler) == ("Emails dead letter queue", "orders.archive")
    assert added.does == ("sends to the emails queue",)


def test_a_table_says_who_writes_to_it(template: dict[str, Any]) -> None:
    tables = {table.name: table for table in _read(template).tables}
    assert tables["Registry"].writers == ()
    assert tables["Registry"].readers == len(declared(FUNCTIONS)[1])
    assert "line_items" in tables["Records"].writers
    assert "line_items" not in tables["Sessions"].writers


def test_the_steps_are_those_of_the_way_in_its_order() -> None:
    source = inspect.getsource(way.answer_request)
    found = [source.index(words) for words in _IN_THE_WAY]
    assert found == sorted(found)
    assert len(STEPS) == len(found) + 1
    statuses = [slug for step in STEPS for slug in step.slugs()]
    assert {"route-non-existent", "invalid-token", "permission-denied", "application-crash"} <= set(statuses)
    assert set(statuses) <= set(CATALOG)


def test_a_box_is_as_high_as_its_lines_need() -> None:
    assert (
        Box(0, 0, 100, "Title", ("one two three four five six seven",)).height
        > Box(0, 0, 400, "Title", ("one",)).height
    )
    assert re.findall(r">([^<]+)</text>", Box(0, 0, 200, "A & B").svg()) == ["A &amp; B"]
    assert in_words("EmailsDeadLetterQueue") == "Emails dead letter queue"
