"""What the tests of the import share: the API in memory, and an import from a text."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plano_cli.importing.journal import Summary
from plano_cli.importing.options import Options
from plano_cli.importing.run import run_import
from tooling.import_api import FakeApi, serving

Import = Callable[..., Summary]


@pytest.fixture
def fake_api() -> Iterator[FakeApi]:
    with serving(FakeApi()) as api:
        yield api


@pytest.fixture
def imported(fake_api: FakeApi) -> Import:
    def run(path: Path, text: str | bytes | None = None, show: Any = None, **options: Any) -> Summary:
        if text is not None:
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return run_import(path, fake_api.url, "token", show or (lambda *_: None), Options(**options))

    return run
