"""Passwords: what is kept of them, and how long it takes to find out that one is wrong."""

import time

import pytest
from argon2 import PasswordHasher

from plano.domain.accounts.passwords import hash_password, matches, needs_rehash

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "password", ["x", "x" * 10_000, "twelve\0zeroes", "\0" * 12, "pässwörd 漢字 🔑", " spaces count "]
)
def test_every_character_counts(password: str) -> None:
    kept = hash_password(password)
    assert matches(kept, password)
    assert not matches(kept, password + "\0")
    assert not matches(kept, password[:-1])
    assert len(password) < 12 or password not in kept


def test_one_password_has_another_hash_each_time() -> None:
    assert hash_password("a long enough password") != hash_password("a long enough password")


def test_what_is_no_hash_matches_nothing() -> None:
    assert not matches("", "")
    assert not matches("plain text", "plain text")


def test_an_unknown_user_costs_as_much_as_a_wrong_password() -> None:
    kept = hash_password("a long enough password")

    def cost(password_hash: str | None) -> float:
        began = time.process_time()
        assert not any(matches(password_hash, "another password") for _ in range(5))
        return time.process_time() - began

    cost(None)
    assert cost(None) > 0.5 * cost(kept)


def test_a_hash_of_other_parameters_is_to_be_made_anew() -> None:
    assert not needs_rehash(hash_password("a long enough password"))
    assert needs_rehash(PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("a long enough password"))
