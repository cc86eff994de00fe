"""The times and numbers that guides say are those that the code goes by."""

from datetime import timedelta

import pytest

from documentation import remedies
from plano.domain.accounts.limits import logins_from, logins_of_email
from plano.domain.accounts.tries import WINDOW
from plano.domain.sessions import times
from plano.pipeline.repetition import KEPT, LONGEST_KEY
from plano_cli.local.paths import FUNCTIONS

_TEMPLATES = FUNCTIONS / "documentation" / "templates"
_WORDS = {5: "five", 7: "seven"}
_HOUR, _MINUTE, _DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
_OF_EMAIL, _OF_ADDRESS = logins_of_email("ada@example.com").most, logins_from("192.0.2.1").most
_SAID = [
    ("guides/sessions-and-tokens.html", f"ends {_WORDS[times.LONGEST // _DAY]} days after it was made"),
    ("guides/sessions-and-tokens.html", f"not used for {times.IDLE // _HOUR} hours"),
    (
        "guides/sessions-and-tokens.html",
        f"{_WORDS[_OF_EMAIL]} failed logins for one email in {WINDOW // _MINUTE} minutes",
    ),
    ("guides/sessions-and-tokens.html", f"or {_OF_ADDRESS} from one address"),
    ("guides/retrying-safely.html", f"holds 1 to {LONGEST_KEY} characters"),
    ("guides/retrying-safely.html", f"keep it for {KEPT // _HOUR} hours"),
    ("markdown/route.md", f"carried out once in {KEPT // _HOUR} hours"),
    ("macros.html", f"carried out once in {KEPT // _HOUR} hours"),
    ("route.html", f"carried out once in {KEPT // _HOUR} hours"),
]


@pytest.mark.parametrize(("page", "said"), _SAID)
def test_a_page_says_what_holds(page: str, said: str) -> None:
    assert said in (_TEMPLATES / page).read_text()


def test_a_remedy_says_what_holds() -> None:
    said = f"After {_WORDS[_OF_EMAIL]} wrong ones in {WINDOW // _MINUTE} minutes"
    assert said in remedies.REMEDIES["invalid-password"].next
