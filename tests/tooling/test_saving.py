"""A stack that is half deployed is not saved: the next run could not go on with it."""

import os
import subprocess
import sys
from pathlib import Path

from plano_cli.local.paths import PROJECT

_SAVE = """\
import sys
from pathlib import Path
from ministack.services import cloudformation
from plano_cli.local.saving import Deploying, Saver
saver = Saver(Path(sys.argv[1]))
for status in ("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"):
    cloudformation._stacks["plano-local"] = {"StackStatus": status}
    try:
        saver.save({})
        print("saved")
    except Deploying:
        print("not saved")
"""


def test_it_is_saved_when_the_deployment_is_through(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "tooling"), "PERSIST_STATE": "1"}
    command = [sys.executable, "-c", _SAVE, str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "not saved\nsaved\n"
    assert [file.name for file in tmp_path.iterdir()] == ["saved.json"]
