"""What samconfig.toml says of an environment that `make deploy` can deploy."""

import tomllib
from typing import Any, NamedTuple

from plano_cli.local.paths import PROJECT
from plano_cli.problems import Problem
from plano_cli.template.digest import read_template

RUNTIME, _EMAILS_FROM = "PythonRuntime", "EmailsFrom"
EXAMPLE_ADDRESS = "hello@plano.example"
"""What stands in samconfig.toml until somebody sets an address; the template's rules refuse it."""


class Settings(NamedTuple):
    """An environment: the stack, the Python that its functions are built for, and whom emails come from."""

    environment: str
    stack: str
    runtime: str
    emails_from: str | None


def read_settings(environment: str) -> Settings:
    """What an environment is deployed with.

    Raises:
        Problem: samconfig.toml doesn't have it, or the template can't be read.
    """
    found = tomllib.loads((PROJECT / "samconfig.toml").read_text())
    names = [name for name, value in found.items() if isinstance(value, dict) and name not in ("default", "local")]
    if environment not in names:
        raise Problem(f"samconfig.toml has no environment {environment} to deploy: it has {', '.join(names)}")
    given = _given(found[environment])
    return Settings(
        environment,
        found[environment]["global"]["parameters"]["stack_name"],
        given.get(RUNTIME) or _default_runtime(),
        given.get(_EMAILS_FROM),
    )


def _given(commands: dict[str, Any]) -> dict[str, str]:
    """The template's parameters that the environment sets for `sam deploy`."""
    text = commands.get("deploy", {}).get("parameters", {}).get("parameter_overrides", "")
    return dict(pair.split("=", 1) for pair in text.split() if "=" in pair)


def _default_runtime() -> str:
    template = read_template((PROJECT / "template.yaml").read_text())
    return str(template["Parameters"][RUNTIME]["Default"])
