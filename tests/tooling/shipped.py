"""Looking at bytecode as Python does, by the name and the header of its file."""

import importlib.util
import marshal
from pathlib import Path
from types import CodeType

_HEADER = 16
_UNCHECKED = 0b01
"""The flags of bytecode that holds its source's hash, which nobody compares."""


def bytecode_of(source: Path) -> CodeType:
    """The module's bytecode, as it lies beside it."""
    found = marshal.loads(Path(importlib.util.cache_from_source(source)).read_bytes()[_HEADER:])
    assert isinstance(found, CodeType)
    return found


def assert_compiled(folder: Path) -> None:
    """Assert that each module has its bytecode, that no other bytecode is there, and that no time stands in it."""
    sources = list(folder.rglob("*.py"))
    cached = {Path(importlib.util.cache_from_source(source)): source for source in sources}
    assert cached
    assert set(folder.rglob("*.pyc")) == set(cached)
    for file, source in cached.items():
        held = file.read_bytes()
        assert held[:4] == importlib.util.MAGIC_NUMBER
        assert int.from_bytes(held[4:8], "little") == _UNCHECKED, file
        assert held[8:16] == importlib.util.source_hash(source.read_bytes()), file
        code = bytecode_of(source)
        assert code == compile(source.read_bytes(), code.co_filename, "exec", dont_inherit=True), file
