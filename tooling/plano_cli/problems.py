"""What the tooling gives up on, in words that say what to do, and the exit code that goes with it."""

FAILED, MISUSED, UNAVAILABLE = 1, 2, 4
"""What `plano` exits with; docs/operations.md has all of its codes."""


class Problem(Exception):
    """Something that the person at the keyboard can mend; the message says how."""

    exit_code = FAILED


class Misused(Problem):
    """The command line asks for what can't be: a role that there isn't, an email that is none."""

    exit_code = MISUSED


class Unavailable(Problem):
    """The stack can't be reached, or doesn't let us in: the same command may work later, or with other credentials."""

    exit_code = UNAVAILABLE
