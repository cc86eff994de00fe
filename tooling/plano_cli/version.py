"""Which version this is."""

import tomllib

from plano_cli.local.paths import PROJECT


def version() -> str:
    """The version of the project."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    return str(settings["project"]["version"])
