"""Reading the text of a route's page: its params and statuses, and which of its lines nobody understands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plano_cli.problems import Problem

_SECTIONS = ("Purpose", "Parameters", "Request Body Example:", "Responses", "Uncommon Responses")
_NAME = re.compile(r"[A-Za-z_][\w-]*(?:(?:\[\])?\.[A-Za-z_][\w-]*)*")
_TYPE = re.compile(r"[a-z]+(?: of [a-z]+)?(?: \([a-z-]+\))?", re.IGNORECASE)
_STATUS = re.compile(r"[a-z]+(?:-[a-z]+)+")
_LIMIT = re.compile(r"(max|min)(?:imum)? (string length|length|value|items): (\S+)", re.IGNORECASE)
_LIMITS = {
    ("max", "value"): "le",
    ("min", "value"): "ge",
    ("max", "length"): "max_length",
    ("min", "length"): "min_length",
}


@dataclass
class PageParam:
    """One param of a page: at which line it begins, and what is said of it."""

    line: int
    name: str
    type: str
    order: int
    required: bool = False
    values: list[str] = field(default_factory=list)
    limits: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    children: list["PageParam"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PageStatus:
    """One status of a page. Without a code, it stands among the uncommon ones."""

    line: int
    slug: str
    code: int | None


@dataclass
class Page:
    """What a page says, and what was left out of it: a sentence for each line that nobody understands."""

    purpose: str
    params: list[PageParam]
    statuses: list[PageStatus]
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    indent: int


def read(path: Path) -> Page:
    """The page that a file holds.

    Raises:
        Problem: there is no such file, it is cut off, or it contradicts itself.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path} can't be read as a page's text in UTF-8") from error
    return parse(text)


def parse(text: str) -> Page:
    """The page that a text is.

    Raises:
        Problem: it is cut off, or it contradicts itself.
    """
    sections = _sections(text)
    for name in ("Parameters", "Responses"):
        if name not in sections:
            raise Problem(f"The page has no section {name}: is it cut off?")
    left_out: list[str] = []
    params = _nested(list(_params(sections["Parameters"], left_out)))
    statuses = [
        *_statuses(sections["Responses"], left_out),
        *_statuses(sections.get("Uncommon Responses", []), left_out),
    ]
    if not statuses:
        raise Problem("The page has no status under Responses: is it cut off?")
    if "Uncommon Responses" in sections and statuses[-1].code is not None:
        raise Problem("The page ends before its first uncommon response: is it cut off?")
    purpose = " ".join(line.text for line in sections.get("Purpose", []))
    return Page(purpose, params, statuses, left_out)


def _sections(text: str) -> dict[str, list[_Line]]:
    found: dict[str, list[_Line]] = {}
    current: list[_Line] = []
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped in _SECTIONS and stripped not in found:
            current = found[stripped] = []
        elif stripped:
            current.append(_Line(number, stripped, len(line) - len(line.lstrip())))
    return found


def _params(lines: list[_Line], left_out: list[str]) -> Iterator[tuple[int, PageParam]]:
    """The params, each with how far it is set in."""
    current: PageParam | None = None
    in_values = False
    at = 0
    while at < len(lines):
        line = lines[at]
        if _begins(lines, at):
            current = PageParam(line.number, line.text, lines[at + 1].text.lower(), int(lines[at + 2].text))
            in_values = False
            yield line.indent, current
            at += 3
            continue
        if current is None or _is_cut_off(lines, at):
            raise Problem(f"Line {line.number}: {line.text} is no param with a type and an order: is the page cut off?")
        in_values = _say(current, line, left_out, in_values=in_values)
        at += 1


def _begins(lines: list[_Line], at: int) -> bool:
    """Whether a param begins here: its name, its type and its order, in three lines."""
    if at + 2 >= len(lines):
        return False
    name, type, order = (line.text for line in lines[at : at + 3])
    return bool(_NAME.fullmatch(name) and _TYPE.fullmatch(type) and re.fullmatch(r"\d{1,9}", order, re.ASCII))


def _is_cut_off(lines: list[_Line], at: int) -> bool:
    """Whether these last lines are a name, or a name and a type, whose order is missing."""
    rest = [line.text for line in lines[at:]]
    is_name = bool(_NAME.fullmatch(rest[0])) and rest[0] != "required" and not rest[0].endswith(".")
    return is_name and (len(rest) == 1 or (len(rest) == 2 and bool(_TYPE.fullmatch(rest[1]))))


def _say(param: PageParam, line: _Line, left_out: list[str], *, in_values: bool) -> bool:
    """Note what a line says of a param; whether possible values go on after it."""
    text = line.text
    if text.lower() == "required":
        param.required = True
    elif text.lower().rstrip(":") == "possible values":
        return True
    elif in_values and text.startswith("- "):
        param.values.append(text[2:].strip())
        return True
    elif found := _LIMIT.fullmatch(text):
        side, subject = found[1].lower(), found[2].lower()
        param.limits[_LIMITS[side, "value" if subject == "value" else "length"]] = found[3]
    elif text.lower().startswith(("pattern: ", "default: ")):
        word, _, value = text.partition(": ")
        param.limits[word.lower()] = value
    elif text[-1] in ".?!":
        param.words.append(text)
    else:
        left_out.append(f"Line {line.number}: {text}: it is not understood, and left out")
    return False


def _nested(found: list[tuple[int, PageParam]]) -> list[PageParam]:
    """The params as a tree: by how far they are set in, or by names like `search.term` and `services[].at`."""
    top: list[PageParam] = []
    open_params: list[tuple[int, PageParam]] = []
    by_path: dict[str, PageParam] = {}
    for indent, param in found:
        while open_params and open_params[-1][0] >= indent:
            open_params.pop()
        path = param.name.replace("[]", "")
        if "." not in path and open_params:
            path = f"{_path_of(open_params[-1][1], by_path)}.{path}"
        before, _, param.name = path.rpartition(".")
        if before and before not in by_path:
            raise Problem(f"Line {param.line}: {path} is in {before}, which is no param before it")
        if path in by_path:
            raise Problem(f"Line {param.line}: there is a param {path} already, in line {by_path[path].line}")
        siblings = by_path[before].children if before else top
        if siblings and siblings[-1].order > param.order:
            raise Problem(
                f"Line {param.line}: the order of {path}, {param.order}, is below that of {siblings[-1].name} before it"
            )
        siblings.append(param)
        by_path[path] = param
        open_params.append((indent, param))
    return top


def _path_of(param: PageParam, by_path: dict[str, PageParam]) -> str:
    return next(path for path, found in by_path.items() if found is param)


def _statuses(lines: list[_Line], left_out: list[str]) -> Iterator[PageStatus]:
    for at, line in enumerate(lines):
        if not _STATUS.fullmatch(line.text):
            continue
        code = lines[at + 1].text if at + 1 < len(lines) else ""
        if code.lower() == "uncommon":
            yield PageStatus(line.number, line.text, None)
        elif re.fullmatch(r"[1-5]\d\d", code, re.ASCII):
            yield PageStatus(line.number, line.text, int(code))
        else:
            raise Problem(f"Line {line.number}: the status {line.text} has no code: is the page cut off?")
        if at + 2 >= len(lines):
            left_out.append(
                f"Line {line.number}: the status {line.text} is the last, and not described: a page cut off?"
            )
