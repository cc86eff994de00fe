"""SnapStart: every environment of a function is restored from one snapshot of a process that has imported its handler.

What is done before the snapshot costs no request anything; what must differ in each environment, or grows old, must not
be in it.
"""

import os
import random
from collections.abc import Callable


def is_to_come() -> bool:
    """Whether Lambda will take a snapshot of this process."""
    return os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start"


def before(do: Callable[[], None]) -> None:
    """Do this right before the snapshot. It must not raise: that would fail the deployment."""
    try:
        from snapshot_restore_py import register_before_snapshot
    except ImportError:
        return  # only Lambda's runtime has it, and only there a process is restored from a snapshot
    register_before_snapshot(do)


def reseed_after() -> None:
    """Have what each environment takes for random differ from the others'. Ours come from the system anyway."""
    try:
        from snapshot_restore_py import register_after_restore
    except ImportError:
        return
    register_after_restore(random.seed)
