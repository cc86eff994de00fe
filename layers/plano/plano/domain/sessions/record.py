"""A session as it is kept, and the three views in which it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plano import clock
from plano.domain.callers import USER, Caller
from plano.domain.sessions import times
from plano.store.keys import Key
from plano.store.values import Item
from plano.store.write import ABSENCE, PRESENT, RIVALS, Condition, Update


@dataclass(frozen=True, slots=True)
class Session:
    """A login. What is known of its user is copied into it, so that a request needs only this one record.

    `roles` maps an application to the user's role there; it is empty for a user without any record of a role.
    """

    id: int
    user_id: int
    application: str
    remember_me: bool
    created_at: datetime
    used_at: datetime
    user: Mapping[str, Any]
    roles: Mapping[str, str]
    client_id: int | None = None
    company: str | None = None

    @classmethod
    def from_item(cls, item: Mapping[str, Any]) -> "Session":
        """The session that the table holds."""
        return cls(
            id=item["id"],
            user_id=item["user"]["id"],
            application=item["application"],
            remember_me=item["remember_me"],
            created_at=clock.moment(item["created_at"]),
            used_at=clock.moment(item["used_at"]),
            user=item["user"],
            roles=item["roles"],
            client_id=item.get("client_id"),
            company=item.get("company"),
        )

    def to_item(self) -> Item:
        """The session as the table holds it, under the hash of its token."""
        return {
            "kind": "Session",
            "id": self.id,
            "application": self.application,
            "remember_me": self.remember_me,
            "created_at": clock.iso(self.created_at),
            "used_at": clock.iso(self.used_at),
            "user": dict(self.user),
            "roles": dict(self.roles),
            "client_id": self.client_id,
            "company": self.company,
            "removed_at": self.removed_at(),
        }

    def is_expired(self) -> bool:
        """Whether it has ended by now."""
        return times.is_expired(self.created_at, self.used_at, remember_me=self.remember_me, now=clock.now())

    def removed_at(self) -> int | None:
        """When DynamoDB may remove it, in seconds since 1970; None for never."""
        return times.removed_at(self.created_at, remember_me=self.remember_me, now=clock.now())

    def touch(self, key: Key) -> Update | None:
        """The write that says it is used now; None where that is not due yet."""
        now = clock.now()
        if not times.is_due(self.used_at, now):
            return None
        change = Condition("SET #used_at = :now", {"used_at": "used_at"}, {"now": clock.iso(now)})
        return Update(key, change, PRESENT, ABSENCE | RIVALS)

    def caller(self, application: str) -> Caller:
        """Who calls with this session, acting in the user's role in this application."""
        return Caller(
            role=self.roles.get(application, USER),
            application=application,
            name=f"user {self.user_id}",
            user_id=self.user_id,
            session_id=self.id,
            client_id=self.client_id,
            company=self.company,
        )


def to_answer(session: Session, view: str, permissions: Mapping[str, Any] | None = None) -> Item:
    """What an answer holds of a session: minimal, default or full. `permissions` maps a role to its routes."""
    ends = times.expires_at(session.created_at, session.used_at, remember_me=session.remember_me)
    role = session.roles.get(session.application)
    shown: Item = {
        "id": session.id,
        "application": session.application,
        "expires_at": clock.iso(ends) if ends else None,
    }
    if view in ("default", "full"):
        shown |= {
            "user": dict(session.user),
            "role": role,
            "remember_me": session.remember_me,
            "created_at": clock.iso(session.created_at),
            "used_at": clock.iso(session.used_at),
        }
    if view == "full":
        shown |= {
            "roles": dict(session.roles),
            "permissions": sorted((permissions or {}).get(role or USER, [])),
        }
    return shown
