"""The deployed stack: this template on a fresh local AWS that enforces each function's own permissions."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, settings

from integration.api import Api
from plano_cli.local.paths import Home
from plano_cli.local.stack import Stack, running

settings.register_profile("whole", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A slow machine is no mistake of the code's."""
settings.register_profile("quick", settings.get_profile("whole"), max_examples=15)
"""For the inner loop: `make test` tries more of each."""
settings.load_profile("whole")


@contextmanager
def _quietly(_title: str) -> Iterator[None]:
    yield


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("stack"))


@pytest.fixture(scope="session")
def stack(home: Home) -> Iterator[Stack]:
    with running(home, _quietly, persistent=False) as found:
        yield found


@pytest.fixture(scope="session")
def api(stack: Stack) -> Iterator[Api]:
    with Api(stack.facts) as found:
        yield found
