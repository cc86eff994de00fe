"""The faults themselves: they do to a write what they say, and the SDK sends it again as on AWS."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from domain.faults import Faults, Killed

KEY = {"pk": {"S": "a"}, "sk": {"S": "b"}}
COUNT: dict[str, Any] = {
    "TableName": "records",
    "Key": KEY,
    "UpdateExpression": "ADD n :one",
    "ExpressionAttributeValues": {":one": {"N": "1"}},
}


def _count(tables: Any) -> int:
    return int(tables.get_item(TableName="records", Key=KEY).get("Item", {}).get("n", {"N": "0"})["N"])


def _transact(tables: Any, **more: Any) -> None:
    tables.transact_write_items(TransactItems=[{"Update": COUNT}], **more)


def test_a_change_whose_answer_got_lost_is_carried_out_again(tables: Any, faults: Faults) -> None:
    faults.lose_answer(times=2)
    tables.update_item(**COUNT)
    assert _count(tables) == 3


def test_a_transaction_whose_answer_got_lost_is_not(tables: Any, faults: Faults) -> None:
    faults.lose_answer(times=2)
    _transact(tables)
    assert _count(tables) == 1


def test_a_token_is_good_for_one_transaction_only(tables: Any, faults: Faults) -> None:
    _transact(tables, ClientRequestToken="token")
    _transact(tables, ClientRequestToken="token")
    with pytest.raises(ClientError, match="IdempotentParameterMismatch"):
        tables.transact_write_items(TransactItems=[{"Update": COUNT}] * 2, ClientRequestToken="token")
    assert _count(tables) == 1


@pytest.mark.parametrize(("token_expired", "count"), [(False, 1), (True, 2)])
def test_what_is_stuck_arrives_when_it_is_delivered(
    tables: Any, faults: Faults, token_expired: bool, count: int
) -> None:
    faults.hold_back()
    _transact(tables)
    assert _count(tables) == 1
    faults.deliver_late(token_expired=token_expired)
    assert _count(tables) == count


@pytest.mark.parametrize(("carried_out", "count"), [(False, 0), (True, 4)])
def test_in_an_outage_every_try_times_out(tables: Any, faults: Faults, carried_out: bool, count: int) -> None:
    with faults.outage(carried_out=carried_out), pytest.raises(ReadTimeoutError):
        tables.update_item(**COUNT)
    assert _count(tables) == count
    tables.update_item(**COUNT)
    assert _count(tables) == count + 1


def test_what_was_killed_does_nothing_more(tables: Any, faults: Faults) -> None:
    with faults.killed(carried_out=True):
        try:
            tables.update_item(**COUNT)
        except Killed:
            tables.update_item(**COUNT)
    assert _count(tables) == 1


def test_what_runs_meanwhile_meets_no_fault_itself(tables: Any, faults: Faults) -> None:
    faults.meanwhile(lambda: tables.update_item(**COUNT))
    faults.lose_answer()
    tables.update_item(**COUNT)
    assert _count(tables) == 2
    assert not faults.are_over()
