"""Sessions that are made, used, changed and ended in any order, as time goes by: a simple model says who is let in."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.asking import SESSIONS, items, record_of, send
from domain.wholeness import assert_whole
from domain.world import build_world, call, grant, new_user
from line_items import index as index_items
from plano import clock
from plano.domain.callers import CLIENT, EMPLOYEE, LIAISON
from services import create as create_service
from sessions import create as create_session
from sessions import delete as delete_session
from sessions import index as index_sessions
from sessions import update as update_session

START = datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)
LONGEST, IDLE, GRANULARITY = timedelta(days=7), timedelta(hours=72), timedelta(minutes=5)
PASSWORD = "a password like no other"
EMAILS = ("ada@example.com", "charles@example.com")
APPLICATIONS = st.sampled_from(["planoorder", "planox2"])
SELDOM = st.sampled_from([False, False, False, True])
SECOND = timedelta(seconds=1)
STEPS = [SECOND, GRANULARITY, timedelta(hours=30), IDLE, IDLE + GRANULARITY, IDLE + GRANULARITY + SECOND]
ROUTES: tuple[tuple[Any, dict[str, Any]], ...] = ((index_items.handler, {}), (create_service.handler, {"name": "x"}))


@dataclass
class Known:
    """A session as the model has it."""

    token: str
    email: str
    application: str
    remember_me: bool
    created_at: datetime
    used_at: datetime

    def is_expired(self, now: datetime) -> bool:
        is_old = now - self.created_at > LONGEST or now - self.used_at > IDLE + GRANULARITY
        return is_old and not self.remember_me

    def use(self, now: datetime) -> None:
        if now - self.used_at >= GRANULARITY:
            self.used_at = now


class Sessions(RuleBasedStateMachine):
    """Two users, who get roles as time goes by, in whatever application."""

    def __init__(self, tables: Any) -> None:
        super().__init__()
        self.tables = tables
        self.now = START
        self.known: dict[str, Known] = {}
        self.ended: list[str] = []
        self.roles: dict[str, dict[str, str]] = {email: {} for email in EMAILS}

    @initialize()
    def build(self) -> None:
        with clock.set_to(START):
            build_world()
            self.users = {email: new_user(email, PASSWORD) for email in EMAILS}
        self.grant(EMAILS[0], CLIENT, "planoorder")

    @rule(by=st.sampled_from(STEPS))
    def wait(self, by: timedelta) -> None:
        self.now += by

    @precondition(lambda self: any(not session.is_expired(self.now) for session in self.known.values()))
    @rule(seconds=st.sampled_from([0, 1]), longest=st.booleans(), data=st.data())
    def wait_until_one_is_about_to_expire(self, seconds: int, longest: bool, data: Any) -> None:
        live = [session for session in self.known.values() if not session.is_expired(self.now)]
        session = live[data.draw(st.integers(0, len(live) - 1))]
        ends = session.created_at + LONGEST if longest else session.used_at + IDLE + GRANULARITY
        self.now = max(self.now, ends + seconds * SECOND)

    @rule(email=st.sampled_from(EMAILS), application=APPLICATIONS, remember_me=SELDOM, wrong=SELDOM)
    def log_in(self, email: str, application: str, remember_me: bool, wrong: bool) -> None:
        self.now += timedelta(minutes=4)  # so that four wrong passwords at most are in one quarter of an hour
        password = "another long password" if wrong else PASSWORD
        params = {"email": email, "password": password, "application": application, "remember_me": remember_me}
        with clock.set_to(self.now):
            answer = send(create_session.handler, params)
        roles = self.roles[email]
        if wrong:
            assert answer["status"] == "invalid-password"
        elif roles and application not in roles:
            assert answer["status"] == "user-requires-role"
        else:
            assert answer["status"] == ("action-successful" if roles else "client-required")
            token = answer["data"]["token"]
            self.known[token] = Known(token, email, application, remember_me, self.now, self.now)

    @rule(email=st.sampled_from(EMAILS), role=st.sampled_from([CLIENT, EMPLOYEE, LIAISON]), application=APPLICATIONS)
    def grant(self, email: str, role: str, application: str) -> None:
        user = record_of(self.tables, "User", self.users[email]["id"])
        kept = {name: value for name, value in user.items() if name not in ("pk", "sk")}
        with clock.set_to(self.now):
            grant(kept, role, [application], company="Third Houses")
        self.roles[email][application] = role

    @precondition(lambda self: self.known)
    @rule(data=st.data(), remember_me=st.booleans())
    def remember(self, data: Any, remember_me: bool) -> None:
        session = self._draw(data)
        if self._is_done(session, update_session.handler, remember_me=remember_me):
            session.remember_me = remember_me

    @precondition(lambda self: self.known)
    @rule(data=st.data(), every=st.booleans())
    def end(self, data: Any, every: bool) -> None:
        session = self._draw(data)
        own = [other for other in self.known.values() if other is session or (every and other.email == session.email)]
        if self._is_done(session, delete_session.handler, **({"all": True} if every else {})):
            for other in own:
                del self.known[other.token]
                self.ended.append(other.token)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), route=st.sampled_from(ROUTES), application=st.sampled_from([None, "planoorder", "planox2"]))
    def use(self, data: Any, route: tuple[Any, dict[str, Any]], application: str | None) -> None:
        handler, params = route
        self._is_done(self._draw(data), handler, **params, **({"application": application} if application else {}))

    @invariant()
    def who_is_let_in_is_listed(self) -> None:
        let_in = [session for session in self.known.values() if self._is_done(session, index_sessions.handler)]
        for session in let_in:
            own = [other for other in self.known.values() if other.email == session.email]
            live = sorted(clock.iso(other.created_at) for other in own if not other.is_expired(self.now))
            listed = self._ask(index_sessions.handler, session.token)["data"]["sessions"]
            assert sorted(found["created_at"] for found in listed) == live
            assert [found["remember_me"] for found in listed if found["current"]] == [session.remember_me]

    @invariant()
    def who_is_out_stays_out(self) -> None:
        for token in self.ended[-2:]:
            assert self._ask(index_sessions.handler, token)["status"] == "invalid-token"

    @invariant()
    def every_session_has_its_user_s_roles(self) -> None:
        for session in items(self.tables, SESSIONS):
            if session.get("user", {}).get("email") in EMAILS:
                assert session["roles"] == self.roles[session["user"]["email"]]
        assert_whole(self.tables)

    def _draw(self, data: Any) -> Known:
        number: int = data.draw(st.integers(0, len(self.known) - 1))
        return list(self.known.values())[number]

    def _ask(self, handler: Any, token: str, **params: Any) -> dict[str, Any]:
        with clock.set_to(self.now):
            return call(handler, {"token": token, **params})[1]

    def _is_done(self, session: Known, handler: Any, **params: Any) -> bool:
        """Whether the request is one that is carried out; it has to end as the model says."""
        status = self._status(session, handler, params.get("application", session.application))
        assert self._ask(handler, session.token, **params)["status"] == status
        if handler is not delete_session.handler and not session.is_expired(self.now):
            self._is_used(session, surely=status == "action-successful")
        return status == "action-successful"

    def _status(self, session: Known, handler: Any, application: str) -> str:
        roles = self.roles[session.email]
        if session.is_expired(self.now):
            return "session-expired"
        if handler is delete_session.handler:
            return "action-successful"
        if not roles:
            return "client-required"
        allowed = {EMPLOYEE} if handler is create_service.handler else {CLIENT, EMPLOYEE, LIAISON}
        return "action-successful" if roles.get(application) in allowed else "permission-denied"

    def _is_used(self, session: Known, *, surely: bool) -> None:
        """Whether a request that is refused counts as a use is left open."""
        before = session.used_at
        session.use(self.now)
        kept = datetime.fromisoformat(self._kept(session)["used_at"])
        assert kept == session.used_at or (not surely and kept == before)
        session.used_at = kept

    def _kept(self, session: Known) -> dict[str, Any]:
        place = f"Session#{hashlib.sha256(session.token.encode()).hexdigest()}"
        (found,) = [item for item in items(self.tables, SESSIONS) if item["pk"] == place]
        return found


def test_sessions_let_in_whom_a_simple_model_lets_in(tables: Any) -> None:
    run_state_machine_as_test(
        cast("Any", lambda: Sessions(tables)),
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            print_blob=True,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        ),
    )
