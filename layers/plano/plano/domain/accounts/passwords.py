"""Passwords, kept only as argon2id hashes.

Two passes over 19 MiB on one lane: OWASP's recommendation, and little of the 512 MiB that a function has. Measured on
one 2-core machine (median of 40): 22 ms of one core and 19 MiB a hash, and as much to check one. A function of 512 MiB
has about a third of a core, so it takes about three times as long there (an estimate, not a measurement).
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
_DECOY = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${'A' * 22}${'A' * 43}"
"""The hash of no password, which costs as much to check as any other."""


@lru_cache(maxsize=1)
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)


def hash_password(password: str) -> str:
    """The hash to keep: argon2id with its own salt and parameters in it."""
    return _hasher().hash(password)


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(password_hash)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password. To find out takes as long where there is no password at all."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(password_hash or _DECOY, password)
    except (VerificationError, InvalidHashError):
        return False
