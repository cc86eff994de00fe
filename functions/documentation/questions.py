"""What people ask first: the search offers it before anything is typed."""

from dataclasses import dataclass
from datetime import timedelta

from documentation.contents import PAGES
from plano.domain.sessions.times import IDLE, LONGEST

_NAMES = {page.address: page.name for page in PAGES}


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the place that answers it, and the answer in half a line."""

    title: str
    address: str
    text: str

    @property
    def kind(self) -> str:
        """The name of the page that answers it."""
        return _NAMES[self.address.partition("#")[0]]


QUESTIONS = (
    Question(
        "What happens if my request is sent twice?",
        "retrying-safely#twice",
        "With a key, the second one changes nothing.",
    ),
    Question("How do I make my first call?", "first-call", "Four requests, ready to be copied."),
    Question(
        "How do I log in, and how long does a token live?",
        "sessions-and-tokens#session",
        f"{LONGEST.days} days, or {IDLE // timedelta(hours=1)} hours without a request.",
    ),
    Question("How do I read everything, page by page?", "paging#cursor", "Send `next_cursor` until there is none."),
    Question("How do I keep prices exact?", "money#exact", "Read them as decimals, not as floats."),
    Question("What does a status mean, and what do I do next?", "statuses", "Each has a remedy, and code for it."),
    Question(
        "How am I notified of changes?", "listening-to-events", "A queue of your own, and a program that reads it."
    ),
    Question("What has changed in the API?", "changes", "Listed by deployment, also as a feed."),
)
