"""Who we are: by the environment, or by the address that it names, whose keys are renewed before they end.

Lambda sets keys in the environment; with SnapStart, where they would outlive it in the snapshot, it serves them at
AWS_CONTAINER_CREDENTIALS_FULL_URI. Profiles, SSO and EC2's metadata are left to botocore.
"""

import json
import os
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlsplit

from plano.store.dynamodb.connection import Broken, Times
from plano.store.dynamodb.endpoint import Endpoint, NotConfigured
from plano.store.dynamodb.http_answer import Answer
from plano.store.dynamodb.pool import Pool
from plano.store.dynamodb.signing import Keys

_FULL_URI = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
_RELATIVE_URI = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
_HOST = "169.254.170.2"
_HOSTS = frozenset({_HOST, "169.254.170.23", "fd00:ec2::23", "localhost"})
"""Whom keys are asked of without TLS, beside this machine itself."""
_RENEW_BEFORE, _NEEDED_BEFORE = 15 * 60, 10 * 60
"""So many seconds before keys end others are asked for, and must be there; botocore's numbers."""
_EARLY_SECONDS, _PAUSE = 1.0, 60.0
"""While keys last, asking for others takes no longer, and is not done again so soon after it failed."""
_TRIES = 3


class NoKeys(Exception):
    """There are no keys to sign with; the cause says why."""


class _Lent(NamedTuple):
    keys: Keys
    ends: float


class Credentials:
    """The keys of this process."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._lent: _Lent | None = None
        self._not_before = 0.0
        self._lock = Lock()

    def keys(self, times: Times) -> Keys:
        """The keys to sign with now.

        Raises:
            NotConfigured: the environment names none, nor where they are.
            NoKeys: they could not be got.
        """
        given = self._environment
        if access_key := given.get("AWS_ACCESS_KEY_ID"):
            secret_key = given.get("AWS_SECRET_ACCESS_KEY")
            if not secret_key:
                raise NotConfigured("Set AWS_SECRET_ACCESS_KEY too")
            return Keys(access_key, secret_key, given.get("AWS_SECURITY_TOKEN") or given.get("AWS_SESSION_TOKEN"))
        lent = self._lent
        if lent is not None and not self._should_renew(lent):
            return lent.keys
        with self._lock:
            return self._renewed(times)

    def _should_renew(self, lent: _Lent) -> bool:
        now = time.time()
        left = lent.ends - now
        return left <= _NEEDED_BEFORE or (left <= _RENEW_BEFORE and now >= self._not_before)

    def forget(self) -> None:
        """Forget what was lent: keys must not outlive a snapshot. Who needs some asks for new ones."""
        self._lent = None

    def _renewed(self, times: Times) -> Keys:
        lent = self._lent
        if lent is not None and not self._should_renew(lent):
            return lent.keys  # another thread was quicker
        is_early = lent is not None and lent.ends - time.time() > _NEEDED_BEFORE
        try:
            self._lent = lent = _ask(self._environment, times.at_most(_EARLY_SECONDS) if is_early else times)
        except NoKeys:
            if lent is None or not is_early:
                raise
            self._not_before = time.time() + _PAUSE
        return lent.keys


def _ask(environment: Mapping[str, str], times: Times) -> _Lent:
    url = urlsplit(_address(environment))
    endpoint = Endpoint.of_url(f"{url.scheme}://{url.netloc}")
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    headers = {"Host": endpoint.authority, "Accept": "application/json", **_authorization(environment)}
    problem: Exception | None = None
    for _ in range(_TRIES):
        try:
            with closing(Pool(endpoint)) as pool:
                return _lent(pool.exchange("GET", path, headers, b"", times))
        except (Broken, NoKeys) as error:
            problem = error
    raise NoKeys(f"{endpoint.authority} gives no keys") from problem


def _address(environment: Mapping[str, str]) -> str:
    relative, full = environment.get(_RELATIVE_URI), environment.get(_FULL_URI)
    if not relative and not full:
        raise NotConfigured(f"Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or {_FULL_URI}")
    address = f"http://{_HOST}{relative}" if relative else str(full)
    parts = urlsplit(address)
    if parts.scheme != "https" and not _is_trusted(parts.hostname or ""):
        raise NotConfigured(f"Keys are asked for over https, or of this machine: not of {parts.hostname}")
    return address


def _is_trusted(host: str) -> bool:
    from ipaddress import ip_address

    try:
        return host in _HOSTS or ip_address(host).is_loopback
    except ValueError:
        return False


def _authorization(environment: Mapping[str, str]) -> dict[str, str]:
    token = environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN")
    if file := environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"):
        try:
            token = Path(file).read_text()
        except OSError as error:
            raise NoKeys("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE can't be read") from error
    return {"Authorization": token} if token else {}


def _lent(answer: Answer) -> _Lent:
    if answer.status != 200:
        raise NoKeys(f"HTTP status {answer.status}")
    try:
        found = json.loads(answer.body)
        ends = datetime.fromisoformat(found["Expiration"])
        keys = Keys(found["AccessKeyId"], found["SecretAccessKey"], found["Token"])
    except (ValueError, KeyError, TypeError) as error:
        # Not with its cause: that one's text may hold the keys.
        raise NoKeys(f"an answer that can't be read ({type(error).__name__})") from None
    lent = _Lent(keys, (ends if ends.tzinfo else ends.replace(tzinfo=UTC)).timestamp())
    if lent.ends <= time.time():
        raise NoKeys("the keys have ended already")
    return lent
