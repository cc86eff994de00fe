"""By which address containers reach this machine, as different Docker engines say it."""

import json
from pathlib import Path

import pytest

from plano_cli.sam import docker

_SUBNET = {"Subnet": "127.0.0.0/16"}


def _says(config: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "docker"
    program.write_text(f"#!/bin/sh\necho '{json.dumps(config)}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize("config", [{**_SUBNET, "Gateway": "127.0.0.1"}, {**_SUBNET, "Gateway": ""}, _SUBNET])
def test_the_bridge_is_found_whether_or_not_docker_names_its_gateway(
    config: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _says(config, tmp_path, monkeypatch)
    assert docker.bridge() == "127.0.0.1"


@pytest.mark.parametrize("config", [{"Subnet": "192.0.2.0/24", "Gateway": "192.0.2.1"}, {"Subnet": "192.0.2.0/24"}])
def test_a_bridge_in_a_machine_of_its_own_is_not_ours(
    config: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _says(config, tmp_path, monkeypatch)
    assert docker.bridge() is None
