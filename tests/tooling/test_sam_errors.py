"""SAM's failures in our words: from what it really says."""

import os
import subprocess
import textwrap
from pathlib import Path

import pytest

from plano_cli.local.deployment import SAM
from plano_cli.local.sam_errors import explain

_ROLLED_BACK = """\
CloudFormation events from stack operations (refresh every 5.0 seconds)
-------------------------------------------------------------------------------------------------
ResourceStatus           ResourceType             LogicalResourceId        ResourceStatusReason
-------------------------------------------------------------------------------------------------
CREATE_IN_PROGRESS       AWS::CloudFormation::S   plano-staging
                         tack
CREATE_FAILED            AWS::SQS::Queue          EmailsQueueOfTheApplic   Invalid value for the
                                                  ation                    parameter
                                                                           RedrivePolicy. Value
                                                                           must be a JSON object.
CREATE_FAILED            AWS::Lambda::Function    OrdersReadFunction       Resource creation
                                                                           cancelled
ROLLBACK_COMPLETE        AWS::CloudFormation::S   plano-staging            Rollback complete
                         tack
-------------------------------------------------------------------------------------------------

Error: Failed to create/update the stack: plano-staging, Waiter StackCreateComplete failed: Waiter encountered a \
terminal failure state: For expression "Stacks[].StackStatus" we matched expected path: "ROLLBACK_COMPLETE" at least \
once
"""

_TABLE_OF_BEFORE = """\
CloudFormation events from stack operations (refresh every 5.0 seconds)
-------------------------------------------------------------------------------------------------
ResourceStatus           ResourceType             LogicalResourceId        ResourceStatusReason
-------------------------------------------------------------------------------------------------
CREATE_FAILED            AWS::DynamoDB::Table     RecordsTable             Resource of type
                                                                           'AWS::DynamoDB::Table'
                                                                           with identifier
                                                                           'plano-staging-records'
                                                                           already exists.
-------------------------------------------------------------------------------------------------
"""


@pytest.mark.parametrize(
    ("command", "log", "said"),
    [
        (
            "deploy",
            _TABLE_OF_BEFORE,
            "'plano-staging-records' already exists. Where it is the tables of a stack that was deleted,"
            " docs/operations.md says under \u201cA stack that is made again\u201d how the new one takes them in.",
        ),
        (
            "deploy",
            _ROLLED_BACK,
            "The stack could not be deployed: EmailsQueueOfTheApplication (AWS::SQS::Queue): Invalid value for the"
            " parameter RedrivePolicy. Value must be a JSON object.",
        ),
        (
            "deploy",
            "Error: Failed to create changeset for the stack: plano-staging, ex: Waiter ChangeSetCreateComplete failed:"
            ' Waiter encountered a terminal failure state: For expression "Status" we matched expected path:'
            ' "FAILED" Status: FAILED. Reason: The following hook(s)/validation failed:'
            " [AWS::EarlyValidation::ResourceExistenceCheck].",
            "something that the stack would make is there already (`aws cloudformation describe-events` says what).",
        ),
        ("build", "OSError: [Errno 28] No space left on device", "the disk is full"),
        (
            "build",
            "Error: PythonPipBuilder:ResolveDependencies - Could not satisfy the requirement: jinja2==3.1.6",
            "pip could not install the layer\u2019s packages: Could not satisfy the requirement: jinja2==3.1.6.",
        ),
        (
            "deploy",
            "Error: Failed to create managed resources: An error occurred (ExpiredToken) when calling the"
            " CreateChangeSet operation: The security token included in the request is expired",
            "the AWS credentials have expired. Log in again",
        ),
        ("deploy", "Error: The config profile (nobody) could not be found", "there is no AWS profile nobody"),
        (
            "build",
            "Error: PythonPipBuilder:Validation - Binary validation failed for python, searched for python in following"
            " locations  : ['/usr/bin/python3', '/bin/python3'] which did not satisfy constraints for runtime:"
            " python3.14. Do you have python for runtime: python3.14 on your PATH?",
            "there is no Python of the version that the template names",
        ),
        ("build", "what nobody expected", "SAM doesn't say why"),
    ],
)
def test_they_say_what_to_do(command: str, log: str, said: str) -> None:
    found = explain(command, log)
    assert said in found
    assert "Waiter" not in found


_FUNCTION = """
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Read:
        Type: AWS::Serverless::Function
        Properties: {Handler: a.b, Runtime: python3.13, InlineCode: "", Timeot: 3}
"""


@pytest.mark.parametrize(
    ("command", "template", "said"),
    [
        (
            ("build",),
            "Resources:\n  A:\n    Type: [\n",
            "The functions and layers could not be built: template.yaml, line 4: while parsing a flow node, expected"
            " the node content, but found '<stream end>'.",
        ),
        (
            ("build",),
            textwrap.dedent(_FUNCTION),
            "The functions and layers could not be built: template.yaml: Read: property Timeot not defined for resource"
            " of type AWS::Serverless::Function.",
        ),
        (
            ("deploy", "--template-file", "built/template.yaml"),
            "",
            "The stack could not be deployed: nothing is built at {}/built/template.yaml. Build it first.",
        ),
        (
            ("deploy",),
            textwrap.dedent(_FUNCTION).replace(", Timeot: 3", ""),
            "The stack could not be deployed: there are no AWS credentials. Log in (`aws sso login`, `aws configure`),"
            " or name a profile with AWS_PROFILE.",
        ),
    ],
    ids=["no-yaml", "no-such-property", "not-built", "no-credentials"],
)
def test_what_sam_says_today_is_told_in_our_words(
    tmp_path: Path, command: tuple[str, ...], template: str, said: str
) -> None:
    (tmp_path / "template.yaml").write_text(template)
    found = explain(command[0], _sam(tmp_path, *command))
    assert found == said.format(tmp_path)


def _sam(folder: Path, *words: str) -> str:
    """What SAM says in this folder, without credentials."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    files = dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"), os.devnull)
    more = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "eu-central-1", "SAM_CLI_TELEMETRY": "0"}
    options = ("--stack-name", "plano-staging", "--resolve-s3") if words[0] == "deploy" else ()
    done = subprocess.run(
        [SAM / "sam", *words, *options],
        cwd=folder,
        env={**kept, **files, **more, "HOME": str(folder), "PYTHONPATH": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode
    return done.stdout
