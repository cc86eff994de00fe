"""Reading the text of a route's page: its sections, its statuses, and which of its lines nobody understands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plano_cli.new.page_params import Line, PageParam, read_params
from plano_cli.problems import Problem

_SECTIONS = ("Purpose", "Parameters", "Request Body Example:", "Responses", "Uncommon Responses")
_STATUS = re.compile(r"[a-z]+(?:-[a-z]+)+")


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
    params = read_params(sections["Parameters"], left_out)
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


def _sections(text: str) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    current: list[Line] = []
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped in _SECTIONS and stripped not in found:
            current = found[stripped] = []
        elif stripped:
            current.append(Line(number, stripped, len(line) - len(line.lstrip())))
    return found


def _statuses(lines: list[Line], left_out: list[str]) -> Iterator[PageStatus]:
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
