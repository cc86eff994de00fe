"""Which files a new route consists of, and what is in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from plano_cli.new import record_texts, texts
from plano_cli.new.declaration import Declaration, words_of
from plano_cli.new.names import pascal
from plano_cli.new.record import KINDS, RecordKind
from plano_cli.problems import Problem

_DOMAIN = "layers/plano/plano/domain"
_OF_RECORDS = {
    "create": (record_texts.CREATE_HANDLER, record_texts.CREATE),
    "read": (record_texts.READ_HANDLER, record_texts.READ),
}


@dataclass(frozen=True, slots=True)
class Files:
    """What is to be written, by its path. `asked` are those that may not be there yet."""

    wanted: dict[Path, str]
    asked: list[Path]


def files_of(project: Path, service: str, actions: Sequence[str], declaration: Declaration | None) -> Files:
    """The files of these routes of an API service.

    Raises:
        Problem: there are such records already that are not of this API service.
    """
    kind = RecordKind(service)
    words = {"service": service, "title": service.replace("_", " ").capitalize(), **kind.words}
    shared = {
        project / "functions" / service / "__init__.py": texts.SERVICE,
        project / _DOMAIN / service / "__init__.py": Template(f'"""{words["title"]}."""\n'),
    }
    of_records = declaration is None and _makes_records(project, kind, actions)
    found = dict(
        _of_records(project, kind, actions) if of_records else _of_one(project, service, actions[0], declaration)
    )
    wanted = {path: text.substitute(words) for path, text in shared.items() if not path.exists()}
    for path, (text, action) in found.items():
        more = words_of(declaration) if declaration else {}
        wanted[path] = text.substitute(words, action=action, model=pascal(action, service), **more)
    if of_records and not kind.is_made(project):
        wanted[project / KINDS] = kind.with_kind(project)
    return Files(wanted, list(found))


def _makes_records(project: Path, kind: RecordKind, actions: Sequence[str]) -> bool:
    """Whether the routes are about records of the API service's own, as those of a new one are."""
    if not set(actions) <= _OF_RECORDS.keys():
        return False
    if kind.is_made(project):
        return True
    if (project / "functions" / kind.service).exists():
        return False
    if not kind.is_free(project):
        raise Problem(f"There are records of the kind {kind.name} already: choose another name than {kind.service}")
    return True


def _of_records(project: Path, kind: RecordKind, actions: Sequence[str]) -> Iterator[tuple[Path, tuple[Template, str]]]:
    service, domain = kind.service, project / _DOMAIN / kind.service
    if not kind.is_made(project):
        yield domain / "params.py", (record_texts.FIELDS, "")
        yield domain / "record.py", (record_texts.RECORD, "")
    for action in actions:
        handler, module = _OF_RECORDS[action]
        yield project / "functions" / service / f"{action}.py", (handler, action)
        yield domain / f"{action}.py", (module, action)
    if len(actions) > 1:
        yield project / "tests/domain" / f"test_{service}.py", (record_texts.TEST_OF_BOTH, "")
    else:
        test = record_texts.TEST_OF_CREATE if actions[0] == "create" else record_texts.TEST_OF_READ
        yield project / "tests/domain" / f"test_{service}_{actions[0]}.py", (test, actions[0])


def _of_one(
    project: Path, service: str, action: str, declaration: Declaration | None
) -> Iterator[tuple[Path, tuple[Template, str]]]:
    of_page = declaration is not None
    yield (
        project / "functions" / service / f"{action}.py",
        (texts.HANDLER_OF_PAGE if of_page else texts.HANDLER, action),
    )
    yield project / _DOMAIN / service / f"{action}.py", (texts.PARAMS_OF_PAGE if of_page else texts.PARAMS, action)
    name = f"test_{service}_{action}.py"
    yield (
        project / "tests/domain" / name,
        (texts.TEST_IN_DOMAIN_OF_PAGE if of_page else texts.TEST_IN_DOMAIN, action),
    )
    yield project / "tests/integration" / name, (texts.TEST_OF_PAGE if of_page else texts.TEST, action)
