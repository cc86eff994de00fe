"""`plano events`: what happens to line items, and what an event looks like."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated, Any

import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from plano.registry.event_schemas import event_schemas
from plano.store.services import sqs
from plano_cli.local.paths import PROJECT
from plano_cli.problems import Unavailable
from plano_cli.target import StackName, choose, example_queue

app = typer.Typer(no_args_is_help=True, help="What happens to line items, as others hear of it.")
SCHEMAS = PROJECT / "docs" / "events"
_LONG_POLL_SECONDS = 5


def schema_texts() -> dict[str, str]:
    """What each file in docs/events/ has to hold, by its name."""
    return {f"{kind}.json": json.dumps(schema, indent=2) + "\n" for kind, schema in event_schemas().items()}


@app.command()
def schemas() -> None:
    """Write the JSON schema of each event into docs/events/."""
    SCHEMAS.mkdir(parents=True, exist_ok=True)
    for name, text in schema_texts().items():
        (SCHEMAS / name).write_text(text)
    print(f"Wrote {len(schema_texts())} schemas.")


@app.command()
def tail(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Whole events, one a line, for other programs.")] = False,
    seconds: Annotated[float | None, typer.Option(help="End after so many seconds.")] = None,
    stack: StackName = None,
) -> None:
    """Show events as they happen, until Ctrl-C: those of the local stack's example consumer, off its queue."""
    choose(stack)
    queue = example_queue()
    if not as_json:
        Console(stderr=True).print("Waiting for events. Ctrl-C ends it.", style="dim")
    with suppress(KeyboardInterrupt):
        for event in _received(queue, time.monotonic() + seconds if seconds is not None else None):
            print(json.dumps(event) if as_json else _line(event["detail"]), flush=True)


def _received(queue: str, until: float | None) -> Iterator[dict[str, Any]]:
    while until is None or time.monotonic() < until:
        wait = _LONG_POLL_SECONDS if until is None else min(_LONG_POLL_SECONDS, max(0, int(until - time.monotonic())))
        try:
            found = sqs().receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=wait)
            for message in found.get("Messages", []):
                yield json.loads(message["Body"])
                sqs().delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        except (BotoCoreError, ClientError) as error:
            raise Unavailable("The queue can't be reached: is the stack still running?") from error


def _line(detail: dict[str, Any]) -> str:
    old, new = detail.get("old", {}), detail.get("new", {})
    told = {"updated_at", "updated_by", "version"}
    names = [name for name in {**old, **new} if name not in told and old.get(name) != new.get(name)]
    changed = ", ".join(f"{name}={json.dumps(new.get(name))}" for name in names) if old and new else ""
    return f"{detail['time']}  {detail['type']:<18}  {detail['id']}  {detail['who']}  {changed}".rstrip()
