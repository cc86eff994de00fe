"""SAM's failures in our words."""

import pytest

from plano_cli.local.sam_errors import explain

_ROLLED_BACK = """\
CREATE_FAILED        AWS::Lambda::Function   OrdersReadFunction   Resource creation cancelled
CREATE_FAILED        AWS::SQS::Queue         EmailsQueue          The queue's name is taken
ROLLBACK_COMPLETE    AWS::CloudFormation::Stack plano-staging     -
Error: Failed to create/update the stack: plano-staging, Waiter StackCreateComplete failed: Waiter encountered a \
terminal failure state
"""


@pytest.mark.parametrize(
    ("command", "log", "said"),
    [
        ("deploy", _ROLLED_BACK, "The stack could not be deployed: EmailsQueue (AWS::SQS::Queue): The queue's name is"),
        ("deploy", "Error: Unable to locate credentials", "there are no AWS credentials. Log in"),
        ("build", "OSError: [Errno 28] No space left on device", "the disk is full"),
        ("build", "Error: PythonPipBuilder:ResolveDependencies - {jinja2==3.1.6(wheel)}", "pip could not install"),
        (
            "build",
            "Error: PythonPipBuilder:Validation - Binary validation failed for python, searched for python in following"
            " locations: ['/usr/bin/python'] which did not satisfy constraints for runtime: python3.13.",
            "there is no Python of the version that the template names",
        ),
        ("build", "what nobody expected", "SAM doesn't say why"),
    ],
)
def test_they_say_what_to_do(command: str, log: str, said: str) -> None:
    found = explain(command, log)
    assert said in found
    assert "Waiter" not in found
