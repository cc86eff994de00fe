"""Tests that look back on a whole run come last; where a run is not the whole, they are left out."""

from pathlib import Path

import pytest

_partial = pytest.StashKey[bool]()


def note_deselected(items: list[pytest.Item]) -> None:
    """Keep in mind that not all is run."""
    for item in items:
        item.config.stash[_partial] = True


def put_last(config: pytest.Config, items: list[pytest.Item], looking_back: Path) -> None:
    """Put the tests of this file at the run's end, or leave them out where not all files of its folder are run."""
    last = [item for item in items if item.path == looking_back]
    others = [item for item in items if item not in last]
    if last:
        items[:] = [*others, *last] if _is_whole(config, others, looking_back) else others


def _is_whole(config: pytest.Config, items: list[pytest.Item], looking_back: Path) -> bool:
    files = set(looking_back.parent.glob("test_*.py")) - {looking_back}
    narrowed = any("::" in argument for argument in config.args)
    return not narrowed and not config.stash.get(_partial, False) and files <= {item.path for item in items}
