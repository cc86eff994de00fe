"""Showing what takes its time: a spinner on a terminal, a line for each step elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from rich.console import Console


@contextmanager
def busy(title: str) -> Iterator[None]:
    """Show a person at a terminal that something is under way; output to others stays as it is."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(f"{title} …"):
        yield


def steps(console: Console) -> Callable[[str], AbstractContextManager[None]]:
    """A context for each step, which says what is going on, and how long it took."""

    @contextmanager
    def step(title: str) -> Iterator[None]:
        started = time.monotonic()
        if not console.is_terminal:
            console.print(f"{title} …")
        with console.status(f"{title} …"):
            yield
        console.print(f"[green]✓[/] {title} [dim]({time.monotonic() - started:.1f} s)[/]")

    return step
