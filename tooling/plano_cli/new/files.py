"""Which files a new route consists of, and what is in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from plano_cli.new import handler_texts, record_texts, test_texts, texts
from plano_cli.new.declaration import Declaration, words_of
from plano_cli.new.fields import words_of_fields
from plano_cli.new.names import pascal
from plano_cli.new.record import KINDS, RecordKind
from plano_cli.problems import Problem

_DOMAIN = "layers/plano/plano/domain"
_OF_RECORDS = {
    "create": (handler_texts.CREATE_HANDLER, record_texts.CREATE),
    "read": (handler_texts.READ_HANDLER, record_texts.READ),
}


@dataclass(frozen=True, slots=True)
class Files:
    """What is to be written, by its path. `asked` are those that may not be there yet."""

    wanted: dict[Path, str]
    asked: list[Path]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Templates by the path of what is made of them, each with its action, and the words in them."""

    templates: dict[Path, tuple[Template, str]]
    words: dict[str, str]
    are_records: bool


def files_of(project: Path, service: str, actions: Sequence[str], declaration: Declaration | None) -> Files:
    """The files of these routes of an API service.

    Raises:
        Problem: there are such records already that are not of this API service.
    """
    kind = RecordKind(service)
    if declaration is None:
        plan = _plan(project, kind, actions)
    else:
        plan = _plan_of_page(project, kind, actions[0], declaration)
    words = {"service": service, "title": service.replace("_", " ").capitalize(), **kind.words, **plan.words}
    shared = {
        project / "functions" / service / "__init__.py": texts.SERVICE,
        project / _DOMAIN / service / "__init__.py": Template(f'"""{words["title"]}."""\n'),
    }
    wanted = {path: text.substitute(words) for path, text in shared.items() if not path.exists()}
    wanted |= {path: _filled(*found, words) for path, found in plan.templates.items()}
    if plan.are_records and not kind.is_made(project):
        wanted[project / KINDS] = kind.with_kind(project)
    return Files(wanted, list(plan.templates))


def _filled(text: Template, action: str, words: dict[str, str]) -> str:
    own = {**words, "action": action, "model": f"{pascal(action)}{words['model_of']}"}
    return text.substitute(own, action_of_create=record_texts.ACTION_OF_CREATE.substitute(own))


def _plan(project: Path, kind: RecordKind, actions: Sequence[str]) -> _Plan:
    if _makes_records(project, kind, actions):
        words = {"given_in": "params", "given": f"{kind.name}Fields", "model_of": kind.name}
        note = words_of_fields({"note": "str | None"})
        return _Plan(dict(_of_records(project, kind, actions)), {**words, **note}, are_records=True)
    of_service = {"model_of": pascal(kind.service)}
    return _Plan(dict(_of_one(project, kind.service, actions[0])), of_service, are_records=False)


def _plan_of_page(project: Path, kind: RecordKind, action: str, declaration: Declaration) -> _Plan:
    words = {**words_of(declaration), "model_of": pascal(kind.service)}
    if declaration.fields is not None and action == "create" and _is_new(project, kind):
        words |= {"given_in": "create", "given": pascal("create", kind.service), **words_of_fields(declaration.fields)}
        return _Plan(dict(_of_records_of_page(project, kind)), words, are_records=True)
    return _Plan(dict(_of_page(project, kind.service, action)), words, are_records=False)


def _makes_records(project: Path, kind: RecordKind, actions: Sequence[str]) -> bool:
    """Whether the routes are about records of the API service's own, as those of a new one are."""
    if not set(actions) <= _OF_RECORDS.keys():
        return False
    return kind.is_made(project) or _is_new(project, kind)


def _is_new(project: Path, kind: RecordKind) -> bool:
    """Whether the API service is a new one, and so its records.

    Raises:
        Problem: there are such records already.
    """
    if (project / "functions" / kind.service).exists():
        return False
    if not kind.is_free(project):
        raise Problem(f"There are records of the kind {kind.name} already: choose another name than {kind.service}")
    return True


def _of_records(project: Path, kind: RecordKind, actions: Sequence[str]) -> Iterator[tuple[Path, tuple[Template, str]]]:
    service, domain = kind.service, project / _DOMAIN / kind.service
    for action in actions:
        handler, module = _OF_RECORDS[action]
        yield project / "functions" / service / f"{action}.py", (handler, action)
        yield domain / f"{action}.py", (module, action)
    if not kind.is_made(project):
        yield domain / "params.py", (record_texts.FIELDS, "")
        yield domain / "record.py", (record_texts.RECORD, "")
    if len(actions) > 1:
        yield project / "tests/domain" / f"test_{service}.py", (test_texts.TEST_OF_BOTH, "")
    else:
        test = test_texts.TEST_OF_CREATE if actions[0] == "create" else test_texts.TEST_OF_READ
        yield project / "tests/domain" / f"test_{service}_{actions[0]}.py", (test, actions[0])


def _of_records_of_page(project: Path, kind: RecordKind) -> Iterator[tuple[Path, tuple[Template, str]]]:
    service, domain = kind.service, project / _DOMAIN / kind.service
    yield project / "functions" / service / "create.py", (handler_texts.CREATE_HANDLER_OF_PAGE, "create")
    yield domain / "create.py", (record_texts.CREATE_OF_PAGE, "create")
    yield domain / "record.py", (record_texts.RECORD, "")
    yield project / "tests/domain" / f"test_{service}_create.py", (test_texts.TEST_OF_CREATE_OF_PAGE, "create")


def _of_one(project: Path, service: str, action: str) -> Iterator[tuple[Path, tuple[Template, str]]]:
    yield project / "functions" / service / f"{action}.py", (texts.HANDLER, action)
    yield project / _DOMAIN / service / f"{action}.py", (texts.PARAMS, action)
    yield project / "tests/domain" / f"test_{service}_{action}.py", (texts.TEST_IN_DOMAIN, action)
    yield project / "tests/integration" / f"test_{service}_{action}.py", (texts.TEST, action)


def _of_page(project: Path, service: str, action: str) -> Iterator[tuple[Path, tuple[Template, str]]]:
    yield project / "functions" / service / f"{action}.py", (texts.HANDLER_OF_PAGE, action)
    yield project / _DOMAIN / service / f"{action}.py", (texts.PARAMS_OF_PAGE, action)
    yield project / "tests/domain" / f"test_{service}_{action}.py", (texts.TEST_IN_DOMAIN_OF_PAGE, action)
    yield project / "tests/integration" / f"test_{service}_{action}.py", (texts.TEST_OF_PAGE, action)
