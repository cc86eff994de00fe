"""What a create uses of DynamoDB: from docs/scale.md, whose table is made of the code."""

import re
from dataclasses import dataclass
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from plano_cli.local.paths import PROJECT

_ROW = r"^\| {} \| \d+ \| ([\d.]+) \| (\d+) \| (\d+) \|$"
_CREATE, _BULK = "`line_items.create`", "`line_items.bulk_create`, 45 on one order"
BULK = 45


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one request: all that it reads and writes, and what of that one partition gets."""

    reads: float
    writes: int
    on_order: int
    indexes: int
    """How many entries of global indexes it writes into each, times the indexes."""

    @property
    def of_table(self) -> int:
        """What is written to the table itself."""
        return self.writes - self.indexes


def of_create() -> Units:
    """Those of one line item."""
    return _units(_CREATE, 1)


def of_bulk() -> Units:
    """Those of a bulk."""
    return _units(_BULK, BULK)


def _units(request: str, line_items: int) -> Units:
    page = (PROJECT / "docs" / "scale.md").read_text()
    found = re.search(_ROW.format(re.escape(request)), page, re.MULTILINE)
    if found is None:
        raise ValueError(f"docs/scale.md says no units of {request}")
    table: Any = yaml_parse((PROJECT / "template.yaml").read_text())["Resources"]["RecordsTable"]["Properties"]
    indexes = len(table["GlobalSecondaryIndexes"]) * line_items
    return Units(float(found[1]), int(found[2]), int(found[3]), indexes)
