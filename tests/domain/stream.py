"""The records table's stream, as Lambda brings it to a function of template.yaml: with that function's filters."""

import json
from collections.abc import Mapping
from typing import Any

import boto3

from domain.template import template
from domain.world import CONTEXT
from events import finish
from plano.store.keys import Table


def changes_for(function: str, tables: Any) -> list[dict[str, Any]]:
    """All changes so far that the filters of this function let through, in their order."""
    source = template()["Resources"][function]["Properties"]["Events"]["Changes"]["Properties"]
    patterns = [json.loads(each["Pattern"]) for each in source["FilterCriteria"]["Filters"]]
    return [record for record in _changes(tables) if any(_fits(record, pattern) for pattern in patterns)]


def finish_what_is_left(tables: Any) -> None:
    """Have events.finish see all changes so far."""
    bring(changes_for("EventsFinishFunction", tables))


def bring(changes: list[dict[str, Any]]) -> None:
    """Have events.finish see these changes; where it raises, Lambda brings them again, in smaller batches."""
    finish.handler({"Records": changes}, CONTEXT)


def _changes(tables: Any) -> list[dict[str, Any]]:
    arn = tables.describe_table(TableName=Table.RECORDS.deployed_name())["Table"]["LatestStreamArn"]
    streams = boto3.client("dynamodbstreams", region_name="eu-central-1")
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    start = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records: list[Any] = streams.get_records(ShardIterator=start["ShardIterator"])["Records"]
    return [_as_lambda_gets_it(record) for record in records]


def _as_lambda_gets_it(record: dict[str, Any]) -> dict[str, Any]:
    found = record["dynamodb"]
    written = found["ApproximateCreationDateTime"].timestamp()
    return {**record, "dynamodb": {**found, "ApproximateCreationDateTime": written}}


def _fits(found: Any, pattern: Any) -> bool:
    """Whether what was found fits a pattern of EventBridge's, as far as the template needs them."""
    if isinstance(pattern, Mapping):
        inner = found if isinstance(found, Mapping) else {}
        return all(_fits(inner.get(name), wanted) for name, wanted in pattern.items())
    return any((found is not None) if one == {"exists": True} else found == one for one in pattern)
