"""The times and numbers that pages, params and statuses say are those that the code goes by."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from documentation import remedies
from plano import statuses
from plano.domain.accounts.limits import logins_from, logins_of_email
from plano.domain.accounts.tries import WINDOW
from plano.domain.sessions import times
from plano.domain.sessions.params import CreateSession, UpdateSession
from plano.params.declare import Params
from plano.pipeline.repetition import KEPT, LONGEST_KEY
from plano_cli.local.paths import FUNCTIONS

_TEMPLATES = FUNCTIONS / "documentation" / "templates"
_WORDS = {5: "five", 7: "seven", 15: "fifteen", 50: "fifty"}
_MOST_OF_EMAIL, _MOST_OF_ADDRESS = logins_of_email("ada@example.com").most, logins_from("192.0.2.1").most


def _in(unit: timedelta, value: timedelta) -> int:
    assert not value % unit
    return value // unit


def _word(number: int) -> str:
    return _WORDS.get(number, str(number))


_HOUR, _MINUTE, _DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
_SAID = [
    ("guides/sessions-and-tokens.html", lambda: f"ends {_word(_in(_DAY, times.LONGEST))} days after it was made"),
    ("guides/sessions-and-tokens.html", lambda: f"not used for {_in(_HOUR, times.IDLE)} hours"),
    (
        "guides/sessions-and-tokens.html",
        lambda: f"{_word(_MOST_OF_EMAIL)} failed logins for one email in {_in(_MINUTE, WINDOW)} minutes",
    ),
    ("guides/sessions-and-tokens.html", lambda: f"or {_MOST_OF_ADDRESS} from one address"),
    ("guides/retrying-safely.html", lambda: f"holds 1 to {LONGEST_KEY} characters"),
    ("guides/retrying-safely.html", lambda: f"keep it for {_in(_HOUR, KEPT)} hours"),
    ("markdown/route.md", lambda: f"carried out once in {_in(_HOUR, KEPT)} hours"),
    ("macros.html", lambda: f"carried out once in {_in(_HOUR, KEPT)} hours"),
    ("route.html", lambda: f"carried out once in {_in(_HOUR, KEPT)} hours"),
    ("pictures/session.svg", lambda: f">after {_in(_DAY, times.LONGEST)} days, or<"),
    ("pictures/session.svg", lambda: f">{_in(_HOUR, times.IDLE)} hours unused<"),
]


@pytest.mark.parametrize(("page", "said"), _SAID)
def test_a_page_says_what_holds(page: str, said: Callable[[], str]) -> None:
    assert said() in (_TEMPLATES / page).read_text()


def test_a_remedy_says_what_holds() -> None:
    said = f"After {_word(_MOST_OF_EMAIL)} wrong ones in {_in(_MINUTE, WINDOW)} minutes"
    assert said in remedies.REMEDIES["invalid-password"].next


@pytest.mark.parametrize("params", [CreateSession, UpdateSession])
def test_a_param_says_what_holds(params: type[Params]) -> None:
    said = f"{_word(_in(_DAY, times.LONGEST))} days or {_in(_HOUR, times.IDLE)} unused hours"
    assert said in str(params.model_fields["remember_me"].description)


def test_a_status_says_what_holds() -> None:
    ends = f"older than {_word(_in(_DAY, times.LONGEST))} days, or was not used for {_in(_HOUR, times.IDLE)} hours"
    assert ends in statuses.SESSION_EXPIRED.description
    logins = f"{_word(_MOST_OF_EMAIL)} wrong logins for one email, or {_word(_MOST_OF_ADDRESS)} from one address"
    assert f"{logins}, in {_word(_in(_MINUTE, WINDOW))} minutes" in statuses.TOO_MANY_REQUESTS.description
