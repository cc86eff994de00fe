"""The domain tests of the routes that make and read a new kind of records."""

from string import Template

TEST_OF_CREATE = Template('''"""$service.create: what it answers, and what it leaves in the table."""

from typing import Any

from domain.asking import done, record_of
from domain.world import build_world
from $service import create


def test_it_is_made_and_belongs_to_the_client_who_made_it(tables: Any) -> None:
    world = build_world()
    made = done(create.handler, world, note="At the back door")
    assert made["note"] == "At the back door"
    stored = record_of(tables, "$record", made["id"])
    assert stored["client_id"] == world.users["client"]["client_id"]
''')

TEST_OF_CREATE_OF_PAGE = Template('''"""$service.create: what it answers, and what it leaves in the table."""

from typing import Any

from domain.asking import done, record_of
from domain.world import build_world
from $service import create

_EXAMPLE: dict[str, Any] = $example


def test_what_is_given_is_kept_and_belongs_to_the_client_who_gave_it(tables: Any) -> None:
    world = build_world()
    made = done(create.handler, world, **_EXAMPLE)
    stored = record_of(tables, "$record", made["id"])
    assert {name: made[name] for name in _EXAMPLE} == _EXAMPLE
    assert {name: stored[name] for name in _EXAMPLE} == _EXAMPLE
    assert stored["client_id"] == world.users["client"]["client_id"]
''')

TEST_OF_READ = Template('''"""$service.read: what it answers, and to whom."""

from typing import Any

import pytest

from domain.asking import ask, done, faulty_params
from domain.world import World, build_world
from plano.domain.$service.record import $record
from plano.store.conditions import absent
from plano.store.write import Put, write
from $service import read


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


def _made(world: World) -> int:
    """The id of $a_noun of the client."""
    now, user = "2026-11-24T09:30:00Z", world.users["client"]
    $noun = $record(
        id=7,
        version=1,
        created_at=now,
        updated_at=now,
        created_by=f"user {user['id']}",
        updated_by=f"user {user['id']}",
        note="At the back door",
        client_id=user["client_id"],
        company="ada's houses",
    )
    write([Put($noun.primary_key, $noun, absent())])
    return $noun.id


@pytest.mark.parametrize("who", ["client", "employee", "liaison"])
def test_whoever_may_see_it_reads_it(world: World, who: str) -> None:
    id = _made(world)
    assert done(read.handler, world, who, id=id)["note"] == "At the back door"
    assert done(read.handler, world, who, id=id, view="full")["version"] == 1
    assert "note" not in done(read.handler, world, who, id=id, view="minimal")


def test_to_another_client_it_is_as_if_it_did_not_exist(world: World) -> None:
    id = _made(world)
    foreign, absent_one = ask(read.handler, world, "other_client", id=id), ask(read.handler, world, id=id + 1)
    assert faulty_params(foreign) == {"id"}
    assert foreign == absent_one
''')

TEST_OF_BOTH = Template('''"""$title: what is made is read again, by whoever may see it."""

from typing import Any

import pytest

from domain.asking import ask, done, faulty_params
from domain.world import World, build_world
from $service import create, read


@pytest.fixture
def world(tables: Any) -> World:
    return build_world()


@pytest.mark.parametrize("who", ["client", "employee", "liaison"])
def test_what_is_made_is_read_again_by_whoever_may_see_it(world: World, who: str) -> None:
    made = done(create.handler, world, note="At the back door")
    assert made["note"] == "At the back door"
    assert done(read.handler, world, who, id=made["id"]) == made
    assert done(read.handler, world, who, id=made["id"], view="full")["version"] == 1
    assert "note" not in done(read.handler, world, who, id=made["id"], view="minimal")


def test_to_another_client_it_is_as_if_it_did_not_exist(world: World) -> None:
    id = done(create.handler, world)["id"]
    foreign, absent = ask(read.handler, world, "other_client", id=id), ask(read.handler, world, id=id + 1)
    assert faulty_params(foreign) == {"id"}
    assert foreign == absent
''')
