"""events.publish: what the stream says becomes events, in order, none lost, and none held up by a bad one."""

import json
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from jsonschema import Draft202012Validator

from domain.stream import changes_for
from domain.world import CONTEXT, World, build_world, call
from events import publish
from line_items import bulk_create, create, delete, update
from orders import update as update_order
from plano.registry.event_schemas import event_example, event_schemas
from plano.settings import settings
from plano.store import event_bus
from plano.store.keys import Table
from plano_cli.events import SCHEMAS, schema_texts


class Bus:
    """EventBridge's put_events, as documented: an answer for each entry, with an error code where it was refused."""

    def __init__(self) -> None:
        self.requests: list[list[dict[str, Any]]] = []
        self.refusals: list[set[int]] = []
        self.unacceptable = "what no event holds"
        self.is_down = False

    def put_events(self, **request: Any) -> dict[str, Any]:
        entries = request["Entries"]
        if self.is_down:
            raise EndpointConnectionError(endpoint_url="events")
        assert 1 <= len(entries) <= 10
        throttled = self.refusals.pop(0) if self.refusals else set()
        codes = [
            "MalformedDetail" if self.unacceptable in entry["Detail"] else "ThrottlingException" * (number in throttled)
            for number, entry in enumerate(entries)
        ]
        self.requests.append([entry for entry, code in zip(entries, codes, strict=True) if not code])
        results = [{"ErrorCode": code, "ErrorMessage": "no"} if code else {"EventId": "1"} for code in codes]
        return {"FailedEntryCount": len(entries) - len(self.requests[-1]), "Entries": results}

    @property
    def details(self) -> list[dict[str, Any]]:
        return [json.loads(entry["Detail"]) for request in self.requests for entry in request]


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.fixture
def dead_letters(tables: Any, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was put aside."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr("plano.store.queue.send", lambda _url, body: found.append(dict(body)))
    return found


@pytest.fixture
def bus(dead_letters: list[Any], monkeypatch: pytest.MonkeyPatch) -> Bus:
    made = Bus()
    monkeypatch.setattr(event_bus, "events", lambda: made)
    monkeypatch.setattr(event_bus, "_PAUSE", 0)
    settings.cache_clear()
    return made


def _ask(handler: Any, world: World, as_: str = "client", **params: Any) -> dict[str, Any]:
    code, body = call(handler, {"token": world.tokens[as_], **params})
    assert code == 200, body
    return dict(body["data"])


def _made(world: World, **params: Any) -> dict[str, Any]:
    return _ask(create.handler, world, itemable_type="Order", itemable_id=world.order, **params)


def _changes(tables: Any) -> list[dict[str, Any]]:
    return changes_for("EventsPublishFunction", tables)


def _publish(records: list[dict[str, Any]]) -> list[str]:
    """From which change on the batch is to be brought again."""
    answer = publish.handler({"Records": records}, CONTEXT)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def _told(bus: Bus) -> list[tuple[str, str]]:
    return [(detail["type"].partition(".")[2], detail["id"]) for detail in bus.details]


def test_a_life_is_told_in_order_and_as_the_schemas_say(world: World, tables: Any, bus: Bus) -> None:
    made = _made(world, key="k", price=19.99, quantity=2)
    _ask(update.handler, world, "employee", id=made["id"], quantity=3)
    _ask(update.handler, world, id=made["id"], key="other")
    _ask(delete.handler, world, "employee", id=made["id"])
    assert _publish(_changes(tables)) == []
    id = made["id"]
    kinds = ("created", "updated", "updated", "deleted")
    assert _told(bus) == [(kind, f"{id}-{sequence}") for sequence, kind in enumerate(kinds, 1)]
    created, changed, moved, removed = bus.details
    employee = f"user {world.users['employee']['id']}"
    assert [detail["who"] for detail in bus.details] == [created["who"], employee, created["who"], employee]
    assert (changed["old"], changed["new"]["quantity"]) == (created["new"], 3)
    assert (moved["old"], moved["new"]["key"]) == (changed["new"], "other")
    assert removed["old"] == moved["new"]
    assert "old" not in created
    assert "new" not in removed
    for detail in bus.details:
        Draft202012Validator(event_schemas()[detail["type"]]).validate(detail)


def test_numbers_are_exact(world: World, tables: Any, bus: Bus) -> None:
    _made(world, price=0.1, base_price=12345678901234567890)
    _publish(_changes(tables))
    assert '"price":0.1' in bus.requests[-1][-1]["Detail"].replace(" ", "")
    assert "12345678901234567890" in bus.requests[-1][-1]["Detail"]


def test_a_key_that_is_used_again_is_another_line_item(world: World, tables: Any, bus: Bus) -> None:
    first = _made(world, key="k")
    _ask(delete.handler, world, id=first["id"])
    second = _made(world, key="k")
    _publish(_changes(tables))
    wanted = [("created", f"{first['id']}-1"), ("deleted", f"{first['id']}-2"), ("created", f"{second['id']}-1")]
    assert _told(bus) == wanted


def test_a_removal_that_was_cut_short_is_told_once(
    world: World, tables: Any, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plano.domain.line_items.delete.remove_now", lambda *_: None)
    first = _made(world, key="k")
    _ask(delete.handler, world, id=first["id"])
    second = _made(world, key="k")  # over what was left of the first
    _publish(_changes(tables))
    wanted = [("created", f"{first['id']}-1"), ("deleted", f"{first['id']}-2"), ("created", f"{second['id']}-1")]
    assert _told(bus) == wanted


def test_an_order_s_other_client_is_no_event_of_its_line_items(world: World, tables: Any, bus: Bus) -> None:
    made = _made(world)
    other = world.users["other_client"]["client_id"]
    _ask(update_order.handler, world, "employee", id=world.order, client_id=other)
    _publish(_changes(tables))
    assert _told(bus) == [("created", f"{made['id']}-1")]


def test_what_is_removed_past_the_api_is_told_too(world: World, tables: Any, bus: Bus) -> None:
    made = _made(world, key="k")
    key = {"pk": {"S": f"Order#{world.order}"}, "sk": {"S": "Lkk"}}
    tables.delete_item(TableName=Table.RECORDS.deployed_name(), Key=key)
    _publish(_changes(tables))
    assert _told(bus)[-1] == ("deleted", f"{made['id']}-2")
    assert bus.details[-1]["who"] == "unknown"


def test_a_poisonous_change_is_put_aside_and_holds_up_nothing(
    world: World, tables: Any, bus: Bus, dead_letters: list[dict[str, Any]]
) -> None:
    first, second = _made(world, key="a"), _made(world, key="b")
    changes = _changes(tables)
    broken = json.loads(json.dumps(changes[0]))
    broken["dynamodb"]["SequenceNumber"] = "broken"
    del broken["dynamodb"]["NewImage"]["updated_at"]
    worse = {"dynamodb": {**broken["dynamodb"], "NewImage": {"kind": "LineItem"}, "SequenceNumber": "worse"}}
    assert _publish([changes[0], broken, worse, {"dynamodb": 5}, changes[1]]) == []
    assert _told(bus) == [("created", f"{first['id']}-1"), ("created", f"{second['id']}-1")]
    assert [letter["sequence_number"] for letter in dead_letters] == ["broken", "worse", ""]
    assert dead_letters[0]["keys"] == {"pk": f"Order#{world.order}", "sk": "Lka"}


def test_what_the_bus_refuses_for_a_moment_is_tried_again_by_itself(world: World, tables: Any, bus: Bus) -> None:
    made = [_made(world, key=str(number)) for number in range(3)]
    bus.refusals = [{1}, set()]
    assert _publish(_changes(tables)) == []
    assert sorted(_told(bus)) == sorted(("created", f"{item['id']}-1") for item in made)


@pytest.mark.parametrize("throttled", [[], [{0}]], ids=["alone", "beside-one-that-is-tried-again"])
def test_what_the_bus_never_takes_is_put_aside_and_holds_up_nothing(
    world: World, tables: Any, bus: Bus, dead_letters: list[dict[str, Any]], throttled: list[set[int]]
) -> None:
    made = [_made(world, price=price) for price in (1, 12345678901234567890, 3)]
    bus.unacceptable, bus.refusals = "12345678901234567890", throttled
    changes = _changes(tables)
    assert _publish(changes) == []
    assert sorted(_told(bus)) == [("created", f"{made[number]['id']}-1") for number in (0, 2)]
    (letter,) = dead_letters
    assert letter["sequence_number"] == changes[1]["dynamodb"]["SequenceNumber"]
    assert "MalformedDetail" in letter["reason"]


def test_while_the_bus_is_down_the_batch_is_brought_again_from_the_first_that_failed(
    world: World, tables: Any, bus: Bus
) -> None:
    made = _made(world)
    for quantity in (1, 2):
        _ask(update.handler, world, id=made["id"], quantity=quantity)
    changes = _changes(tables)
    bus.refusals = [set(), {0}, {0}, {0}]
    assert _publish(changes) == [changes[1]["dynamodb"]["SequenceNumber"]]
    assert _told(bus) == [("created", f"{made['id']}-1")]
    bus.is_down = True
    assert _publish(changes) == [changes[0]["dynamodb"]["SequenceNumber"]]


def test_a_hundred_at_once_go_out_in_tens(world: World, tables: Any, bus: Bus) -> None:
    items = [{"itemable_type": "Order", "itemable_id": world.order, "quantity": number} for number in range(25)]
    _ask(bulk_create.handler, world, line_items=items)
    assert _publish(_changes(tables)) == []
    assert [len(request) for request in bus.requests] == [10, 10, 5]
    assert [detail["new"]["quantity"] for detail in bus.details] == list(range(25))


def test_the_schemas_are_valid_have_valid_examples_and_are_the_files() -> None:
    for kind, schema in event_schemas().items():
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(event_example(kind)["detail"])
    assert {path.name: path.read_text() for path in SCHEMAS.glob("*.json")} == schema_texts()
