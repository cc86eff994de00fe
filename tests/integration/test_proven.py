"""The last tests of a whole run: what the routes document is what they were seen to answer, no more and no less.

A run of only some of the tests leaves them out (conftest.py): it has not seen everything.
"""

from integration import proven
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS

_ROUTES = declared(FUNCTIONS)[1]


def test_every_documented_status_is_proven_or_excused() -> None:
    assert proven.unproven(_ROUTES) == []


def test_an_excuse_is_for_what_cannot_be_proven() -> None:
    seen = {(route, slug) for route, slugs in proven.proven(_ROUTES).items() for slug in slugs}
    assert seen & proven.EXCUSED.keys() == set()


def test_no_route_answers_what_it_does_not_document() -> None:
    assert proven.undocumented(_ROUTES) == []


def test_the_file_that_the_badges_come_from_says_what_was_proven() -> None:
    wanted = proven.as_text(proven.proven(_ROUTES))
    before = proven.PROVEN_FILE.read_text() if proven.PROVEN_FILE.exists() else ""
    proven.PROVEN_FILE.parent.mkdir(exist_ok=True)
    proven.PROVEN_FILE.write_text(wanted)
    assert before == wanted, f"{proven.PROVEN_FILE.name} was out of date. It is written anew: commit it."
