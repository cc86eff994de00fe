"""The three tables, as template.yaml has them, in memory; and what looks back on a whole run comes last."""

import copy
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from moto import mock_aws

from documentation import published
from domain import quick_moto
from domain.fault_server import SECONDS, FaultServer, as_dynamodb
from domain.faults import Faults
from domain.own import WatchedClient
from domain.sent import watching
from domain.template import tables_of_template
from domain.world import empty_tables, of_code
from plano.pipeline import identification
from plano.registry import records
from plano.settings import settings
from plano.store.client import client
from plano.store.dynamodb import of_botocore
from plano.store.dynamodb.endpoint import endpoint
from plano.store.dynamodb.of_botocore import BotocoreClient
from plano.store.dynamodb.own import OwnClient
from plano.store.dynamodb.pool import Pool
from plano.store.dynamodb.retries import TRIES
from whole_runs import note_deselected, put_last


@lru_cache(maxsize=1)
def _session_of_botocore() -> botocore.session.Session:
    """One for all tests: it reads the descriptions of AWS's services once, which takes longer than most tests."""
    return botocore.session.Session()


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Empty tables; the DynamoDB client that the store uses, which refuses what a route has not declared."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    quick_moto.use(monkeypatch)
    monkeypatch.setattr(botocore.session, "get_session", _session_of_botocore)
    monkeypatch.setattr(of_botocore, "get_session", _session_of_botocore)
    _forget()
    with mock_aws():
        found = _client_of_tables(monkeypatch)
        for logical_id, definition in tables_of_template().items():
            name = logical_id.removesuffix("Table").lower()
            monkeypatch.setenv(f"PLANO_{name.upper()}_TABLE", name)
            found.create_table(TableName=name, **definition)
        empty_tables()
        with watching(found, monkeypatch):
            yield found
    _forget()


@pytest.fixture
def faults(tables: Any, monkeypatch: pytest.MonkeyPatch) -> Faults:
    """What can come between a request and the tables. The SDK sends again at once, so that nobody waits for it."""
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0.0)
    monkeypatch.setattr("plano.store.dynamodb.retries.pause", lambda *_, **__: 0.0)
    return Faults(tables)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    """A server of faults in DynamoDB's place."""
    with as_dynamodb(monkeypatch) as found:
        yield found


@pytest.fixture
def pool(server: FaultServer) -> Iterator[Pool]:
    """The own client's connections to it."""
    found = Pool(endpoint())
    yield found
    found.close()


@pytest.fixture
def own_client(pool: Pool) -> OwnClient:
    """The own client, which takes it for DynamoDB."""
    return OwnClient.of_environment(SECONDS, pool)


def _client_of_tables(monkeypatch: pytest.MonkeyPatch) -> Any:
    """botocore's client of the tables. Where the store has its own client, both show what they do alike."""
    used = client().client
    if isinstance(used, BotocoreClient):
        monkeypatch.setattr(BotocoreClient, "_brief", used.sdk)  # with little time left, it would be another client
        return used.sdk
    config = Config(retries={"mode": "standard", "total_max_attempts": TRIES})
    reference = _session_of_botocore().create_client("dynamodb", config=config)
    watched = WatchedClient(reference)
    monkeypatch.setattr(OwnClient, "of_environment", lambda _seconds: watched)
    client.cache_clear()
    return reference


def _forget() -> None:
    settings.cache_clear()
    client.cache_clear()
    identification.forget()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    published.forget()


@pytest.fixture
def deployed(monkeypatch: pytest.MonkeyPatch) -> records.Records:
    """The code's records, as if they were deployed, and nothing had changed since."""
    wanted = copy.deepcopy(of_code())
    for record in (*wanted.services.values(), *wanted.routes.values()):
        record["active"] = True
    monkeypatch.setattr(published, "deployed", lambda: wanted)
    monkeypatch.setattr(published, "history", list)
    return wanted


def pytest_deselected(items: list[pytest.Item]) -> None:
    note_deselected(items)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    put_last(config, items, Path(__file__).with_name("test_answers_of_a_run.py"))
