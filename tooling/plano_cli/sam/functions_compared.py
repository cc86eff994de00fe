"""Each function of the template, twice: in a container by `sam local invoke`, and as it is deployed."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plano_cli.local import deployed_stack
from plano_cli.local.paths import Home
from plano_cli.sam import commands
from plano_cli.sam.answers import Answer, Effects, wanted, watching
from plano_cli.sam.comparing import Comparison, compare
from plano_cli.sam.files import event_text
from plano_cli.sam.functions import functions
from plano_cli.sam.live import only_reads
from plano_cli.sam.shapes import Event

_SAME_EVENT = frozenset({"events.publish"})
"""May have the same event twice, although it does something: what it does is the same again."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one comparison ended."""

    name: str
    summary: str
    comparison: Comparison
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether both did what they should, and the same."""
        return not self.comparison.different


def compare_functions(home: Home, facts: Mapping[str, Any], twins: Mapping[str, Event]) -> Iterator[Result]:
    """Invoke every function in a container and as deployed, one after the other.

    Args:
        twins: the events for the deployed functions, about things of their own.
    """
    endpoint = facts["environment"]["AWS_ENDPOINT_URL"]
    names = deployed_stack.physical_ids(endpoint)
    events = {name: json.loads((home.sam_events / f"{name}.json").read_text()) for name in functions().values()}
    with watching(endpoint, facts["environment"]["PLANO_EVENT_BUS"], _published(events)) as effects:
        for function, name in functions().items():
            started = time.monotonic()
            ours = _in_container(home, function, name, events[name], effects)
            same_request = only_reads(name) or name in _SAME_EVENT
            event = events[name] if same_request else twins[name]
            theirs = effects.answer(name, event, _deployed(endpoint, names[function], event))
            yield Result(
                name, ours.summary, judge(ours, theirs, wanted(name), same_request), time.monotonic() - started
            )


def judge(ours: Answer, theirs: Answer, wanted: str, same_request: bool) -> Comparison:
    """Compare two answers; that neither is what it should be counts as a difference too."""
    found = compare(ours.fields, theirs.fields, same_request=same_request)
    for where, answer in (("in the container", ours), ("deployed", theirs)):
        if answer.summary != wanted:
            found.different.append(f"{where}: {answer.summary} instead of {wanted}")
    return found


def _in_container(home: Home, function: str, name: str, event: Event, effects: Effects) -> Answer:
    try:
        returned = commands.invoke(home, function, home.sam_events / f"{name}.json")
    except commands.Silent as silent:
        return Answer(str(silent), {})
    return effects.answer(name, event, returned)


def _deployed(endpoint: str, name: str, event: Event) -> Any:
    client = deployed_stack.client("lambda", endpoint)
    answer = client.invoke(FunctionName=name, Qualifier="live", Payload=event_text(event).encode())
    return json.loads(answer["Payload"].read() or "null")


def _published(events: Mapping[str, Event]) -> int:
    return int(events["events.publish"]["Records"][0]["dynamodb"]["NewImage"]["id"]["N"])
