"""An import from start to end: groups of rows, a few of them on their way at once, finished in their order."""

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TextIO

import httpx

from plano.declarations.describe import describe_params
from plano.domain.line_items.params import MOST_AT_ONCE, NewLineItem
from plano_cli.importing.journal import Journal, resume, save
from plano_cli.importing.rejected import RejectedFile
from plano_cli.importing.rows import Row, read_rows
from plano_cli.importing.sender import Result, Sender
from plano_cli.problems import Problem

AT_ONCE = 4
_TIMEOUT_SECONDS = 60
_CHUNK = 1 << 20
Show = Callable[[Journal, int], None]
"""Shows how far it has come: the journal, and how many bytes of the file are done."""


def run_import(path: Path, url: str, token: str, show: Show) -> Journal:
    """Import the file, from where an earlier run was left.

    Raises:
        Problem: it can't be read, or the API can't be reached or refuses; what was done until then stays done.
    """
    digest = _digest(path)
    journal = resume(path, digest)
    if journal.is_done:
        return journal
    known = {param["name"]: param["type"] for param in describe_params(NewLineItem)}
    rejected = RejectedFile(path, list(known), journal.rejected_bytes)
    # What can't be decoded reaches the API as what it is, which refuses it row by row.
    with (
        path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file,
        httpx.Client(timeout=_TIMEOUT_SECONDS) as client,
        closing(_groups(path, file, known)) as groups,
    ):
        for _ in islice(groups, journal.groups):
            pass
        sender = Sender(client, f"{url}/api/v1/line_items/bulk_create", token, digest)
        for result, done in _sent(groups, sender):
            journal.groups += 1
            journal.imported += result.imported
            journal.rejected += len(result.rejected)
            journal.rejected_bytes = rejected.add(result.rejected)
            save(path, journal)
            show(journal, done)
    journal.is_done = True
    save(path, journal)
    return journal


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
    except OSError as error:
        raise Problem(f"{path} can't be read: {error.strerror}") from error
    return found.hexdigest()


def _groups(path: Path, file: TextIO, known: dict[str, str]) -> Generator[tuple[list[Row], int]]:
    """Groups of rows, always the same ones of the same file, with how many bytes were read until then."""
    rows = read_rows(path, file, known)
    while group := list(islice(rows, MOST_AT_ONCE)):
        yield group, file.buffer.tell()


def _sent(groups: Iterator[tuple[list[Row], int]], sender: Sender) -> Iterator[tuple[Result, int]]:
    """The results in the groups' order, with only a few groups read ahead: memory does not grow with the file."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        under_way: deque[tuple[Future[Result], int]] = deque()
        try:
            for group, done in groups:
                under_way.append((pool.submit(sender.send, group), done))
                if len(under_way) > AT_ONCE:
                    yield _first(under_way)
            while under_way:
                yield _first(under_way)
        finally:
            pool.shutdown(cancel_futures=True)


def _first(under_way: deque[tuple[Future[Result], int]]) -> tuple[Result, int]:
    future, done = under_way.popleft()
    return future.result(), done
