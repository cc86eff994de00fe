"""Our signatures are botocore's: for any body, any keys, any host."""

from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from plano.store.dynamodb.endpoint import Endpoint
from plano.store.dynamodb.signing import CONTENT_TYPE, Keys, Signer

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60)
WORDS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
HOSTS = st.lists(WORDS, min_size=1, max_size=4).map(".".join) | st.just("[::1]") | st.just("127.0.0.1")
URLS = st.builds(
    lambda scheme, host, port: f"{scheme}://{host}{f':{port}' if port else ''}",
    st.sampled_from(["http", "https"]),
    HOSTS,
    st.none() | st.integers(1, 65535),
)


def _of_botocore(url: str, region: str, body: bytes, target: str, keys: Keys, moment: float) -> str:
    headers = {"Content-Type": CONTENT_TYPE, "X-Amz-Target": target}
    request = AWSRequest("POST", f"{url}/", headers=headers, data=body)
    with patch("botocore.auth.get_current_datetime", return_value=datetime.fromtimestamp(moment, UTC)):
        SigV4Auth(Credentials(*keys), "dynamodb", region).add_auth(request)
    return str(request.headers["Authorization"])


@given(
    url=URLS,
    region=WORDS,
    body=st.binary(max_size=300),
    target=st.from_regex(r"[A-Za-z0-9_]{1,20}\.[A-Za-z]{1,30}", fullmatch=True),
    access_key=st.from_regex(r"[A-Z0-9]{1,20}", fullmatch=True),
    secret_key=PRINTABLE,
    token=st.none() | PRINTABLE.filter(str.strip),
    moments=st.lists(st.integers(0, 4_000_000_000), min_size=1, max_size=3),
)
def test_a_signature_is_botocore_s(
    *,
    url: str,
    region: str,
    body: bytes,
    target: str,
    access_key: str,
    secret_key: str,
    token: str | None,
    moments: list[int],
) -> None:
    keys = Keys(access_key, secret_key, token)
    signer = Signer(region, Endpoint.of_url(url).authority)
    for moment in moments:  # one signer keeps the key of a day
        headers = signer.headers(target, body, keys, moment)
        assert headers["Authorization"] == _of_botocore(url, region, body, target, keys, moment)
        assert headers.get("X-Amz-Security-Token") == token


@pytest.mark.parametrize("other", [Keys("A", "other", None), Keys("A", "secret", "token")])
def test_other_keys_sign_otherwise(other: Keys) -> None:
    signer = Signer("eu-central-1", "a.example")
    first, second = (signer.headers("a.B", b"{}", keys, 0)["Authorization"] for keys in (Keys("A", "secret"), other))
    assert first != second
