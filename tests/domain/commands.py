"""Commands of `plano` on tables in memory, as tests run them."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from domain.world import call
from line_items import index as index_items
from plano_cli import target
from plano_cli.main import main
from plano_cli.target import Target


class Done(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """What runs `plano` with words on the tables; `typed` is what somebody at a terminal answers."""
    monkeypatch.setattr(target, "_local", lambda: Target("http://127.0.0.1:9", {}))
    monkeypatch.setattr(target, "use", lambda _: None)
    monkeypatch.delenv("PLANO_STACK", raising=False)

    def plano(*words: str, typed: str | None = None) -> Done:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["plano", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO() if typed is None else _Terminal(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        found = capsys.readouterr()
        return Done(int(ended.value.code or 0), found.out, found.err)

    return plano


def make_application(run: Run, name: str = "filemaker", *patterns: str) -> str:
    """The token of an application that may call these routes: those of line items, where none are named."""
    allowed = [word for pattern in patterns or ["line_items.*"] for word in ("--allow", pattern)]
    done = run("applications", "create", name, *allowed)
    assert done.code == 0, done.err
    return done.out.strip()


def status_of(token: str) -> str:
    """What a request with this token is answered."""
    return str(call(index_items.handler, {"token": token})[1]["status"])


def read_json(done: Done) -> Any:
    """What a command printed for programs."""
    assert done.code == 0, done.err
    return json.loads(done.out)
