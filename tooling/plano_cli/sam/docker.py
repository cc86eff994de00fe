"""Docker, as far as `sam local` needs it: is it there, AWS's image, and how a container reaches this machine."""

import json
import subprocess
from collections.abc import Mapping
from contextlib import closing, suppress
from ipaddress import ip_network
from socket import socket

from plano_cli.local.deployment import architecture, python_runtime

ELSEWHERE = "host.docker.internal"
"""What Docker Desktop calls the machine that it runs on; it leads to the loopback address."""
_REPOSITORY = "public.ecr.aws/lambda"
_PATIENCE_SECONDS = 10


def is_running() -> bool:
    """Whether there is a Docker that answers."""
    return _docker("info", "--format", "{{.ServerVersion}}") is not None


def image() -> str:
    """AWS's image of the Lambda runtime, for this machine's processor."""
    return f"{_REPOSITORY}/python:{python_runtime().removeprefix('python')}-{architecture()}"


def has_image() -> bool:
    """Whether the image is here already, so that nothing has to be pulled."""
    return _docker("image", "inspect", "--format", "{{.Id}}", image()) is not None


def bridge() -> str | None:
    """This machine's own address on Docker's bridge; None where Docker runs in a machine of its own, or not at all."""
    found = _docker("network", "inspect", "bridge", "--format", "{{json (index .IPAM.Config 0)}}")
    address = _gateway(json.loads(found)) if found else None
    return address if address and _is_ours(address) else None


def _gateway(config: Mapping[str, str]) -> str:
    # A daemon that made the bridge itself names no gateway until it is restarted: it took the subnet's first address.
    return config.get("Gateway") or str(next(ip_network(config["Subnet"]).hosts()))


def _is_ours(address: str) -> bool:
    with closing(socket()) as probe, suppress(OSError):
        probe.bind((address, 0))
        return True
    return False


def _docker(*arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["docker", *arguments], capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
