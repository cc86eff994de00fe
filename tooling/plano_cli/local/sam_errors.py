"""What SAM failed with, in words that say what to do; its own are in its log."""

import re

_WHAT = {"build": "The functions and layers could not be built", "deploy": "The stack could not be deployed"}
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
    (r"Could not connect to the endpoint URL: (\S+)", "nothing answers at {}"),
)
_FAILED = re.compile(r"^(?:CREATE|UPDATE|DELETE)_FAILED\s+(\S+)\s+(\S+)\s*(.*)$", re.MULTILINE)
_ERROR = re.compile(r"^(?:Error|Failed): (.*)", re.MULTILINE)
_CANCELLED = "Resource creation cancelled"


def explain(command: str, log: str) -> str:
    """Why this command of SAM failed."""
    return f"{_WHAT.get(command, f'`sam {command}` failed')}: {_why(log)}."


def _why(log: str) -> str:
    for pattern, words in _KNOWN:
        if found := re.search(pattern, log):
            return words.format(*(group.strip() for group in found.groups()))
    failed = [found for found in _FAILED.finditer(log) if _CANCELLED not in found[3]]
    if failed:
        return "; ".join(f"{found[2]} ({found[1]}): {found[3].strip()}" for found in failed[:3]).rstrip(".")
    errors = _ERROR.findall(log)
    return str(errors[-1]).rstrip(".") if errors else "SAM doesn't say why"
