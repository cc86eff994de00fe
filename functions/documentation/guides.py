"""The written pages: how to do what takes more than one request, and what holds for all of them."""

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
