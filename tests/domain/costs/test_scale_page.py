"""The figures of docs/scale.md are those of the code."""

from typing import Any

import pytest

from benchmarks import sizes
from benchmarks.scale_page import PAGE, filled
from domain.costs.dollars import Create, variants
from domain.costs.meter import Meter
from domain.costs.page import blocks
from domain.costs.sizing import of_deployment
from plano.registry.discovery import declared
from plano_cli.local.paths import FUNCTIONS


def test_the_tables_of_the_page_are_what_the_code_makes_of_them(tables: Any, request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text()
    wanted = filled(text, "costs", blocks(Meter(tables)))
    if request.config.getoption("--write", default=False):
        PAGE.write_text(wanted)
    assert PAGE.read_text() == wanted, "docs/scale.md: make costs"


def test_the_functions_have_room_and_are_quick_enough_with_the_memory_that_they_have() -> None:
    deployed = variants(Create(write_units=12, read_units=4, stored=2000))["as deployed"]
    (size,) = [one for one in of_deployment(deployed) if one.memory_mb == sizes.deployed()[0]]
    assert size.fits
    assert size.is_quick_enough


def test_every_route_was_measured_with_the_client_that_is_deployed() -> None:
    routes = {route.name for route in declared(FUNCTIONS)[1]}
    assert {name for name, client in sizes.measured() if client == sizes.deployed()[1]} == routes
