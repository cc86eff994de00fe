"""What looks back on a whole run comes last."""

from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_NEEDS_ALL = "test_proven.py"


_partial = pytest.StashKey[bool]()


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        item.config.stash[_partial] = True


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what looks back on the whole run at its end, or leave it out where the run is not the whole."""
    last = [item for item in items if item.path == _HERE / _NEEDS_ALL]
    others = [item for item in items if item not in last]
    if not last:
        return
    items[:] = [*others, *last] if _is_whole(config, others) else others


def _is_whole(config: pytest.Config, items: list[pytest.Item]) -> bool:
    files = {path for path in _HERE.glob("test_*.py") if path.name != _NEEDS_ALL}
    narrowed = any("::" in argument for argument in config.args)
    return not narrowed and not config.stash.get(_partial, False) and files <= {item.path for item in items}
