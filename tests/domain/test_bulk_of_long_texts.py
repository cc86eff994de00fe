"""line_items.bulk_create with the longest texts: all of it is written and answered, or refused and nothing is."""

import json
from typing import Any

import pytest

from domain.asking import all_keys, ask, done
from domain.world import CONTEXT, World, build_world, event
from line_items import bulk_create, read
from plano.store import write

MOST = 45
LETTERS = ["é", "漢", "😀"]
"""Of two, three and four bytes; between the store and DynamoDB, the last travels as twelve."""


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _elements(world: World, letter: str) -> list[dict[str, Any]]:
    element = {"itemable_type": "Order", "itemable_id": world.order, "service_description": letter * 4000}
    return [element] * MOST


def _bulk(world: World, elements: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
    """The answer to a body in UTF-8, in which no letter is escaped."""
    params = {"token": world.tokens["client"], "line_items": elements}
    answer = bulk_create.handler(event(json.dumps(params, ensure_ascii=False).encode()), CONTEXT)
    return answer["statusCode"], json.loads(answer["body"])


@pytest.mark.parametrize("letter", LETTERS)
def test_forty_five_of_the_longest_descriptions_are_added(world: World, tables: Any, letter: str) -> None:
    before = all_keys(tables)
    code, body = _bulk(world, _elements(world, letter))
    assert code == 200, body
    made = body["data"]["line_items"]
    assert [one["service_description"] for one in made] == [letter * 4000] * MOST
    assert len(all_keys(tables) - before) == 2 * MOST
    assert done(read.handler, world, id=made[-1]["id"]) == made[-1]


@pytest.mark.parametrize("letter", LETTERS)
def test_escaped_they_are_a_body_that_is_too_large_and_nothing_is_written(
    world: World, tables: Any, letter: str
) -> None:
    before = all_keys(tables)
    code, body = ask(bulk_create.handler, world, line_items=_elements(world, letter))
    assert (code, body["status"]) == (413, "payload-too-large")
    assert all_keys(tables) == before


def test_more_bytes_than_a_transaction_holds_are_refused_and_nothing_is_written(
    world: World, tables: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "LARGEST", 2_000_000)
    before = all_keys(tables)
    code, body = _bulk(world, _elements(world, "😀"))
    assert (code, body["status"]) == (400, "invalid-param")
    (fault,) = body["errors"]
    assert fault["param"] == "line_items"
    assert "with shorter texts" in fault["message"]
    assert all_keys(tables) == before


def test_long_texts_that_fill_most_of_the_largest_body_are_added(world: World, tables: Any) -> None:
    elements = [
        {**element, "instructions": "😀" * 800, "key": f"{number:02}" + "😀" * 253}
        for number, element in enumerate(_elements(world, "😀"))
    ]
    before = all_keys(tables)
    code, body = _bulk(world, elements)
    assert code == 200, body
    assert len(all_keys(tables) - before) == 2 * MOST
