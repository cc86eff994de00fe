"""The pages that don't come from the registry: addresses, navigation, search and `llms.txt` follow from one list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guide:
    """A written page: where it is, what the navigation calls it, and what else it is looked for by."""

    address: str
    name: str
    words: str

    @property
    def template(self) -> str:
        """The file that it is written in."""
        return f"guides/{self.address}.html"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, its name, what it says, and what else it is looked for by."""

    address: str
    name: str
    summary: str = ""
    """In a sentence. A guide has none: the search finds its sections."""
    words: str = ""
    is_for_people: bool = False
    """Whether it is there to be looked at, and for nothing else: it has no Markdown."""


GUIDES = (
    Guide("sessions-and-tokens", "Sessions and roles", "login authenticate bearer role token password expire client"),
    Guide("retrying-safely", "Retrying safely", "idempotent idempotency twice again duplicate timeout lost retry"),
    Guide("paging", "Paging", "pagination paginate cursor next page list all"),
    Guide("money", "Money", "price decimal float rounding cents currency exact"),
    Guide("keeping-filemaker-in-step", "FileMaker", "sync synchronise conflict late offline overwrite back office"),
    Guide("events", "Events", "eventbridge webhook subscribe listen changes"),
    Guide("listening-to-events", "Listening to events", "consumer queue sqs webhook subscribe copy mirror"),
    Guide("going-live", "Going live on AWS", "deploy production staging operate alarm parameter cloudformation sam"),
    Guide("adding-a-route", "Adding a route", "extend develop contribute new endpoint"),
)
"""How to do what takes more than one request, and what holds for all of them."""
FIRST_CALL = Page("first-call", "First call", "From nothing to a line item, in four requests.", "quickstart start")
STATUSES = Page(
    "statuses", "Statuses", "What every answer can say, with its code and what to do about it.", "errors error codes"
)
CHANGES = Page(
    "changes", "Changes", "What each deployment changed, and what breaks callers.", "changelog feed atom rss"
)
NOTIFICATIONS = Page(
    "staff/notifications", "Notifications", "What went wrong on the platform's side.", is_for_people=True
)
SEARCH = Page("search", "Search", is_for_people=True)
"""What the search's field leads to without JavaScript; the field stands on every page, so nothing lists this one."""
LISTED = (
    FIRST_CALL,
    *(Page(guide.address, guide.name, words=guide.words) for guide in GUIDES),
    STATUSES,
    CHANGES,
    NOTIFICATIONS,
)
PAGES = (*LISTED, SEARCH)
FOR_PEOPLE = frozenset(page.address for page in PAGES if page.is_for_people)
FILES = (
    Page("openapi.json", "OpenAPI", "The whole API as an OpenAPI 3.1 document.", "swagger yaml"),
    Page(
        "collection.json",
        "Postman collection",
        "Every route as a request, each after what makes what it needs.",
        "bruno insomnia newman",
    ),
)
"""The whole API, for programs."""
