"""What axe finds on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "rules": {"heading-order": {"enabled": True}},
}


def violations(opened: Page, rule: str = "", part: str = "html") -> list[Any]:
    """Each rule that the page violates, with some of the places; of one rule, or in one part, where it is named."""
    rules = {"runOnly": {"type": "rule", "values": [rule]}} if rule else _RULES
    found = Axe().run(opened, context=part, options=rules).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
