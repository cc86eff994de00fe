"""How often somebody may fail before having to wait: five logins for one email, fifty tries from one address."""

import hashlib
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from plano.domain.accounts.tries import Counter, Try
from plano.errors import StatusError
from plano.statuses import Status
from plano.store import keys


def logins_of_email(email: str) -> Counter:
    """The logins with one email, which has to be normalized."""
    return Counter(keys.limit("LoginsOfEmail", _hashed(email)), 5)


def logins_from(address: str) -> Counter:
    """The logins from one address."""
    return Counter(keys.limit("LoginsFrom", _hashed(_network(address))), 50)


def registrations_from(address: str) -> Counter:
    """The registrations from one address. Only those fail whose email is taken already."""
    return Counter(keys.limit("RegistrationsFrom", _hashed(_network(address))), 50)


@contextmanager
def counted(counters: Sequence[Counter], failures: Collection[Status]) -> Iterator[None]:
    """Do something that may be tried only so often. It fails when it raises one of these statuses.

    Raises:
        StatusError: too-many-requests, with `retry-after` in seconds.
    """
    reserved = Try(secrets.token_hex(8))
    reserved.enter(counters)
    try:
        yield
    except StatusError as error:
        reserved.settle(failed=error.status in failures)
        raise
    reserved.settle(failed=False)


def _network(address: str) -> str:
    """An IPv4 address, or the 64-bit network that somebody with an IPv6 address has all of."""
    if ":" not in address:
        return address
    from ipaddress import ip_network

    try:
        return str(ip_network(f"{address}/64", strict=False))
    except ValueError:
        return address


def _hashed(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()
