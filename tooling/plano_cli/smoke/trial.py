"""Trying things one after the other, and keeping what came of each: one that fails doesn't end the run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from plano.store.values import Item
from plano.store.write import ConditionFailed
from plano_cli.problems import Problem
from plano_cli.smoke import used
from plano_cli.smoke.caller import Answer, Caller
from plano_cli.smoke.run import Run

OK = "200 action-successful"
UNKNOWN = "400 invalid-param"
"""How the API answers to a record that doesn't exist, or not for this caller."""
FIRST, WARM = "first request of each function", "the requests after it"
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was tried. `problem` says what is wrong; None where nothing is."""

    step: str
    route: str | None
    expected: str
    got: str
    milliseconds: float | None = None
    request_id: str | None = None
    problem: str | None = None
    group: str | None = None

    @property
    def passed(self) -> bool:
        """Whether it came out as it should."""
        return self.problem is None


class Missing(Exception):
    """An earlier step was to make this, and did not."""


@dataclass(slots=True)
class Facts:
    """What the steps have found out so far."""

    tokens: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def token(self, who: str) -> str:
        """Somebody's token.

        Raises:
            Missing: there is none.
        """
        return str(_found(self.tokens, who))

    def value(self, name: str) -> Any:
        """What a step kept under this name.

        Raises:
            Missing: it kept nothing.
        """
        return _found(self.values, name)


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to a route. `check` says what is wrong with the data of an answer that has the expected status."""

    step: str
    route: str
    params: Callable[[Facts], Params]
    who: str | None
    expected: str = OK
    key: str | None = None
    keep: Callable[[Facts, Any], None] | None = None
    check: Callable[[Facts, Answer], str | None] | None = None
    stays: bool = True
    """Whether the session is still there afterwards, so that it has to be marked as used."""


@dataclass(slots=True)
class Trial:
    """What is tried in one run, in the order in which it was."""

    caller: Caller
    routes: Mapping[str, Item]
    run: Run
    user_ids: Mapping[str, int]
    show: Callable[[str], None]
    facts: Facts = field(default_factory=Facts)
    steps: list[Step] = field(default_factory=list)
    marked: set[str] = field(default_factory=set)
    unmarked: dict[str, str] = field(default_factory=dict)
    """The routes whose functions mark a session as used, and those that don't, each with what is wrong."""

    def see(self, step: Step) -> None:
        """Keep what came of a step."""
        self.steps.append(step)

    def begin(self, step: str) -> None:
        """Say what is tried now, and that the run goes on.

        Raises:
            Problem: another run has removed what this one needs.
        """
        self.show(step)
        try:
            self.run = self.run.go_on()
        except ConditionFailed:
            raise Problem("Another `plano smoke` took this one for killed, and removed what it made") from None

    def send(
        self, step: str, route: str | None, expected: str, ask: Callable[[], Answer], group: str = FIRST
    ) -> Answer:
        """Send one request, and keep what came of it."""
        self.begin(step)
        answer = ask()
        self.see(_step(step, route, expected, answer, answer.fault or _differs(answer, expected), group))
        return answer

    def ask(self, ask: Ask) -> None:
        """Make one request of the path, with a session that has not been used for ten minutes."""
        self.begin(ask.step)
        try:
            token = self.facts.token(ask.who) if ask.who else None
            params = {**({"token": token} if token else {}), **ask.params(self.facts)}
            route = _found(self.routes, ask.route)
        except Missing as missing:
            self.see(Step(ask.step, ask.route, ask.expected, "not tried", problem=f"Not tried without {missing}"))
            return
        user_id = self.user_ids.get(ask.who or "")
        is_old = token is not None and user_id is not None and ask.stays and used.grow_old(token, user_id)
        answer = self.caller.call(route, params, key=ask.key)
        problem = answer.fault or _differs(answer, ask.expected) or self._objection(ask, answer)
        self.see(_step(ask.step, ask.route, ask.expected, answer, problem, WARM))
        if is_old and token is not None and answer.got == OK:
            self._look_at_mark(ask.route, token)

    def _look_at_mark(self, route: str, token: str) -> None:
        fault = used.fault(token)
        if fault is None:
            self.marked.add(route)
        else:
            self.unmarked[route] = fault

    def _objection(self, ask: Ask, answer: Answer) -> str | None:
        try:
            if ask.keep:
                ask.keep(self.facts, answer.data)
            return ask.check(self.facts, answer) if ask.check else None
        except Missing as missing:
            return f"It can't be compared without {missing}"
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            return f"The answer holds something else than it should ({type(error).__name__}: {error})"


def _step(step: str, route: str | None, expected: str, answer: Answer, problem: str | None, group: str) -> Step:
    return Step(step, route, expected, answer.got, answer.milliseconds, answer.request_id, problem, group)


def _differs(answer: Answer, expected: str) -> str | None:
    return None if answer.got == expected else f"It answered {answer.got} instead of {expected}"


def _found(known: Mapping[str, Any], name: str) -> Any:
    if name not in known:
        raise Missing(name)
    return known[name]
