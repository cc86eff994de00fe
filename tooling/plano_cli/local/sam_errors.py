"""What SAM failed with, in words that say what to do; its own are in its log."""

import re
from typing import NamedTuple

_WHAT = {"build": "The functions and layers could not be built", "deploy": "The stack could not be deployed"}
_TABLES_ARE_THERE = (
    "Where it is the tables of a stack that was deleted, docs/operations.md says under"
    " \u201cA stack that is made again\u201d how the new one takes them in"
)
_KNOWN = (
    (r"No space left on device", "the disk is full. Free some space, and try again"),
    (
        r"Unable to locate credentials|NoCredentials",
        "there are no AWS credentials. Log in (`aws sso login`, `aws configure`), or name a profile with AWS_PROFILE",
    ),
    (r"ExpiredToken|SSOTokenLoadError|UnauthorizedSSOToken", "the AWS credentials have expired. Log in again"),
    (
        r"Binary validation failed for python|PythonPipBuilder:Validation",
        "there is no Python of the version that the"
        " template names (PythonRuntime). Install it, or name another with --parameter-overrides",
    ),
    (r"ResolveDependencies - (.*)", "pip could not install the layer\u2019s packages: {}"),
    (r"The config profile \((.*)\) could not be found", "there is no AWS profile {}: see AWS_PROFILE"),
    (r"Template file not found at (.*)", "nothing is built at {}. Build it first"),
    (r"Could not connect to the endpoint URL: (\S+)", "nothing answers at {}"),
    (
        r"EarlyValidation::ResourceExistenceCheck",
        f"something that the stack would make is there already (`aws cloudformation describe-events` says what)."
        f" {_TABLES_ARE_THERE}",
    ),
)
_COLUMNS = ("ResourceStatus", "ResourceType", "LogicalResourceId", "ResourceStatusReason")
_BEGINS = re.compile("(CREATE|UPDATE|DELETE|ROLLBACK|IMPORT|REVIEW)_")
_ERROR = re.compile(r"^(?:Error|Failed): (.*)", re.MULTILINE)
_NO_YAML = re.compile(r"Failed to parse template: (.*?)(?:\n *\n|\Z)", re.DOTALL)
_LINE = re.compile(r"line (\d+), column \d+")
_INVALID = re.compile(r"InvalidResourceException\('(\w+)', (['\"])(.*?)\2\)")
_CANCELLED = "Resource creation cancelled"


def explain(command: str, log: str) -> str:
    """Why this command of SAM failed."""
    return f"{_WHAT.get(command, f'`sam {command}` failed')}: {_why(log)}."


def _why(log: str) -> str:
    for pattern, words in _KNOWN:
        if found := re.search(pattern, log):
            return words.format(*(group.strip() for group in found.groups()))
    failed = [event for event in _events(log) if event.status.endswith("_FAILED") and _CANCELLED not in event.reason]
    if failed:
        reasons = "; ".join(f"{event.name} ({event.type}): {event.reason}" for event in failed[:3]).rstrip(".")
        return f"{reasons}. {_TABLES_ARE_THERE}" if any(map(_is_table_of_before, failed)) else reasons
    if of_template := _of_template(log):
        return of_template
    errors = _ERROR.findall(log)
    return str(errors[-1]).rstrip(".") if errors else "SAM doesn't say why"


class _Event(NamedTuple):
    """What became of a resource."""

    status: str
    type: str
    name: str
    reason: str


def _is_table_of_before(event: _Event) -> bool:
    return event.type == "AWS::DynamoDB::Table" and "already exists" in event.reason


def _events(log: str) -> list[_Event]:
    """The rows of SAM's table of events. It wraps what is too long for a column: names anywhere, reasons at blanks."""
    found: list[_Event] = []
    starts: list[int] = []
    for line in log.splitlines():
        if line.split() == [*_COLUMNS]:
            starts = [line.index(name) for name in _COLUMNS]
        elif not line.strip() or not starts:
            starts = []  # the table has ended
        elif not line.startswith("-"):
            status, type, name, reason = (
                line[begin:end].strip() for begin, end in zip(starts, [*starts[1:], None], strict=True)
            )
            if _BEGINS.match(status) or not found:
                found.append(_Event(status, type, name, reason))
            else:
                before = found[-1]
                wrapped = f"{before.reason} {reason}".strip()
                found[-1] = _Event(before.status + status, before.type + type, before.name + name, wrapped)
    return found


def _of_template(log: str) -> str | None:
    """What is wrong with the template itself: SAM answers that with a parser's words, or with a traceback."""
    if unreadable := _NO_YAML.search(log):
        lines = _LINE.findall(unreadable[1])
        where = f", line {lines[-1]}" if lines else ""
        what = ", ".join(line.strip() for line in unreadable[1].splitlines() if not _LINE.search(line))
        return f"template.yaml{where}: {what}"
    if invalid := dict.fromkeys((found[1], found[3]) for found in _INVALID.finditer(log)):
        return "template.yaml: " + "; ".join(f"{name}: {what}" for name, what in [*invalid][:3])
    return None
