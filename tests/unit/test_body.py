"""From bytes to params."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from line_items.create import handler as json_handler
from plano.errors import StatusError
from plano.pipeline.body import decode
from plano.pipeline.request import Request
from sessions.create import handler as sensitive_handler

JSON_ROUTE, SENSITIVE = json_handler.declaration, sensitive_handler.declaration
PARAMS = st.dictionaries(st.text(), st.integers() | st.text() | st.none(), min_size=1)


def _request(body: bytes, content_type: str = "application/json", **headers: str) -> Request:
    return Request("POST", "/", {"content-type": content_type, **headers}, body, "id", "")


@given(PARAMS, st.sampled_from(["standard", "url-safe"]), st.booleans(), st.integers(0, 80))
def test_base64_in_any_of_its_forms(params: dict[str, Any], alphabet: str, padded: bool, line: int) -> None:
    encode = base64.b64encode if alphabet == "standard" else base64.urlsafe_b64encode
    text = encode(json.dumps(params).encode())
    text = text if padded else text.rstrip(b"=")
    if line:
        text = b"\r\n".join(text[start : start + line] for start in range(0, len(text), line))
    assert decode(_request(text, "text/plain"), SENSITIVE).values == params


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(body: bytes) -> None:
    for route, content_type in ((JSON_ROUTE, "application/json"), (SENSITIVE, "text/plain")):
        with suppress(StatusError):
            decode(_request(body, content_type), route)


def test_the_content_type_is_looked_at_first() -> None:
    with pytest.raises(StatusError, match="invalid-content-type"):
        decode(_request(b"", "text/html"), JSON_ROUTE)


@pytest.mark.parametrize(
    ("params", "token"),
    [({"a": 1}, "header"), ({"token": None, "a": 1}, "header"), ({"token": "param"}, "param"), ({"token": 7}, 7)],
)
def test_the_header_s_token_stands_in_for_an_absent_param(params: dict[str, Any], token: object) -> None:
    request = _request(json.dumps(params).encode(), authorization="bearer header")
    assert decode(request, JSON_ROUTE).values["token"] == token


def test_the_header_s_token_is_no_param_of_an_empty_body() -> None:
    with pytest.raises(StatusError, match="no-params-decoded"):
        decode(_request(b"{}", authorization="Bearer header"), JSON_ROUTE)
