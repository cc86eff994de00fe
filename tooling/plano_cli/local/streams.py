"""What the local AWS keeps of its streams from one run to the next.

It keeps how far each stream was read, but not the stream: it would skip as many new changes as it had read before.
"""

import json
from contextlib import suppress
from typing import Any

from plano_cli.local.files import write_whole
from plano_cli.local.paths import Home


def forget_positions(home: Home) -> None:
    """Have every stream be read from its beginning, which is where this run begins."""
    file = home.state / "lambda.json"
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        kept: dict[str, Any] = json.loads(file.read_text())
        positions = kept["payload"]["dynamodb_stream_positions"]
        positions["data"] = type(positions["data"])()
        write_whole(file, json.dumps(kept))
