"""A stack that is stopped and started again goes on where it was left."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from integration.api import Api
from integration.consumer import hears
from plano_cli.local.environment import use
from plano_cli.local.paths import Home
from plano_cli.local.stack import running


@pytest.fixture(autouse=True)
def _back_to_the_other_stack() -> Iterator[None]:
    before = dict(os.environ)
    yield
    use(before)


def test_data_and_tokens_outlast_a_restart(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = Home(tmp_path_factory.mktemp("restart"))
    steps: list[str] = []

    @contextmanager
    def noted(title: str) -> Iterator[None]:
        steps.append(title)
        yield

    with running(home, noted, persistent=True) as stack, Api(stack.facts) as api:
        before, made = api.ids, api.made("line_items.create", api.line_item(price=19.99))
        token = api.tokens["client"]
        hears(stack)(made["id"], 1)
    assert "Deploying the stack" in steps
    steps.clear()
    with running(home, noted, persistent=True) as stack, Api(stack.facts) as api:
        assert "Deploying the stack" not in steps
        assert api.ids == before
        assert api.made("line_items.read", {"id": made["id"]}) == made
        assert api.call("line_items.read", {"id": made["id"], "token": token}, as_=None).status_code == 200
        later = api.made("line_items.create", api.line_item())
        assert hears(stack)(later["id"], 1)[0]["detail"]["type"] == "line_item.created"
