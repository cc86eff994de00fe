"""Passwords, kept only as argon2id hashes.

Two passes over 19 MiB on one lane: OWASP's recommendation, and little of the 512 MiB that a function has.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1


@lru_cache(maxsize=1)
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)


def hash_password(password: str) -> str:
    """The hash to keep: argon2id with its own salt and parameters in it."""
    return _hasher().hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether this is the password."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
