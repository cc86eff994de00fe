"""A create stays within its budget of modules and calls: what takes more makes every start or request slower."""

import pytest

from tooling.budget.measured import PYTHON, Ways, budget, measured

_MORE = 1.05


def _over(found: Ways, allowed: Ways) -> list[str]:
    """What grew by more than 5 %, with the modules that grew most."""
    told = []
    for way, now in found.items():
        before = allowed[way]
        if sum(now.values()) <= _MORE * sum(before.values()):
            continue
        grown = {name: count - before.get(name, 0) for name, count in now.items()}
        most = sorted(grown, key=lambda name: grown[name], reverse=True)[:5]
        modules = ", ".join(f"{name} +{grown[name]:g}" for name in most if grown[name] > 0)
        told.append(f"{way}: {sum(before.values()):g} → {sum(now.values()):g}: {modules}")
    return told


def test_a_create_costs_no_more_than_it_may() -> None:
    allowed = budget()
    if allowed is None:
        pytest.skip(f"no budget for Python {PYTHON} yet: `make budget` with it makes one")
    over = _over(measured(), allowed)
    assert not over, "\n".join([*over, "If it is worth that: `make budget`"])


def test_what_grew_is_named() -> None:
    allowed = {"modules": {"plano.store.read": 90, "json": 10}}
    assert _over({"modules": {"plano.store.read": 95, "json": 10}}, allowed) == []
    assert _over({"modules": {"plano.store.read": 90, "json": 10, "pandas": 6}}, allowed) == [
        "modules: 100 → 106: pandas +6"
    ]
