"""Compiles what SAM built. Run as a script, by the Python that the functions run on: it imports nothing of ours.

The bytecode is made anew from the very copy that ships and holds its source's hash, so no clock has a say in it. It is
unchecked: Python takes it without a look at the source, which can't change in a function.
"""

import py_compile
import shutil
import sys
from pathlib import Path


def compile_folder(folder: Path, mounted_at: str, known: dict[tuple[str, bytes], bytes]) -> None:
    """Compile each module below the folder.

    Args:
        mounted_at: where a function finds the folder. Tracebacks name it, and not the machine that built it.
        known: bytecode by its name and source: SAM copies the same modules for each function.
    """
    for stale in list(folder.rglob("__pycache__")):
        shutil.rmtree(stale)
    for source in sorted(folder.rglob("*.py")):
        name = f"{mounted_at}/{source.relative_to(folder).as_posix()}"
        cached = source.parent / "__pycache__" / f"{source.stem}.{sys.implementation.cache_tag}.pyc"
        same = (name, source.read_bytes())
        if same not in known:
            py_compile.compile(
                str(source),
                cfile=str(cached),
                dfile=name,
                doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
            known[same] = cached.read_bytes()
        cached.parent.mkdir(exist_ok=True)
        cached.write_bytes(known[same])


def main(arguments: list[str]) -> None:
    """Compile `FOLDER MOUNTED_AT …`, pair by pair."""
    known: dict[tuple[str, bytes], bytes] = {}
    for folder, mounted_at in zip(arguments[::2], arguments[1::2], strict=True):
        compile_folder(Path(folder), mounted_at, known)


if __name__ == "__main__":
    main(sys.argv[1:])
