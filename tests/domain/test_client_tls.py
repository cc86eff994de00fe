"""The own client speaks TLS with whom it trusts, and with nobody else."""

import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from domain.fault_server import GOOD, FaultServer, answer, cuts, sends
from plano.store.dynamodb import connection, retries
from plano.store.dynamodb.calls import Unreachable
from plano.store.dynamodb.endpoint import Endpoint
from plano.store.dynamodb.own import OwnClient
from plano.store.dynamodb.pool import Pool

QUERY = {"TableName": "records"}


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setattr(retries, "pause", lambda *_, **__: 0.0)
    connection.tls.cache_clear()
    yield
    connection.tls.cache_clear()


def _certificate(folder: Path, host: str) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    usual = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = folder / "certificate.pem"
    file.write_bytes(key.private_bytes(*usual) + made.public_bytes(serialization.Encoding.PEM))
    return file


def _server(file: Path) -> FaultServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return FaultServer(tls=context)


@pytest.mark.parametrize(
    ("host", "is_known", "answers"),
    [("localhost", True, True), ("localhost", False, False), ("elsewhere.example", True, False)],
    ids=["trusted", "unknown", "of-another"],
)
def test_who_is_trusted_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, *, is_known: bool, answers: bool
) -> None:
    file = _certificate(tmp_path, host)
    if is_known:
        monkeypatch.setenv("AWS_CA_BUNDLE", str(file))
    server = _server(file)
    with server.running() as url, closing(Pool(Endpoint.of_url(url))) as pool:
        client = OwnClient.of_environment(1, pool)
        if answers:
            server.script = [sends(answer()), cuts(b"")]
            assert [client.call("Query", QUERY) for _ in range(3)] == [GOOD] * 3
            assert [seen.connection for seen in server.seen] == [1, 1, 2, 2]
        else:
            with pytest.raises(Unreachable):
                client.call("Query", QUERY)
            assert server.seen == []
