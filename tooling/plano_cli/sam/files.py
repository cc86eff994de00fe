"""What `sam local` reads, in .local/sam/: its options, each function's environment, and each function's event."""

import json
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import simplejson
from botocore.exceptions import ClientError
from httpx import URL

from plano import ids
from plano_cli.local import deployed_stack, deployment
from plano_cli.local.aws import REGION
from plano_cli.local.environment import use
from plano_cli.local.paths import FUNCTIONS, Home
from plano_cli.local.ports import HOST
from plano_cli.sam import docker
from plano_cli.sam.functions import functions
from plano_cli.sam.live import live_events
from plano_cli.sam.shapes import Event
from plano_cli.sam.things import make

BUCKET = "plano-sam-local"
"""Where the custom resource's answers go."""
_OPTIONS = """\
# Written by `make run`: sam local … --config-file .local/sam/samconfig.toml
version = 0.1

[default.global.parameters]
region = "{region}"

[default.build.parameters]
build_dir = "{build}"
cache_dir = "{cache}"
cached = true
parallel = true
parameter_overrides = "{parameters}"

[default.local_invoke.parameters]
{local}

[default.local_start_api.parameters]
{local}
warm_containers = "LAZY"
"""
_LOCAL = """\
template_file = "{build}/template.yaml"
parameter_overrides = "{parameters}"
env_vars = "{environment}"
skip_pull_image = {has_image}"""


def write_files(home: Home, facts: Mapping[str, Any], host: str) -> None:
    """Write them anew, for the stack that is running.

    Args:
        host: by which name or address containers reach this machine.
    """
    shutil.rmtree(home.sam_events, ignore_errors=True)
    home.sam_events.mkdir(parents=True)
    home.sam_config.write_text(_options(home))
    home.sam_environment.write_text(json.dumps(_environments(facts, host), indent=2) + "\n")
    for name, event in new_events(facts, host).items():
        (home.sam_events / f"{name}.json").write_text(event_text(event))


def ports(facts: Mapping[str, Any]) -> list[int]:
    """Where the functions reach for on this machine: the local AWS, and the local Mandrill."""
    return [
        port for url in (facts["environment"]["AWS_ENDPOINT_URL"], facts["mandrill_url"]) if (port := URL(url).port)
    ]


def new_events(facts: Mapping[str, Any], host: str) -> dict[str, Event]:
    """A live event for each function, about things that are made for it."""
    use(facts["environment"])
    sys.path.insert(0, str(FUNCTIONS))
    endpoint = facts["environment"]["AWS_ENDPOINT_URL"]
    place = {"LocationConstraint": REGION}
    with suppress(ClientError):  # it is there already
        deployed_stack.client("s3", endpoint).create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
    # Signed, as CloudFormation's addresses are: the local AWS takes no other.
    named = {"Bucket": BUCKET, "Key": str(ids.new_id())}
    there = deployed_stack.client("s3", endpoint.replace(HOST, host))
    answer_url = there.generate_presigned_url("put_object", Params=named)
    return live_events(make(facts["tokens"]["employee"]), answer_url)


def event_text(event: Event) -> str:
    """An event as `sam local invoke --event` reads it."""
    return simplejson.dumps(event, use_decimal=True, indent=2, ensure_ascii=False) + "\n"


def _options(home: Home) -> str:
    parameters = " ".join(deployment.build_parameters())
    build = str(home.sam / "build")
    local = _LOCAL.format(
        build=build,
        parameters=parameters,
        environment=home.sam_environment,
        has_image=str(docker.has_image()).lower(),
    )
    return _OPTIONS.format(region=REGION, build=build, cache=deployment.cache(home), parameters=parameters, local=local)


def _environments(facts: Mapping[str, Any], host: str) -> dict[str, dict[str, str]]:
    """The variables that each function is deployed with, and where the local AWS is, as a container gets there."""
    endpoint = facts["environment"]["AWS_ENDPOINT_URL"]
    deployed = deployed_stack.physical_ids(endpoint)
    client = deployed_stack.client("lambda", endpoint)
    found = {}
    for name in functions():
        variables = client.get_function_configuration(FunctionName=deployed[name])["Environment"]["Variables"]
        there = {**variables, "AWS_ENDPOINT_URL": endpoint}
        found[name] = {variable: value.replace(HOST, host) for variable, value in there.items()}
    return found
