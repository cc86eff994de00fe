"""The portal's search, as a page and as a list for its script."""

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
    assert "<html" not in get("/search", query={"q": "order", "list": "1"})[2]
