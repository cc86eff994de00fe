"""The files that a local stack is made of, and which of them differ from those that it runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from plano_cli.local.paths import PROJECT

FUNCTIONS, SHARED, DEPENDENCIES = "functions", "layers/plano", "layers/dependencies"
TEMPLATES = ("template.yaml", "samconfig.toml")
_DROPPED_BY_EDITORS = ("~", ".swp", ".swx", ".tmp", ".new")
_UNKNOWN = "unknown"
State = dict[str, str]
"""A digest of each file, by its name in the project."""


@dataclass(frozen=True, slots=True)
class EditedFiles:
    """The files that differ, by what has to be done about them."""

    functions: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    template: tuple[str, ...] = ()
    """Those that only a deployment brings in: the template, its settings, a function's own part of it, the packages."""

    @property
    def files(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.functions, *self.shared, *self.template)


class Sources:
    """Knows which files the stack runs, and finds those that have changed since."""

    def __init__(self, project: Path = PROJECT) -> None:
        self._project = project
        self._runs = self._last = _state(project)

    def changes(self) -> EditedFiles | None:
        """What differs from what the stack runs; None where nothing has changed since this was asked last."""
        now = _state(self._project)
        if now == self._last:
            return None
        self._last = now
        return _sorted_out(name for name in {**self._runs, **now} if self._runs.get(name) != now.get(name))

    def run_now(self, files: tuple[str, ...]) -> None:
        """Take it down that the stack runs these files as they were when the changes were asked for."""
        for name in files:
            if name in self._last:
                self._runs[name] = self._last[name]
            else:
                self._runs.pop(name, None)

    def forget(self, files: tuple[str, ...]) -> None:
        """Nobody knows whether the stack has these files as they are: they count as changed until it runs them."""
        self._runs.update(dict.fromkeys(files, _UNKNOWN))

    def all_run(self) -> bool:
        """Whether the stack runs everything as it is now."""
        return self._runs == _state(self._project)


def stamp(project: Path) -> tuple[int, ...]:
    """Another one whenever a file was written that lies beside what is watched."""
    return tuple((project / name).stat().st_mtime_ns for name in TEMPLATES if (project / name).exists())


def _state(project: Path) -> State:
    return {str(path.relative_to(project)): _digest(path) for path in _files(project)}


def _files(project: Path) -> Iterator[Path]:
    yield from (project / name for name in TEMPLATES if (project / name).exists())
    for folder in (FUNCTIONS, SHARED, DEPENDENCIES):
        for path in sorted((project / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and not _is_an_editors(path):
                yield path


def _is_an_editors(path: Path) -> bool:
    return path.name.startswith((".", "#")) or path.name.endswith(_DROPPED_BY_EDITORS)


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:  # it is being replaced: the next look finds what it has become
        return ""


def _sorted_out(names: Iterator[str]) -> EditedFiles:
    functions, shared, template = [], [], []
    for name in sorted(names):
        if name.startswith(f"{SHARED}/") and name != f"{SHARED}/requirements.txt":
            shared.append(name)
        elif name.startswith(f"{FUNCTIONS}/") and not name.endswith(".yaml"):
            functions.append(name)
        else:
            template.append(name)
    return EditedFiles(tuple(functions), tuple(shared), tuple(template))
