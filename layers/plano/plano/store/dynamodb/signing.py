"""Signatures of AWS, version 4: for a POST of a body to `/`, which is all that DynamoDB's protocol knows.

The tests hold them equal to botocore's.
"""

import hmac
import time
from hashlib import sha256
from typing import NamedTuple

CONTENT_TYPE = "application/x-amz-json-1.0"
_ALGORITHM = "AWS4-HMAC-SHA256"
_SIGNED = "content-type;host;x-amz-date;x-amz-target"
_ALL_SIGNED = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"


class Keys(NamedTuple):
    """Who signs; `token` belongs to keys that a role was given for some hours."""

    access_key: str
    secret_key: str
    token: str | None = None


class _DaysKey(NamedTuple):
    secret_key: str
    day: str
    key: bytes


class Signer:
    """Signs what goes to one host in one region. The key of a day is made once."""

    def __init__(self, region: str, host: str) -> None:
        self._region = region
        self._host = host
        self._days_key = _DaysKey("", "", b"")

    def headers(self, target: str, body: bytes, keys: Keys, moment: float) -> dict[str, str]:
        """The headers of a request, with its signature.

        Args:
            moment: when it is sent, in seconds since 1970.
        """
        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(moment))
        scope = f"{date[:8]}/{self._region}/dynamodb/aws4_request"
        token, signed = "", _SIGNED
        headers = {"Host": self._host, "Content-Type": CONTENT_TYPE, "X-Amz-Date": date, "X-Amz-Target": target}
        if keys.token:
            headers["X-Amz-Security-Token"] = keys.token
            token, signed = f"x-amz-security-token:{' '.join(keys.token.split())}\n", _ALL_SIGNED
        canonical = (
            f"POST\n/\n\ncontent-type:{CONTENT_TYPE}\nhost:{self._host}\nx-amz-date:{date}\n{token}"
            f"x-amz-target:{target}\n\n{signed}\n{sha256(body).hexdigest()}"
        )
        to_sign = f"{_ALGORITHM}\n{date}\n{scope}\n{sha256(canonical.encode()).hexdigest()}"
        signature = hmac.digest(self._key(keys.secret_key, date[:8]), to_sign.encode(), "sha256").hex()
        credential = f"Credential={keys.access_key}/{scope}"
        headers["Authorization"] = f"{_ALGORITHM} {credential}, SignedHeaders={signed}, Signature={signature}"
        return headers

    def _key(self, secret_key: str, day: str) -> bytes:
        known = self._days_key
        if (known.secret_key, known.day) != (secret_key, day):
            key = f"AWS4{secret_key}".encode()
            for part in (day, self._region, "dynamodb", "aws4_request"):
                key = hmac.digest(key, part.encode(), "sha256")
            known = self._days_key = _DaysKey(secret_key, day, key)
        return known.key
