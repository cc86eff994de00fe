"""What `make run` deploys starts without compiling anything."""

import sys
from pathlib import Path

import pytest

from integration.api import Api
from plano_cli.local.paths import Home
from tooling.shipped import assert_compiled


@pytest.mark.parametrize("built", ["PlanoLayer", "DependenciesLayer", "LineItemsCreateFunction"])
def test_each_module_ships_with_its_bytecode(api: Api, home: Home, built: str) -> None:
    assert_compiled(home.build / built)


def test_each_function_is_compiled(api: Api, home: Home) -> None:
    suffix = f".{sys.implementation.cache_tag}.pyc"
    functions: list[Path] = list(home.build.glob("*Function"))
    assert functions
    for folder in functions:
        assert len(list(folder.rglob(f"*{suffix}"))) == len(list(folder.rglob("*.py")))
