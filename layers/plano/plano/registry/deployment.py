"""Deploying the registry's records, and what the deployment changes of the API with them."""

import secrets

from plano import clock, ids
from plano.registry import history, records
from plano.registry.records import Records
from plano.store import keys
from plano.store.changes import Change
from plano.store.conditions import absent, equals, present
from plano.store.values import Item
from plano.store.write import Check, ConditionFailed, Delete, Update, write
from plano.store.write_one import update

_AT_ONCE = 25
_WHATEVER = absent() | present()
_KEPT = frozenset({"pk", "sk", "active"})


class Superseded(Exception):
    """Another deployment has begun since: its records are the ones that stay."""


def deploy(wanted: Records) -> None:
    """Make the deployed records those of the code. What is switched off stays off; what is gone from the code goes.

    Of two deployments at once, the one that begins later has its way: the other may write nothing after that. What
    callers will notice of a record is written down in the transaction that writes the record.

    Raises:
        Superseded: another deployment has begun since.
    """
    all_roles, deployment = keys.permissions(), secrets.token_hex(8)
    update(Update(all_roles, Change().set(kind="Permissions", deployment=deployment), _WHATEVER))
    # Read after that, so nothing that an earlier deployment writes is missing.
    found = records.deployed()
    actions = _actions(found, wanted)
    batches = [actions[start : start + _AT_ONCE] for start in range(0, len(actions), _AT_ONCE)]
    still = equals("deployment", deployment)
    try:
        for id, batch in zip(ids.new_ids(len(batches)), batches, strict=True):
            changed = history.changes(id, deployment, found, wanted, {action.key for action in batch})
            write([Check(all_roles, still), *batch, *changed])
        update(Update(all_roles, Change().set_all(records.permissions(wanted)), still))
    except ConditionFailed as error:
        raise Superseded from error


def _actions(found: Records, wanted: Records) -> list[Update | Delete]:
    before, after = found.by_key(), wanted.by_key()
    now = clock.iso(clock.now())
    updates = [
        Update(key, _change(before.get(key, {}), {**item, "deployed_at": now}), _WHATEVER)
        for key, item in after.items()
        if before.get(key, {}).get("revision") != item["revision"]
    ]
    return [*updates, *(Delete(key) for key in before if key not in after)]


def _change(before: Item, after: Item) -> Change:
    """All that a deployment sets. Whether a record is switched on is never set again."""
    gone = before.keys() - after.keys() - _KEPT
    return Change().set_all(after).clear(*sorted(gone)).first("active", value=True)
