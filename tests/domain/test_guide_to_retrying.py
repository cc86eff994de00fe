"""The program of the guide to retrying: a status decides whether it sends again, and it says what was answered."""

import re

import pytest

from documentation.remedies import REMEDIES
from domain.answering import FROM_A_PROXY, NO_ANSWER, Api, received
from domain.portal import get
from plano.registry.records import Records
from plano.statuses import CATALOG
from plano_cli.local.paths import FUNCTIONS

_PROGRAM = FUNCTIONS / "documentation" / "templates" / "guides" / "retrying.py.txt"
_TRIES = 5
_AGAIN = [slug for slug, remedy in REMEDIES.items() if remedy.code in ("again", "wait")]
_DONE = ["action-successful", "mandrill-email-failed"]
_FINAL = sorted(CATALOG.keys() - {*_AGAIN, *_DONE})


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long it would have waited, without the pauses of no length."""
    made: list[float] = []
    monkeypatch.setattr("time.sleep", lambda seconds: made.append(seconds) if seconds else None)
    return made


def _run(monkeypatch: pytest.MonkeyPatch, *statuses: str) -> Api:
    """The program, which is answered with these; the request that it sends last is the first one again."""
    api = Api(*statuses)
    monkeypatch.setenv("PLANO_URL", "https://api.plano.example")
    monkeypatch.setenv("PLANO_TOKEN", "a token")
    monkeypatch.setattr("httpx.post", api.client.post)
    exec(compile(_PROGRAM.read_text(), str(_PROGRAM), "exec"), {})
    return api


@pytest.mark.parametrize("status", [*_AGAIN, NO_ANSWER, FROM_A_PROXY])
def test_what_can_pass_is_sent_again_with_the_same_key(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float], status: str
) -> None:
    with pytest.raises(KeyError, match="idempotent-replayed"):  # the second success was not replayed: here is no API
        _run(monkeypatch, status, status, "action-successful", "action-successful")
    assert pauses == ([7, 1, 7, 2] if status == "too-many-requests" else [1, 2])


@pytest.mark.parametrize("status", _FINAL)
def test_what_stays_the_same_is_sent_once_and_said(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float], status: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        _run(monkeypatch, status)
    assert f"{CATALOG[status].code:d} " in str(ended.value)
    assert received(status, "orders.create").json()["message"] in str(ended.value)
    assert pauses == []


def test_when_it_gives_up_it_says_what_was_answered_last(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> None:
    for status, said in ((NO_ANSWER, "ReadTimeout"), (FROM_A_PROXY, "Bad gateway"), ("application-crash", "500 ")):
        with pytest.raises(SystemExit, match=f"Try again later, with the same key.*{said}"):
            _run(monkeypatch, *[status] * _TRIES)


def test_the_page_names_each_status_that_is_sent_again(deployed: Records) -> None:
    html = get("/retrying-safely")[2]
    [advice] = re.findall(r'<h2 id="which">.*?</ul>', html, re.DOTALL)
    for slug in (*_AGAIN, "mandrill-email-failed", "route-non-existent"):
        assert f"<code>{slug}</code>" in advice
