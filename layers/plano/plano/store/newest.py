"""Reading a partition backwards: the newest records first, as many as are wanted."""

from botocore.exceptions import BotoCoreError, ClientError

from plano.store.client import StoreUnavailable, client
from plano.store.keys import Key
from plano.store.values import Item, from_item


def newest(before: Key, limit: int) -> list[Item]:
    """The last `limit` records of the key's partition whose sort keys are less than the key's, the last one first.

    Raises:
        StoreUnavailable: DynamoDB could not be reached, or went on refusing.
    """
    try:
        answer = client().query(
            TableName=before.table.deployed_name(),
            ConsistentRead=True,
            ScanIndexForward=False,
            Limit=limit,
            KeyConditionExpression="pk = :pk AND sk < :before",
            ExpressionAttributeValues={":pk": {"S": before.pk}, ":before": {"S": before.sk}},
        )
    except (BotoCoreError, ClientError) as error:
        raise StoreUnavailable("querying") from error
    return [from_item(item) for item in answer["Items"]]
