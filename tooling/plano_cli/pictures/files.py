"""The pictures' files: in docs/ with colours of their own, in the portal with those of the page."""

import re
import sys
from pathlib import Path

from plano.registry.discovery import declared
from plano_cli.pictures.architecture import architecture
from plano_cli.pictures.people import roles, session
from plano_cli.pictures.reading import architecture_of
from plano_cli.pictures.request_way import request_way
from plano_cli.template.digest import read_template

_DOCS, _PORTAL = "docs", "functions/documentation/templates/pictures"
_IN_DOCS = ("architecture", "request")
FILES = (
    *(f"{_DOCS}/{name}.svg" for name in _IN_DOCS),
    *(f"{_PORTAL}/{name}.svg" for name in (*_IN_DOCS, "session", "roles")),
)
"""All that is drawn, by its path in the project."""
_STATIC = Path("functions", "documentation", "static")
_ROOTS = re.compile(r':root(?:\[data-theme="dark"\])? \{(.*?)\}', re.DOTALL)
_SET = re.compile(r"(--[\w-]+): ([^;]+);")
_USED = re.compile(r"var\((--[\w-]+)\)")


def texts(project: Path) -> dict[str, str]:
    """What each file has to hold, by its path in the project.

    Raises:
        Problem: the template is no YAML.
    """
    functions = project / "functions"
    if str(functions) not in sys.path:
        sys.path.insert(0, str(functions))
    template = read_template((project / "template.yaml").read_text())
    pictures = (architecture(architecture_of(template, *declared(functions))), request_way(), session(), roles())
    drawn = {picture.name: picture for picture in pictures}
    style = own_style(project / _STATIC)
    return {path: drawn[Path(path).stem].svg(style if Path(path).parent == Path(_DOCS) else "") for path in FILES}


def own_style(static: Path) -> str:
    """The portal's rules and colours, for a picture that stands alone: dark where its reader's system is."""
    rules = [line for line in (static / "pictures.css").read_text().splitlines() if line.startswith(".drawn")]
    used = set(_USED.findall("\n".join(rules)))
    light, dark = (_colours(block, used) for block in _ROOTS.findall((static / "style.css").read_text()))
    return "\n".join(
        [f".drawn {{ {light} }}", f"@media (prefers-color-scheme: dark) {{ .drawn {{ {dark} }} }}", *rules]
    )


def _colours(block: str, used: set[str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in _SET.findall(block) if name in used)
