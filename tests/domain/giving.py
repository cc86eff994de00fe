"""Orders that are given to another client, with line items on them."""

from domain.asking import done
from domain.world import World
from line_items import bulk_create
from orders import update as update_order


def give_to(world: World, client_id: int) -> None:
    done(update_order.handler, world, "employee", id=world.order, client_id=client_id)


def client_of(world: World, name: str = "other_client") -> int:
    return int(world.users[name]["client_id"])


def many(world: World, count: int) -> None:
    element = {"itemable_type": "Order", "itemable_id": world.order}
    for start in range(0, count, 45):
        done(bulk_create.handler, world, line_items=[element] * min(45, count - start))
