"""The peer's stack, deployed on the same local AWS as Plano's, on Plano's tables."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from benchmarks.candidates import both
from plano_cli.local.deployed_stack import client
from plano_cli.local.deployment import python_runtime, sam_environment
from plano_cli.problems import Problem

_NAME = "plano-load-peer"
_TEMPLATE = Path(__file__).with_name("template.yaml")
_TABLES = {
    "RegistryTable": "PLANO_REGISTRY_TABLE",
    "SessionsTable": "PLANO_SESSIONS_TABLE",
    "RecordsTable": "PLANO_RECORDS_TABLE",
}


def deployed(endpoint: str, environment: Mapping[str, str], folder: Path) -> str:
    """Deploy it from this folder; its address.

    Raises:
        Problem: SAM can't.
    """
    _, compiled = both("with_fastapi", "FastAPI + Mangum", "app.handler")
    folder.mkdir(parents=True)
    shutil.copy(_TEMPLATE, folder)
    shutil.copytree(compiled.task, folder / "app")
    given = [f"{parameter}={environment[variable]}" for parameter, variable in _TABLES.items()]
    arguments = ["--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset", "--stack-name", _NAME]
    result = subprocess.run(
        ["sam", "deploy", *arguments, "--parameter-overrides", f"PythonRuntime={python_runtime()}", *given],
        cwd=folder,
        env=sam_environment(endpoint),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise Problem(f"The peer can't be deployed:\n{result.stdout}{result.stderr}")
    (stack,) = client("cloudformation", endpoint).describe_stacks(StackName=_NAME)["Stacks"]
    outputs = {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}
    return f"{endpoint}/_aws/execute-api/{outputs['ApiId']}/local"
