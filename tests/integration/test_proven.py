"""The last tests of a whole run: what the routes document is what they were seen to answer, no more and no less.

A run of only some of the tests leaves them out (conftest.py): it has not seen everything.
"""

from integration import proven
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS

_ROUTES = declared(FUNCTIONS)[1]


def test_every_answer_that_a_page_shows_came_over_http() -> None:
    assert proven.unproven(_ROUTES) == [], "ask for it in a test of this folder"


def test_an_excuse_is_for_what_never_comes() -> None:
    assert proven.inexcusable(_ROUTES) == []


def test_no_route_answers_what_it_does_not_document() -> None:
    assert proven.undocumented(_ROUTES) == []
