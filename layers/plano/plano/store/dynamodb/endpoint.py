"""Where DynamoDB is: by the environment, as botocore finds it there."""

import os
from collections.abc import Mapping
from typing import NamedTuple, Self
from urllib.parse import urlsplit

_PORTS = {"https": 443, "http": 80}


class NotConfigured(Exception):
    """The environment does not say where DynamoDB is, or who we are."""


class Endpoint(NamedTuple):
    """An address without a path."""

    is_secure: bool
    host: str
    port: int

    @classmethod
    def of_url(cls, url: str) -> Self:
        """The endpoint that a URL names.

        Raises:
            NotConfigured: it is no http or https URL, or has a path.
        """
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS.get(parts.scheme)
        except ValueError as error:
            raise NotConfigured(f"{url} is no URL") from error
        if port is None or not parts.hostname or parts.path not in ("", "/") or parts.query:
            raise NotConfigured(f"An endpoint is http(s)://host or http(s)://host:port, and {url} is not")
        return cls(parts.scheme == "https", parts.hostname, port)

    @property
    def authority(self) -> str:
        """What the `Host` header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        is_usual = self.port == _PORTS["https" if self.is_secure else "http"]
        return host if is_usual else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The endpoint as a URL."""
        return f"{'https' if self.is_secure else 'http'}://{self.authority}/"


def region(environment: Mapping[str, str] = os.environ) -> str:
    """The region that this process works in.

    Raises:
        NotConfigured: none is set.
    """
    found = environment.get("AWS_DEFAULT_REGION") or environment.get("AWS_REGION")
    if not found:
        raise NotConfigured("Set AWS_DEFAULT_REGION to the region that the tables are in")
    return found


def endpoint(environment: Mapping[str, str] = os.environ) -> Endpoint:
    """Where DynamoDB is: at the address that is set, otherwise in the region, which may be one of China or of GovCloud.

    Raises:
        NotConfigured: no region is set, or an address that is none.
    """
    given = environment.get("AWS_ENDPOINT_URL_DYNAMODB") or environment.get("AWS_ENDPOINT_URL")
    if given and environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() != "true":
        return Endpoint.of_url(given)
    where = region(environment)
    suffix = "amazonaws.com.cn" if where.startswith("cn-") else "amazonaws.com"
    return Endpoint(is_secure=True, host=f"dynamodb.{where}.{suffix}", port=443)
