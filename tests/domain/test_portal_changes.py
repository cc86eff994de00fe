"""The page and the feed of what deployments changed."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from documentation import published
from domain.portal import get
from plano.registry.difference import Difference, DifferenceKind
from plano.registry.history import Deployment
from plano.registry.records import Records
from plano.store.client import StoreUnavailable

_ATOM = "{http://www.w3.org/2005/Atom}"
_NEWER = Deployment(
    "newer",
    datetime(2026, 11, 28, 9, 30, tzinfo=UTC),
    (
        Difference("line_items.read view", "param is gone", breaks=True),
        Difference("line_items.read → data.colour", "field is new", kind=DifferenceKind.ADDED),
        Difference("gone.route", "<script>alert(1)</script> & \N{SNOWMAN}", breaks=True),
    ),
    2,
)
_OLDER = Deployment("older", datetime(2026, 11, 27, tzinfo=UTC), (Difference("orders.read", "order: 1 → 2"),), 0)


@pytest.fixture
def changed(deployed: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two deployments that changed something."""
    monkeypatch.setattr(published, "history", lambda: [_NEWER, _OLDER])


@pytest.mark.usefixtures("changed")
def test_the_page_names_each_change_at_its_route_and_says_what_breaks() -> None:
    code, _, text = get("/changes")
    assert code == 200
    assert text.index("2026-11-28 09:30 UTC") < text.index("2026-11-27 00:00 UTC")
    assert text.index("Breaks callers") < text.index("param is gone") < text.index(">Added<")
    assert '<a href="./line_items/read"><code>line_items.read</code></a> <code>view</code>: param is gone' in text
    assert "<code>data.colour</code>: field is new" in text
    assert "And 2 more changes." in text
    assert 'href="./gone/route"' not in text
    assert "<script>alert" not in text


def test_an_empty_history_says_so(deployed: Records) -> None:
    for path in ("/changes", "/changes.md"):
        assert "No deployment has changed anything" in get(path)[2]
    assert ET.fromstring(get("/changes.atom")[2]).findall(f"{_ATOM}entry") == []


@pytest.mark.usefixtures("changed")
def test_the_feed_holds_what_rfc_4287_asks_for() -> None:
    code, headers, text = get("/changes.atom")
    assert (code, headers["content-type"]) == (200, "application/atom+xml")
    feed = ET.fromstring(text)
    entries = feed.findall(f"{_ATOM}entry")
    assert [_text(one, "title") for one in entries] == ["2 breaking, 1 added", "1 changed"]
    assert _text(feed, "updated") == _text(entries[0], "updated") == "2026-11-28T09:30:00Z"
    ids = [_text(one, "id") for one in (feed, *entries)]
    assert len(set(ids)) == 3
    assert all(id.startswith("urn:uuid:") for id in ids)
    assert _text(feed.find(f"{_ATOM}author"), "name") == "Plano"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{_ATOM}link")}
    assert links == {
        "self": "https://api.plano.example/production/documentation/changes.atom",
        "alternate": "https://api.plano.example/production/documentation/changes",
    }
    content = entries[0].find(f"{_ATOM}content")
    assert content is not None
    assert content.get("type") == "xhtml"
    assert [child.tag for child in content] == ["{http://www.w3.org/1999/xhtml}div"]
    assert "<script>alert(1)</script> & ☃" in "".join(content.itertext())


def _text(element: ET.Element | None, name: str) -> str:
    assert element is not None
    [found] = element.findall(f"{_ATOM}{name}")
    assert found.text
    return found.text


@pytest.mark.usefixtures("changed")
def test_an_entry_keeps_its_id_and_the_feed_links_to_its_place_on_the_page() -> None:
    page, feeds = get("/changes")[2], [ET.fromstring(get("/changes.atom")[2]) for _ in range(2)]
    first, again = ([_text(one, "id") for one in feed.findall(f"{_ATOM}entry")] for feed in feeds)
    assert first == again
    assert all(f'id="{id}"' in page for id in first)


def test_a_history_that_cannot_be_read_takes_no_other_page_with_it(
    deployed: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "history", _failing)
    assert get("/changes")[0] == get("/changes.atom")[0] == 503
    assert get("/line_items/read")[0] == get("")[0] == 200


def _failing() -> list[Deployment]:
    raise StoreUnavailable("querying")


def test_only_the_pages_that_show_it_read_it_and_it_is_remembered(
    deployed: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = _counted(monkeypatch, lambda: [_OLDER])
    for path in ("", "/line_items/read", "/statuses", "/llms.txt", "/openapi.json"):
        get(path)
    assert reads == []
    for path in ("/changes", "/changes.md", "/changes.atom"):
        get(path)
    assert len(reads) == 1


def _counted(monkeypatch: pytest.MonkeyPatch, read: Callable[[], list[Deployment]]) -> list[Any]:
    reads: list[Any] = []

    def history() -> list[Deployment]:
        reads.append(None)
        return read()

    monkeypatch.setattr(published, "history", history)
    return reads
