"""The tokens of applications: listed, limited, rotated and revoked; and when each was last used."""

from datetime import timedelta
from typing import Any

import pytest

from domain.faults import Faults
from domain.world import World, build_world, call
from line_items import create
from line_items import index as index_items
from plano import clock, tokens
from plano.domain.accounts import managed_applications as managed
from plano.domain.accounts import permissions
from plano.domain.accounts.managed_applications import Application, NameTaken
from plano.domain.accounts.permissions import NoSuchRoute
from plano.store import keys
from plano.store.keys import Table

DAY = timedelta(days=1)


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _made(*permissions: str, name: str = "filemaker") -> tuple[int, str]:
    token = managed.create(name, "planoorder", permissions or ["line_items.*"], created_by="ada")
    return _one(name).token.id, token


def _one(name: str) -> Application:
    (found,) = managed.named(name)
    return found


def _status(token: str) -> str:
    return str(call(index_items.handler, {"token": token})[1]["status"])


def test_applications_are_listed_with_who_made_them_and_what_they_may_do(world: World) -> None:
    _made("line_items.create", "orders.*")
    _made(name="reports")
    first, second = managed.known()
    assert (first.token.name, second.token.name) == ("filemaker", "reports")
    assert (first.token.created_by, first.token.used_at) == ("ada", None)
    assert list(first.token.permissions) == ["line_items.create", "orders.*"]
    assert managed.named(str(first.token.id)) == [first]
    assert managed.named("others") == []


def test_of_two_who_make_an_application_of_one_name_at_once_one_does(world: World, faults: Faults) -> None:
    others: list[str] = []
    faults.meanwhile(lambda: others.append(_made()[1]))
    with pytest.raises(NameTaken):
        managed.create("filemaker", "planox2", ["orders.*"])
    (found,) = managed.known()
    assert found.token.application == "planoorder"
    assert _status(others[0]) == "action-successful"


def test_an_application_whose_answer_got_lost_is_made_once(world: World, faults: Faults) -> None:
    faults.lose_answer()
    token = _made()[1]
    assert _status(token) == "action-successful"


def test_a_name_is_free_again_once_its_application_is_revoked(world: World) -> None:
    id, _ = _made()
    with pytest.raises(NameTaken):
        managed.create(str(id), "planoorder", ["*"])  # by which it would be found too
    managed.revoke(id)
    assert _status(_made()[1]) == "action-successful"


def test_the_names_of_applications_from_before_are_taken_too(world: World, tables: Any) -> None:
    first, _ = _made()
    name = keys.application_name("filemaker")
    table, key = name.table.deployed_name(), {"pk": {"S": name.pk}, "sk": {"S": name.sk}}
    tables.delete_item(TableName=table, Key=key)
    with pytest.raises(NameTaken):
        _made()
    owner = {"kind": {"S": "ApplicationName"}, "application_id": {"N": "5"}}
    tables.put_item(TableName=table, Item={**key, **owner})
    managed.revoke(first)
    with pytest.raises(NameTaken):  # whose it is by now keeps it
        _made()


def test_no_token_is_stored(world: World, tables: Any) -> None:
    id, token = _made()
    later = managed.rotate(id, created_by="ada", overlap=DAY)
    stored = str(tables.scan(TableName=Table.SESSIONS.deployed_name())["Items"])
    assert tokens.token_hash(token) in stored
    assert tokens.token_hash(later) in stored
    assert token not in stored
    assert later not in stored


def test_the_last_use_is_written_once_an_hour(world: World, tables: Any) -> None:
    _, token = _made()
    made: list[str] = []
    tables.meta.events.register("before-call.dynamodb", lambda model, **_: made.append(model.name))
    started = clock.now()
    with clock.set_to(started):
        _status(token)
    with clock.set_to(started + timedelta(minutes=59)):
        _status(token)
    assert made.count("UpdateItem") == 1
    assert _one("filemaker").token.used_at == started
    with clock.set_to(started + timedelta(minutes=60)):
        _status(token)
    assert _one("filemaker").token.used_at == started + timedelta(minutes=60)


