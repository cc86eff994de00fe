"""The picture of a request's way: each step, and the statuses that can end it there."""

from dataclasses import dataclass, replace
from types import ModuleType

from plano import errors, statuses
from plano.pipeline import answer, authentication, body, identification, permission, validation, way
from plano.statuses import CATALOG, Status
from plano_cli.pictures.canvas import Box, Picture, arrow, text

_WIDTH, _TOP, _GAP = 1000, 44, 16
_STEP, _STATUSES = 12, 500


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way; the modules that take it name the statuses which can end the way there."""

    name: str
    what: str
    modules: tuple[ModuleType, ...] = ()
    more: tuple[Status, ...] = ()

    def slugs(self) -> list[str]:
        """The statuses, in the order of the catalog."""
        named = {found for module in self.modules for found in vars(module).values() if isinstance(found, Status)}
        found = {status.slug for status in (*named, *self.more)}
        return [slug for slug in CATALOG if slug in found]


STEPS = (
    Step("API Gateway", "finds the function of the method and path", more=(statuses.ROUTE_NON_EXISTENT,)),
    Step("identify", "its record and its API service’s are deployed, and on", (way, identification)),
    Step("decode", "the body is of the right type and size, and holds params", (body,)),
    Step("authenticate", "the token is that of a session or an application", (authentication,)),
    Step("permit", "the caller’s role in this application may do this", (permission,)),
    Step("validate", "every param has its type, within its limits", (validation, errors)),
    Step("act", "the rules: one batch to read, one transaction to write", more=(statuses.APPLICATION_CRASH,)),
    Step("answer", "one shape for every answer, with the request’s id", (answer,)),
)


def request_way() -> Picture:
    """The picture, and the same in words."""
    parts = [
        text(_STEP, 26, "The way of a request", "heading"),
        text(_STATUSES, 26, "What can end it there: the first that applies answers", "soft"),
    ]
    y: float = _TOP
    before: Box | None = None
    for step in STEPS:
        slugs = step.slugs()
        is_good = statuses.ACTION_SUCCESSFUL.slug in slugs
        ends = "every other status that the route declares, and application-crash" if step.name == "act" else ""
        box = Box(_STEP, y, 430, step.name, (step.what,))
        end = Box(_STATUSES, y, 488, "", (ends or " · ".join(slugs),), style="good" if is_good else "bad")
        end = replace(end, y=y + (box.height - end.height) / 2)
        parts += [box.svg(), end.svg(), arrow(box.right, end.left)]
        if before is not None:
            parts.append(arrow(before.bottom, box.top))
        before = box
        y += box.height + _GAP
    return Picture("request", "The way of a request", _in_words(), _WIDTH, y, tuple(parts))


def _in_words() -> str:
    return " ".join(f"{step.name}: {step.what} ({', '.join(step.slugs())})." for step in STEPS)
