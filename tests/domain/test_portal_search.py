"""The portal's search, as a page and as a list for its script."""

import json
import re

import pytest

from domain.portal import get
from plano.registry import records


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("line_items.create", "line_items/create"),
        ("line_items create", "line_items/create"),
        ("discount_applied", "line_items/create#param-discount_applied_percent"),
        ("client-required", "statuses#client-required"),
        ("planox2", "#param-application"),
        ("DELETE", "/delete"),
        ("openapi", "openapi.json"),
    ],
)
def test_a_search_finds_the_nearest_first(deployed: records.Records, query: str, first: str) -> None:
    addresses = re.findall(r'<li><a href="\./([^"]+)"><strong>', get("/search", query={"q": query})[2])
    assert first in addresses[0], addresses[:3]


def test_a_search_that_finds_nothing_or_asks_for_nothing(deployed: records.Records) -> None:
    assert "Nothing has" in get("/search", query={"q": "zebra"})[2]
    assert "zebra" not in get("/search")[2]


@pytest.mark.parametrize("query", ["", "zebra"])
def test_where_nothing_is_found_common_questions_are_there(deployed: records.Records, query: str) -> None:
    text = get("/search", query={"q": query} if query else None)[2]
    for question in json.loads(get("/search.json")[2])["questions"]:
        assert f'<a href="./{question["address"]}"><strong>{question["title"]}</strong>' in text


def test_all_that_can_be_found_is_there(deployed: records.Records) -> None:
    """For the search as one types: each address is one that a page has."""
    code, _, text = get("/search.json")
    assert code == 200
    pages: dict[str, str] = {}
    index = json.loads(text)
    for found in (*index["questions"], *index["documents"]):
        path, _, fragment = found["address"].partition("#")
        page = pages.setdefault(path, get(f"/{path}")[2])
        assert found["title"].strip()
        assert not fragment or f'id="{fragment}"' in page, found


def test_what_is_written_on_pages_is_found_by_section(deployed: records.Records) -> None:
    found = {one["address"]: one for one in json.loads(get("/search.json")[2])["documents"]}
    assert found["retrying-safely#twice"]["title"] == "What happens if my request is sent twice?"
    assert "changes nothing" in found["retrying-safely#twice"]["text"]
    assert "Skip to the content" not in found["retrying-safely"]["text"]
