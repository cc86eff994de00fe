"""Kinds of params: what each is called, and which limits it can have."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Limits = Mapping[str, Any]
LENGTHS = ("max_length", "min_length")
BOUNDS = ("ge", "le")


class CannotDeclare(TypeError):
    """A param is declared in a way that can't hold or can't be described. It says which one, and how to mend it."""


class Kind(NamedTuple):
    """One kind of value: what stands in the annotation of a type that a param can have.

    `limits` are those that a declaration may give; `own` those that hold where it gives none. `fixed` are the limits
    among them that a declaration may only tighten. `made` makes what Pydantic goes by of the limits, for a kind whose
    values Pydantic does not know.
    """

    name: str
    limits: tuple[str, ...] = ()
    own: tuple[tuple[str, int], ...] = ()
    fixed: bool = False
    made: Callable[[Limits], tuple[Any, ...]] | None = None

    def __str__(self) -> str:
        return f"{'an' if self.name[0] in 'aeiu' and self.name[:3] not in ('url', 'uui') else 'a'} {self.name}"

    def metadata(self, given: Limits) -> tuple[Any, ...]:
        """What stands in an annotation of this kind with these limits."""
        limits = {**dict(self.own), **given}
        return (self, *(self.made(limits) if self.made else ()))
