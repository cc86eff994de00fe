"""An import from start to end: groups of rows, a few of them on their way at once, finished in their order."""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx

from plano_cli.importing.api import Api
from plano_cli.importing.edited import check_edited, check_rejected
from plano_cli.importing.groups import MOST_BYTES, TOO_LARGE, to_groups
from plano_cli.importing.journal import Journal, Outcome, Summary
from plano_cli.importing.opening import open_source
from plano_cli.importing.options import Options
from plano_cli.importing.rejected import digest_of, rejected_path, write_rejected
from plano_cli.importing.row import Keys, Row
from plano_cli.importing.sender import Sender, to_text
from plano_cli.importing.snapshot import Snapshot
from plano_cli.importing.source import Progress, Source

AT_ONCE = 4
TIMEOUT_SECONDS = 60
Show = Callable[[Summary, int], None]
"""Shows how far it has come: what became of the rows until then, and how many bytes of the file are done."""
Say = Callable[[str], None]
"""Says a sentence to the person at the keyboard."""


def _silent(_sentence: str) -> None:
    """Say nothing."""


def run_import(
    path: Path, url: str, token: str, show: Show, options: Options | None = None, *, say: Say = _silent
) -> Summary:
    """Import the file, from where an earlier run was left.

    Raises:
        Problem: it can't be read, or the API can't be reached or refuses; what was done until then stays done.
    """
    options = options or Options()
    snapshot = Snapshot.take(path)
    with Journal(path) as journal:
        source = open_source(path, options)
        if not _resume(journal, source, snapshot, url, options):
            return replace(journal.summary(), done_at=journal.get("done_at"))
        say(source.remark)
        with httpx.Client(timeout=TIMEOUT_SECONDS) as client:
            _import(journal, source, snapshot, Sender(Api(client, url, token)), show)
        if source.left_out:
            say(f"Left out, as asked: {', '.join(map(repr, source.left_out))}.")
        return journal.summary()


def read_rows(source: Source, progress: Progress) -> Iterator[Row]:
    """The rows, each with its key; always the same ones of the same file."""
    keys = Keys()
    for row in map(keys.give, source.rows(progress)):
        is_too_large = not row.problem and len(to_text([row])) > MOST_BYTES
        yield replace(row, problem=TOO_LARGE) if is_too_large else row


def _resume(journal: Journal, source: Source, snapshot: Snapshot, url: str, options: Options) -> bool:
    """Whether there is anything to do; what the journal has of another file, or of another reading of it, is over."""
    signature = f"{snapshot.digest} {url} {options.signature()}"
    if journal.get("signature") != signature:
        check_rejected(snapshot.path, journal)
        journal.begin_anew(is_same_api=journal.get("url") in (None, url))
        check_edited(source, journal, options)
        journal.put(signature=signature, url=url)
    return journal.get("done_at") is None


def _import(journal: Journal, source: Source, snapshot: Snapshot, sender: Sender, show: Show) -> None:
    progress = Progress()
    begin = journal.last_number()
    with closing(_from(source, begin, progress)) as rows:
        for outcomes in _sent(to_groups(rows), sender, snapshot):
            journal.add(outcomes)
            show(journal.summary(), progress.done)
    snapshot.check()
    if journal.summary().rejected:
        with closing(journal.rejected()) as rejected:  # one left open would keep the journal locked
            write_rejected(snapshot.path, source.format, rejected)
    else:
        rejected_path(snapshot.path).unlink(missing_ok=True)
    journal.finish(
        blank=str(progress.blank),
        rejects=digest_of(rejected_path(snapshot.path)) or "",
        done_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _from(source: Source, begin: int, progress: Progress) -> Generator[Row]:
    for row in read_rows(source, progress):
        if row.number > begin:
            yield row


def _sent(groups: Iterator[list[Row]], sender: Sender, snapshot: Snapshot) -> Iterator[list[Outcome]]:
    """The results in the groups' order, with only a few groups read ahead: memory does not grow with the file."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        under_way: deque[Future[list[Outcome]]] = deque()
        try:
            for group in groups:
                snapshot.check()
                under_way.append(pool.submit(sender.send, group))
                if len(under_way) > AT_ONCE:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            sender.api.ending.begin()
            pool.shutdown(cancel_futures=True)
