"""What is done before SnapStart takes a snapshot of this process, from which many others begin."""

from collections.abc import Callable


def before_a_snapshot(do: Callable[[], object]) -> None:
    """Have Lambda do this then. Where no snapshot is taken of a function, it is never done.

    Lambda begins with what was registered last. What registers something meanwhile has it done next.
    """
    try:
        from snapshot_restore_py import register_before_snapshot
    except ImportError:
        return  # only Lambda's runtime has it, and only there a process is restored from a snapshot
    register_before_snapshot(do)
