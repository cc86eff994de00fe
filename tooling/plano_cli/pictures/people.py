"""The pictures of the guide to sessions and roles."""

from datetime import timedelta

from plano import statuses
from plano.domain.callers import APPLICATION, CLIENT, EMPLOYEE, LIAISON
from plano.domain.sessions.times import IDLE, LONGEST
from plano_cli.pictures.canvas import Box, Picture, arrow, text

_DAYS, _UNUSED_HOURS = LONGEST.days, IDLE // timedelta(hours=1)


def session() -> Picture:
    """The life of a session."""
    new = Box(12, 60, 190, "No role yet", (statuses.CLIENT_REQUIRED.slug,), "box")
    acting = Box(350, 60, 190, "Acts in its role", (statuses.ACTION_SUCCESSFUL.slug,), "good")
    expired = Box(720, 12, 160, "Expired", (statuses.SESSION_EXPIRED.slug,), "bad")
    ended = Box(720, 130, 160, "Ended", (statuses.INVALID_TOKEN.slug,), "bad")
    x, y = acting.right
    turn = 570
    parts = (
        *(box.svg() for box in (new, acting, expired, ended)),
        text(12, 36, "users.register", "name"),
        arrow((60, 42), (60, 60)),
        text(350, 36, "sessions.create", "name"),
        arrow((398, 42), (398, 60)),
        arrow(new.right, acting.left),
        text(276, new.left[1] - 8, "client_register", "name", "middle"),
        arrow((x, y - 8), (turn, y - 8), (turn, expired.left[1]), expired.left),
        text(turn + 8, expired.left[1] - 8, f"after {_DAYS} days, or", "soft"),
        text(turn + 8, expired.left[1] + 18, f"{_UNUSED_HOURS} hours unused", "soft"),
        arrow((x, y + 8), (turn, y + 8), (turn, ended.left[1]), ended.left),
        text(turn + 8, ended.left[1] - 8, "sessions.delete", "name"),
        text(12, 190, "An expired or ended session never comes back: log in for a new one.", "soft"),
    )
    description = (
        "users.register begins a session without a role, which is answered client-required. With users.client_register"
        f" it acts in its role, as a session of sessions.create does from the beginning. After {_DAYS} days, or"
        f" {_UNUSED_HOURS} hours without use, it is answered session-expired; after sessions.delete, invalid-token."
    )
    return Picture("session", "The life of a session", description, 892, 200, parts)


def roles() -> Picture:
    """Whose orders each role sees."""
    seen = {CLIENT: ("own",), LIAISON: ("own", "company"), EMPLOYEE: ("own", "company", "other")}
    seen[APPLICATION] = seen[EMPLOYEE]
    columns = (("own", "a client’s own"), ("company", "of others in its company"), ("other", "of other companies"))
    parts = [text(190 + 230 * at, 30, name, "soft") for at, (_, name) in enumerate(columns)]
    for row, role in enumerate((CLIENT, LIAISON, EMPLOYEE, APPLICATION)):
        y = 46 + row * 50
        parts.append(text(12, y + 24, role, "title"))
        for at, (column, _) in enumerate(columns):
            sees = column in seen[role]
            words = ("calls what it may" if role == APPLICATION else "sees and changes") if sees else "as if not there"
            parts.append(Box(190 + 230 * at, y, 216, "", (words,), "good" if sees else "group").svg())
    description = (
        "Orders and their line items: a client sees and changes its own; a liaison those of all clients of its company;"
        " an employee all; an application all, by the routes that its token allows. What one may not see is as if it"
        " were not there."
    )
    return Picture("roles", "Whose orders each role sees", description, 892, 250, tuple(parts))
