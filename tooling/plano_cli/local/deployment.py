"""Deploying this template to the local AWS with SAM, unless just that is deployed already."""

import json
import os
import platform
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from plano_cli.bytecode.built import add_bytecode
from plano_cli.local.aws import LocalAws, client_environment
from plano_cli.local.deployed_stack import client, outputs
from plano_cli.local.files import write_whole
from plano_cli.local.mandrill_api import KEY
from plano_cli.local.paths import Home
from plano_cli.local.refusals import set_refusals
from plano_cli.local.sam_errors import explain
from plano_cli.problems import Problem

SAM = Path(sys.prefix) / "sam" / "bin"
"""SAM's environment, which is its own: what it asks for holds nothing back that is deployed."""
_SOURCES = ("template.yaml", "samconfig.toml", "functions", "layers")


def python_runtime() -> str:
    """The Lambda runtime of the interpreter at hand."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def architecture() -> str:
    """This machine's processor, as Lambda calls it."""
    return "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x86_64"


def build_parameters() -> list[str]:
    """What the stack is built with."""
    return ["Environment=local", f"PythonRuntime={python_runtime()}", f"Architecture={architecture()}"]


def parameters(mandrill_url: str) -> list[str]:
    """What the stack is deployed with."""
    # Few tries, so that an email that nobody takes is given up while somebody looks.
    emails = [f"MandrillUrl={mandrill_url}", "EmailsFrom=hello@plano.example", "EmailTries=8"]
    return [*build_parameters(), *emails, f"StoreClient={os.environ.get('PLANO_STORE_CLIENT', 'own')}"]


def digest(home: Home, mandrill_url: str) -> str:
    """The same as long as nothing that is deployed, and no parameter's value, has changed."""
    return sha256(" ".join((_sources(home), *parameters(mandrill_url))).encode()).hexdigest()


def is_deployed(home: Home, mandrill_url: str) -> bool:
    """Whether the last deployment that came to its end is of what is here now."""
    return _deployed(home).get("digest") == digest(home, mandrill_url)


def is_of_this_code(home: Home) -> bool:
    """Whether it is of the same code, whatever it was deployed with."""
    return _deployed(home).get("sources") == _sources(home)


def note_changed(home: Home) -> None:
    """Count nothing as deployed: functions are about to run something else, and it may end in the middle."""
    home.swapped_file.touch()
    write_whole(home.deployed_file, json.dumps({}))


def _deployed(home: Home) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(home.deployed_file.read_text())
    except (OSError, ValueError):
        return {}
    return found


def _sources(home: Home) -> str:
    found = sha256(sys.version.encode())
    for path in sorted(path for source in _SOURCES for path in _files(home.project / source)):
        found.update(str(path.relative_to(home.project)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def cache(home: Home) -> Path:
    """What SAM keeps of earlier builds for this very Python, in this very place, with these packages."""
    requirements = home.project / "layers" / "dependencies" / "requirements.txt"
    key = sha256(f"{sys.version}{sys.prefix}{home.project}".encode() + requirements.read_bytes())
    return home.root / "cache" / key.hexdigest()[:12]


def build(home: Home) -> None:
    """Have SAM build the functions and the layers, and compile them.

    Raises:
        Problem: it can't.
    """
    _sam(
        home,
        "build",
        "--build-dir",
        str(home.build),
        "--cache-dir",
        str(cache(home)),
        "--parameter-overrides",
        *build_parameters(),
    )
    add_bytecode(home.build)


def deploy(home: Home, aws: LocalAws, mandrill_url: str) -> None:
    """Have SAM deploy what it built, and set what the local AWS leaves out.

    Raises:
        Problem: it can't.
    """
    template = str(home.build / "template.yaml")
    given = parameters(mandrill_url)
    _sam(home, "deploy", "--template-file", template, "--parameter-overrides", *given, endpoint=aws.endpoint)
    _complete(aws)
    note_deployed(home, aws, mandrill_url)


def note_deployed(home: Home, aws: LocalAws, mandrill_url: str) -> None:
    """Count what is here now as deployed: the next start need not deploy it."""
    aws.save()  # before it counts as deployed: what is started next has to be this
    write_whole(home.deployed_file, json.dumps({"digest": digest(home, mandrill_url), "sources": _sources(home)}))


def _complete(aws: LocalAws) -> None:
    found = outputs(aws.endpoint)
    # It ignores the template's TimeToLiveSpecification.
    setting = {"AttributeName": "removed_at", "Enabled": True}
    dynamodb = client("dynamodb", aws.endpoint)
    dynamodb.update_time_to_live(TableName=found["SessionsTableName"], TimeToLiveSpecification=setting)
    set_refusals(client("apigateway", aws.endpoint), found["ApiId"])
    ssm = client("ssm", aws.endpoint)
    ssm.put_parameter(Name="/plano/local/mandrill-key", Value=KEY, Type="SecureString", Overwrite=True)


def sam_environment(endpoint: str) -> dict[str, str]:
    """What SAM needs in its environment: this installation, the local AWS, and nothing else's credentials."""
    environment = {
        **os.environ,
        **client_environment(endpoint),
        "PATH": os.pathsep.join((str(SAM), str(Path(sys.executable).parent), os.environ.get("PATH", ""))),
        "SAM_CLI_TELEMETRY": "0",
        "PYTHONPATH": "",
    }
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CA_BUNDLE"):
        environment.pop(name, None)
    return environment


def _sam(home: Home, command: str, *arguments: str, endpoint: str = "http://127.0.0.1:9") -> None:
    home.logs.mkdir(parents=True, exist_ok=True)
    log = home.logs / f"sam-{command}.log"
    with log.open("wb") as output:
        result = subprocess.run(
            [
                "sam",
                command,
                "--config-file",
                str(home.project / "samconfig.toml"),
                "--config-env",
                "local",
                *arguments,
            ],
            cwd=home.project,
            env=sam_environment(endpoint),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if result.returncode:
        raise Problem(f"{explain(command, log.read_text(errors='replace'))}\nAll that SAM said is in {log}.")


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
