"""Single writes: one record, under its condition, for half of what it costs in a transaction.

They have no token: where its answer gets lost, a write is carried out twice. So its condition, or what stands there
then, has to show that.
"""

from plano.store.client import StoreUnavailable, client
from plano.store.dynamodb.calls import CallFailed, Refused
from plano.store.pauses import pauses
from plano.store.values import Attributes, from_item
from plano.store.write import TRIES, ConditionFailed, Put, Update, to_request


def update(action: Update) -> None:
    """Carry out one change by itself. Rivals for one record wait for each other, where transactions would conflict.

    It has no token: where its answer gets lost, it is carried out twice. So its condition has to recognise that.

    Raises:
        ConditionFailed: its condition was not fulfilled.
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    for pause in pauses(TRIES):
        try:
            client().call("UpdateItem", to_request(action)["Update"])
            return
        except Refused as refused:
            if refused.code == "ConditionalCheckFailedException":
                raise ConditionFailed({action.key: refused.item}) from None
            if refused.code != "TransactionConflictException":
                raise StoreUnavailable("writing") from refused
            pause()
        except CallFailed as error:
            raise StoreUnavailable("writing") from error
    raise StoreUnavailable("writing: transactions were always in the way")


def put(action: Put) -> None:
    """Write one record by itself: for half of what it costs in a transaction, and without waiting for others.

    It has no token: where its answer got lost and the SDK has sent it again, the record that stands there is this one.

    Raises:
        ConditionFailed: its condition was not fulfilled.
        StoreUnavailable: DynamoDB could not be reached, or refused each time.
    """
    request = to_request(action)["Put"]
    try:
        client().call("PutItem", request)
    except CallFailed as error:
        found = _in_the_way(error)
        if found is None or from_item(found) != from_item(request["Item"]):
            raise ConditionFailed({action.key: found}) from None


def update_once(action: Update) -> None:
    """Carry out one change by itself if it can be done now: nobody waits for rivals, and nothing is returned.

    IAM's `dynamodb:Attributes` is documented for UpdateItem, not for transactions, and counts what is returned. So
    nothing is asked for, not even what stands in the way.

    Raises:
        ConditionFailed, StoreUnavailable: it was not done.
    """
    request = to_request(action)["Update"]
    del request["ReturnValuesOnConditionCheckFailure"]
    try:
        client().call("UpdateItem", {**request, "ReturnValues": "NONE"})
    except CallFailed as error:
        raise ConditionFailed({action.key: _in_the_way(error)}) from None


def _in_the_way(error: CallFailed) -> Attributes | None:
    """What stands where a single write's condition was not fulfilled; another failure is raised."""
    if isinstance(error, Refused) and error.code == "ConditionalCheckFailedException":
        return error.item
    raise StoreUnavailable("writing") from error
