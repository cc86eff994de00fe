"""The list of pages: whatever leads to pages leads to all of them."""

import json
import re

import pytest

from documentation.contents import FOR_PEOPLE, GUIDES, LISTED, PAGES, Page
from documentation.site import ROOT, site
from domain.portal import get
from plano.registry.records import Records
from plano_cli.local.paths import FUNCTIONS


def test_every_page_that_has_an_address_is_in_the_list() -> None:
    addresses = [str(getattr(route, "path", "")).removeprefix(ROOT).strip("/") for route in site().routes]
    written = {address for address in addresses if address and not re.search(r"[.{]", address)}
    assert written == {page.address for page in PAGES}


def test_every_guide_that_is_written_is_in_the_list() -> None:
    written = {file.stem for file in (FUNCTIONS / "documentation" / "templates" / "guides").glob("*.html")}
    assert written == {guide.address for guide in GUIDES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address)
def test_a_page_is_where_people_and_programs_look_for_it(deployed: Records, page: Page) -> None:
    code, _, html = get(f"/{page.address}")
    assert code == 200
    below = "../" * page.address.count("/") or "./"
    if page in LISTED:
        assert f'<li><a href="{below}{page.address}" aria-current="page">{page.name}</a></li>' in html
        found = {one["address"] for one in json.loads(get("/search.json")[2])["documents"]}
        assert page.address in found
    listed = f"[{page.name}](https://api.plano.example/production/documentation/{page.address}.md)"
    assert (listed in get("/llms.txt")[2]) is (page.address not in FOR_PEOPLE)
    assert f'href="{below}{page.address}"' in get(f"/{page.address}x")[2]  # of a misspelt address
