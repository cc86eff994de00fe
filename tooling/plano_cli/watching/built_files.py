"""The files of the build that SAM made: each brought up to date with its bytecode, and zipped for the local AWS."""

import io
import py_compile
import shutil
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

from plano_cli.problems import Problem


def mirror(source: Path, folder: Path, name: Path, mounted_at: str) -> None:
    """Have the build hold the file as the project has it, with its bytecode.

    Args:
        folder: of the build.
        name: of the file in that folder.
        mounted_at: where Lambda has the folder, which is what tracebacks show.

    Raises:
        Problem: the file is no Python.
    """
    target = folder / name
    bytecode = target.parent / "__pycache__" / f"{target.stem}.{sys.implementation.cache_tag}.pyc"
    if not source.exists():
        target.unlink(missing_ok=True)
        bytecode.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    if target.suffix == ".py":
        _compile(target, bytecode, f"{mounted_at}/{name.as_posix()}")


def _compile(source: Path, bytecode: Path, shown_as: str) -> None:
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    try:
        py_compile.compile(str(source), cfile=str(bytecode), dfile=shown_as, doraise=True, invalidation_mode=unchecked)
    except py_compile.PyCompileError as error:  # no module imports it yet, so nobody has noticed
        raise Problem(error.msg.strip()) from error


def zipped(folder: Path) -> bytes:
    """The folder as a zip: not compressed, since nobody carries it far."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for path in _in_order(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return written.getvalue()


def _in_order(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file())
