"""Edited code in deployed functions, without a deployment. The local AWS is real, the project is not."""

import io
import json
import shutil
import textwrap
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plano_cli.local import deployed_stack, deployment
from plano_cli.local.aws import LocalAws
from plano_cli.local.paths import Home
from plano_cli.problems import Problem
from plano_cli.watching.sources import Sources
from plano_cli.watching.swap import LiveFunctions, settle
from tooling.edited_project import FILES, project_in, write


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return project_in(tmp_path)


def _zipped(folder: Path) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, path.relative_to(folder))
    return written.getvalue()


_FUNCTION = """
    Say{name}:
      Type: AWS::Serverless::Function
      Properties:
        Handler: {package}.say.handler
        CodeUri: {code}
        Runtime: {runtime}
        AutoPublishAlias: live
        Layers: [!Ref PlanoLayer]
"""


_LAYER = """
    PlanoLayer:
      Type: AWS::Serverless::LayerVersion
      Properties:
        LayerName: PlanoLayer
        ContentUri: {layer}
        CompatibleRuntimes: [{runtime}]
"""


def _template(layer: str, greetings: str, others: str) -> str:
    runtime = deployment.python_runtime()
    return "Transform: AWS::Serverless-2016-10-31\nResources:\n" + textwrap.dedent(
        _LAYER.format(layer=layer, runtime=runtime)
        + _FUNCTION.format(name="Greetings", package="greetings", code=greetings, runtime=runtime)
        + _FUNCTION.format(name="Others", package="others", code=others, runtime=runtime)
    ).replace("\n", "\n  ")


class Stack:
    """Two functions and a layer, deployed without SAM."""

    def __init__(self, home: Home, aws: LocalAws) -> None:
        self._home = home
        self.endpoint = aws.endpoint
        self._lambda = deployed_stack.client("lambda", aws.endpoint)
        self._cloudformation = deployed_stack.client("cloudformation", aws.endpoint)
        deployed_stack.client("s3", aws.endpoint).create_bucket(
            Bucket="code", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )

    def build(self) -> str:
        """The template for CloudFormation, as SAM makes it: it says where the code is, by its content."""
        shutil.rmtree(self._home.build, ignore_errors=True)
        for name in ("Greetings", "Others"):
            shutil.copytree(self._home.project / "functions", self._home.build / name)
        shutil.copytree(self._home.project / "layers" / "plano", self._home.build / "PlanoLayer" / "python")
        (self._home.build / "template.yaml").write_text(_template("PlanoLayer", "Greetings", "Others"))
        return _template(*(self._upload(self._home.build / name) for name in ("PlanoLayer", "Greetings", "Others")))

    def deploy(self, template: str) -> None:
        capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
        self._cloudformation.create_stack(
            StackName=deployed_stack.STACK, TemplateBody=template, Capabilities=capabilities
        )
        self._cloudformation.get_waiter("stack_create_complete").wait(
            StackName=deployed_stack.STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )

    def _upload(self, folder: Path) -> str:
        text = "".join(path.read_text() for path in sorted(folder.rglob("*.py")))
        key = f"{folder.name}-{abs(hash(text))}"
        deployed_stack.client("s3", self.endpoint).put_object(Bucket="code", Key=key, Body=_zipped(folder))
        return f"s3://code/{key}"

    def answer(self, logical_id: str) -> Any:
        name = deployed_stack.physical_ids(self.endpoint)[logical_id]
        found = self._lambda.invoke(FunctionName=name, Qualifier="live")
        return json.loads(found["Payload"].read())

    def versions(self, logical_id: str) -> int:
        name = deployed_stack.physical_ids(self.endpoint)[logical_id]
        return len(self._lambda.list_versions_by_function(FunctionName=name)["Versions"])


@pytest.fixture
def stack(home: Home) -> Iterator[Stack]:
    aws = LocalAws.start(home, persistent=False)
    try:
        found = Stack(home, aws)
        found.deploy(found.build())
        yield found
    finally:
        aws.stop()


def test_edited_code_answers_without_a_deployment_and_one_that_follows_is_right(home: Home, stack: Stack) -> None:
    built = stack.build()
    assert (stack.answer("SayGreetings"), stack.answer("SayOthers")) == ("Hello, you", "other")
    deployed, sources = LiveFunctions(home, stack.endpoint), Sources(home.project)

    def take_over(name: str, text: str) -> int:
        write(home, name, text)
        changes = sources.changes()
        assert changes is not None
        sources.run_now(changes.files)
        moves = deployed.prepare(changes)
        deployed.go_live(moves)
        deployed.clean_up()
        return len(moves)

    assert take_over("layers/plano/words.py", "HELLO = 'Good day'\n") == 2
    assert stack.answer("SayGreetings") == "Good day, you"
    assert take_over("functions/others/say.py", "def handler(event, context):\n    return 'another'\n") == 1
    assert (stack.answer("SayGreetings"), stack.answer("SayOthers")) == ("Good day, you", "another")
    assert stack.versions("SayOthers") == 2  # $LATEST, and the one that answers
    with pytest.raises(Problem, match="SyntaxError"):
        take_over("layers/plano/not_yet_imported.py", "def (")
    (home.project / "layers/plano/not_yet_imported.py").unlink()
    for name in ("layers/plano/words.py", "functions/others/say.py"):
        write(home, name, FILES[name])
    assert stack.build() == built  # so CloudFormation would find nothing to do
    settle(home, stack.endpoint)
    assert (stack.answer("SayGreetings"), stack.answer("SayOthers")) == ("Hello, you", "other")
    assert not home.swapped_file.exists()


def test_what_was_prepared_but_could_not_go_live_is_in_no_later_version(home: Home, stack: Stack) -> None:
    stack.build()
    deployed, sources = LiveFunctions(home, stack.endpoint), Sources(home.project)
    write(home, "functions/greetings/say.py", "def handler(event, context):\n    return 1 / 0\n")
    broken = sources.changes()
    assert broken is not None
    sources.forget(broken.files)
    deployed.discard(deployed.prepare(broken))
    deployed.clean_up()
    assert stack.answer("SayGreetings") == "Hello, you"
    assert stack.versions("SayGreetings") == 2
    write(home, "functions/greetings/say.py", FILES["functions/greetings/say.py"])
    write(home, "layers/plano/words.py", "HELLO = 'Good day'\n")
    mended = sources.changes()
    assert mended is not None
    assert mended.files == ("functions/greetings/say.py", "layers/plano/words.py")
    deployed.go_live(deployed.prepare(mended))
    assert stack.answer("SayGreetings") == "Good day, you"
    sources.run_now(mended.files)
    assert sources.all_run()
