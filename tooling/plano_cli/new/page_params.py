"""Reading the params of a route's page, from the lines of their section: what is said of each, and its children."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plano_cli.problems import Problem

_NAME = re.compile(r"[A-Za-z_][\w-]*(?:(?:\[\])?\.[A-Za-z_][\w-]*)*")
_TYPE = re.compile(r"[a-z]+(?: of [a-z]+)?(?: \([a-z-]+\))?", re.IGNORECASE)
_LIMIT = re.compile(r"(max|min)(?:imum)? (string length|length|value|items): (\S+)", re.IGNORECASE)
_LIMITS = {
    ("max", "value"): "le",
    ("min", "value"): "ge",
    ("max", "length"): "max_length",
    ("min", "length"): "min_length",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its number, its text without spaces around it, and how far it is set in."""

    number: int
    text: str
    indent: int


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


def read_params(lines: list[Line], left_out: list[str]) -> list[PageParam]:
    """The params that the lines describe, with their children.

    Args:
        left_out: gets a sentence for each line that nobody understands.

    Raises:
        Problem: they are cut off, or contradict each other.
    """
    return _nested(list(_params(lines, left_out)))


def _params(lines: list[Line], left_out: list[str]) -> Iterator[tuple[int, PageParam]]:
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


def _begins(lines: list[Line], at: int) -> bool:
    """Whether a param begins here: its name, its type and its order, in three lines."""
    if at + 2 >= len(lines):
        return False
    name, type, order = (line.text for line in lines[at : at + 3])
    return bool(_NAME.fullmatch(name) and _TYPE.fullmatch(type) and re.fullmatch(r"\d{1,9}", order, re.ASCII))


def _is_cut_off(lines: list[Line], at: int) -> bool:
    """Whether these last lines are a name, or a name and a type, whose order is missing."""
    rest = [line.text for line in lines[at:]]
    is_name = bool(_NAME.fullmatch(rest[0])) and rest[0] != "required" and not rest[0].endswith(".")
    return is_name and (len(rest) == 1 or (len(rest) == 2 and bool(_TYPE.fullmatch(rest[1]))))


def _say(param: PageParam, line: Line, left_out: list[str], *, in_values: bool) -> bool:
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
