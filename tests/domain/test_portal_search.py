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
    assert get("/search")[0] == 200


def test_all_that_can_be_found_is_there(deployed: records.Records) -> None:
    """For the search as one types: each address is one that a page has."""
    code, _, text = get("/search.json")
    assert code == 200
    pages: dict[str, str] = {}
    for found in json.loads(text):
        path, _, fragment = found["address"].partition("#")
        page = pages.setdefault(path, get(f"/{path}")[2])
        assert found["title"].strip()
        assert not fragment or f'id="{fragment}"' in page, found


def test_what_is_written_on_pages_is_found_by_section(deployed: records.Records) -> None:
    found = {one["address"]: one for one in json.loads(get("/search.json")[2])}
    assert found["retrying-safely#twice"]["title"] == "What happens if my request is sent twice?"
    assert "changes nothing" in found["retrying-safely#twice"]["text"]
    assert "Skip to the content" not in found["retrying-safely"]["text"]
