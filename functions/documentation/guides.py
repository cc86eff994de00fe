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
    Guide("sessions-and-tokens", "Sessions and tokens", "login authenticate bearer role password token"),
    Guide("retrying-safely", "Retrying safely", "idempotent idempotency twice again duplicate timeout lost retry"),
    Guide("paging", "Paging", "pagination paginate cursor next page list all"),
    Guide("money", "Money", "price decimal float rounding cents currency exact"),
    Guide("events", "Events", "eventbridge webhook subscribe listen changes"),
)
