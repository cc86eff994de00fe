"""docs/scale.md shows what `make load` measured last."""

import json

from benchmarks.load.page import RAW, markdown
from benchmarks.scale_page import PAGE, tables


def test_the_table_is_what_was_measured() -> None:
    assert tables(PAGE.read_text(), "load") == {"load": markdown(json.loads(RAW.read_text()))}, "make load"