def test_a_use_that_can_not_be_noted_fails_no_request(world: World, faults: Faults) -> None:
    _, token = _made()
    with faults.outage({"UpdateItem"}, carried_out=False):
        assert _status(token) == "action-successful"
    assert _one("filemaker").token.used_at is None


def test_a_limit_holds_for_the_token_and_for_the_one_before(world: World) -> None:
    id, before = _made()
    token = managed.rotate(id, created_by="ada", overlap=DAY)
    assert [_status(before), _status(token)] == ["action-successful"] * 2
    managed.limit(id, ["line_items.create"])
    assert [_status(before), _status(token)] == ["permission-denied"] * 2
    assert call(create.handler, {"token": token, "itemable_type": "Order", "itemable_id": world.order})[0] == 200


def test_a_rotated_token_is_let_in_until_it_ends(world: World) -> None:
    id, before = _made()
    now = clock.now()
    with clock.set_to(now):
        token = managed.rotate(id, created_by="grace", overlap=DAY)
    with clock.set_to(now + DAY - timedelta(seconds=1)):
        assert [_status(before), _status(token)] == ["action-successful"] * 2
        assert _one("filemaker").former is not None
    with clock.set_to(now + DAY):
        assert [_status(before), _status(token)] == ["invalid-token", "action-successful"]
        found = _one("filemaker")
    assert (found.token.id, found.token.created_by, found.former) == (id, "grace", None)
    assert list(found.token.permissions) == ["line_items.*"]


def test_a_rotation_without_overlap_ends_the_old_token_at_once(world: World) -> None:
    id, before = _made()
    token = managed.rotate(id, created_by=None, overlap=timedelta(0))
    assert [_status(before), _status(token)] == ["invalid-token", "action-successful"]


def test_a_second_rotation_ends_the_oldest_token(world: World) -> None:
    id, oldest = _made()
    old = managed.rotate(id, created_by=None, overlap=DAY)
    token = managed.rotate(id, created_by=None, overlap=DAY)
    assert [_status(one) for one in (oldest, old, token)] == ["invalid-token", "action-successful", "action-successful"]


def test_of_two_rotations_at_once_both_are_counted(world: World, faults: Faults) -> None:
    id, first = _made()
    others: list[str] = []
    faults.meanwhile(lambda: others.append(managed.rotate(id, created_by=None, overlap=DAY)), touching="Applications")
    token = managed.rotate(id, created_by=None, overlap=DAY)
    (other,) = others
    assert {_status(one) for one in (other, token)} == {"action-successful"}
    assert _status(first) == "invalid-token"


def test_a_revoked_application_is_let_in_no_more_and_stays_away(world: World, faults: Faults) -> None:
    id, before = _made()
    token = managed.rotate(id, created_by=None, overlap=DAY)
    faults.meanwhile(lambda: managed.revoke(id), touching="used_at")
    assert _status(token) == "action-successful"  # it was let in before it was revoked
    assert [_status(before), _status(token)] == ["invalid-token"] * 2
    assert managed.known() == []
    for change in (lambda: managed.revoke(id), lambda: managed.limit(id, ["*"])):
        with pytest.raises(managed.Unknown):
            change()


def test_a_token_from_before_is_let_in(world: World, tables: Any) -> None:
    _, token = _made()
    entry = keys.application(_one("filemaker").token.id)
    tables.delete_item(TableName=entry.table.deployed_name(), Key={"pk": {"S": entry.pk}, "sk": {"S": entry.sk}})
    assert _status(token) == "action-successful"


@pytest.mark.parametrize("pattern", ["line_itms.*", "x", "line_items", "line_items.create ", ""])
def test_a_pattern_that_matches_no_route_is_refused(pattern: str) -> None:
    routes = {"line_items.create", "orders.read"}
    permissions.check_patterns(["*", "orders.*", "line_items.create"], routes)
    with pytest.raises(NoSuchRoute) as refused:
        permissions.check_patterns(["orders.*", pattern], routes)
    assert refused.value.patterns == [pattern]
