"""How long a session lasts: seven days, 72 hours unused, or until it is ended when it was made with remember_me."""

from datetime import datetime, timedelta

LONGEST = timedelta(days=7)
IDLE = timedelta(hours=72)
GRANULARITY = timedelta(minutes=5)
"""`used_at` is written at most this often, so a session was last used up to this long after it."""
KEPT = timedelta(days=30)
"""How long an expired session stays in the table, to differ from a token that never was."""


def is_expired(created_at: datetime, used_at: datetime, *, remember_me: bool, now: datetime) -> bool:
    """Whether the session has ended by age or by idleness. What `GRANULARITY` blurs counts in the user's favour."""
    if remember_me:
        return False
    return now - created_at > LONGEST or now - used_at > IDLE + GRANULARITY


def expires_at(created_at: datetime, used_at: datetime, *, remember_me: bool) -> datetime | None:
    """When the session ends if it is not used any more; None for one that doesn't."""
    return None if remember_me else min(created_at + LONGEST, used_at + IDLE)


def is_due(used_at: datetime, now: datetime) -> bool:
    """Whether `used_at` has to be written again."""
    return now - used_at >= GRANULARITY


def removed_at(created_at: datetime, *, remember_me: bool, now: datetime) -> int | None:
    """When DynamoDB may remove the session, in seconds since 1970; None for never.

    An old session that is not remembered any more ends now, and is kept from now on.
    """
    return None if remember_me else int((max(created_at + LONGEST, now) + KEPT).timestamp())
