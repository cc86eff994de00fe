"""What the tooling gives up on, in words that say what to do."""


class Problem(Exception):
    """Something that the person at the keyboard can mend; the message says how."""
