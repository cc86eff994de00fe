"""What `sam local` is given, against the template and the documentation."""

import json

from contract.environments import template
from plano_cli.example_events import event_texts
from plano_cli.local.paths import PROJECT
from plano_cli.sam import commands
from plano_cli.sam.functions import functions


def test_every_function_has_an_event_and_no_event_is_left_over() -> None:
    found = {path.stem for path in (PROJECT / "events").iterdir()}
    assert found == set(functions().values()), "run `make events`"


def test_the_documented_lines_are_those_that_are_run() -> None:
    text = (PROJECT / "docs" / "sam-local.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith("sam ")]
    function = "OrdersReadFunction"
    event = f".local/sam/events/{functions()[function]}.json"
    wanted = (commands.BUILD, (*commands.INVOKE, function, "--event", event), commands.START_API)
    assert lines == [" ".join(line) for line in wanted]


def test_the_examples_of_a_stream_pass_its_filters() -> None:
    for name in ("events.publish", "events.finish"):
        (record,) = json.loads(event_texts(PROJECT)[f"{name}.json"])["Records"]
        image = record["dynamodb"]["NewImage"]
        assert image["kind"] == {"S": "LineItem"}
        assert ("deleted_at" in image) == (name == "events.finish")


def test_every_function_declares_the_address_of_aws_so_that_sam_may_set_it_and_has_none_when_deployed() -> None:
    """SAM drops what `--env-vars` says of a variable that the template doesn't declare for the function."""
    variables = template()["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["AWS_ENDPOINT_URL"] == {"Ref": "AWS::NoValue"}
