"""What the candidates work on: the demo records of a real local stack, and the DynamoDB of fixed answers with them."""

import datetime
import http.client
import ipaddress
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from plano_cli.local.aws import client_environment
from plano_cli.local.deployed_stack import client
from plano_cli.local.ports import HOST, free_port

_TABLES = ("PLANO_REGISTRY_TABLE", "PLANO_SESSIONS_TABLE", "PLANO_RECORDS_TABLE")
_FIRST_PORT = 9500


@dataclass(frozen=True, slots=True)
class FixedDynamoDb:
    """The process of fixed answers."""

    port: int
    tls_port: int
    certificate: Path

    def environment(self, *, tls: bool) -> dict[str, str]:
        """What a function needs to find it."""
        if not tls:
            return client_environment(f"http://{HOST}:{self.port}")
        trust = {"AWS_CA_BUNDLE": str(self.certificate), "SSL_CERT_FILE": str(self.certificate)}
        return {**client_environment(f"https://{HOST}:{self.tls_port}"), **trust}

    def calls(self) -> Any:
        """What was called since this was last asked, and the last transaction."""
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=10)) as connection:
            connection.request("GET", "/calls")
            return json.loads(connection.getresponse().read())


def records(environment: Mapping[str, str], endpoint: str) -> dict[str, list[Any]]:
    """All records of the stack's tables, in DynamoDB's notation."""
    dynamodb = client("dynamodb", endpoint)
    names = [environment[table] for table in _TABLES]
    pages = {name: dynamodb.get_paginator("scan").paginate(TableName=name) for name in names}
    return {name: [item for page in found for item in page["Items"]] for name, found in pages.items()}


@contextmanager
def fixed(found: Mapping[str, list[Any]], folder: Path) -> Iterator[FixedDynamoDb]:
    """The process, with these records, for as long as the context lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    held, certificate = folder / "records.json", folder / "certificate.pem"
    held.write_text(json.dumps(found))
    _certify(certificate)
    port = free_port(_FIRST_PORT)
    store = FixedDynamoDb(port, free_port(port + 1), certificate)
    script = str(Path(__file__).with_name("fixed_dynamodb.py"))
    arguments = [str(held), str(store.port), str(store.tls_port), str(certificate)]
    process = subprocess.Popen([sys.executable, script, *arguments], stdin=subprocess.DEVNULL)
    try:
        _wait_for(store)
        yield store
    finally:
        process.kill()
        process.wait()


def _wait_for(store: FixedDynamoDb) -> None:
    for _ in range(500):
        try:
            store.calls()
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the DynamoDB of fixed answers does not start")


def _certify(path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "plano-benchmarks")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(text + certificate.public_bytes(serialization.Encoding.PEM))
