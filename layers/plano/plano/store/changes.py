"""Changes: what becomes of some of a record's attributes, while the others stay as they are."""

from dataclasses import dataclass, replace

from plano.store.conditions import Names, Path
from plano.values import Fields, Value


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Change:
    """A change that is put together step by step: `Change().set(quantity=2).clear("price").count("version")`."""

    _sets: tuple[tuple[Path, Value], ...] = ()
    _firsts: tuple[tuple[str, Value], ...] = ()
    _counts: tuple[str, ...] = ()
    _clears: tuple[Path, ...] = ()

    def set(self, **values: Value) -> "Change":
        """Give attributes these values; None clears one."""
        return self.set_all(values)

    def set_all(self, values: Fields) -> "Change":
        """The same, for names that are known only when the program runs."""
        given = tuple((name, value) for name, value in values.items() if value is not None)
        cleared = tuple(name for name, value in values.items() if value is None)
        return replace(self, _sets=(*self._sets, *given), _clears=(*self._clears, *cleared))

    def set_at(self, path: Path, value: Value) -> "Change":
        """Give the attribute at a path this value, None as null."""
        return replace(self, _sets=(*self._sets, (path, value)))

    def clear(self, *paths: Path) -> "Change":
        """Remove attributes."""
        return replace(self, _clears=(*self._clears, *paths))

    def count(self, name: str) -> "Change":
        """Add one to a number, which starts from nothing."""
        return replace(self, _counts=(*self._counts, name))

    def first(self, name: str, value: Value) -> "Change":
        """Give an attribute this value, unless it has one."""
        return replace(self, _firsts=(*self._firsts, (name, value)))

    def render(self, names: Names) -> str:
        """The change in DynamoDB's words."""
        sets = [f"{names.path(path)} = {names.value(value)}" for path, value in self._sets]
        sets += [self._if_absent(names, name, value, "") for name, value in self._firsts]
        sets += [self._if_absent(names, name, 0, f" + {names.value(1)}") for name in self._counts]
        clears = [names.path(path) for path in self._clears]
        clauses = (("SET", sets), ("REMOVE", clears))
        return " ".join(f"{word} {', '.join(parts)}" for word, parts in clauses if parts)

    @staticmethod
    def _if_absent(names: Names, name: str, value: Value, more: str) -> str:
        placeholder = names.path(name)
        return f"{placeholder} = if_not_exists({placeholder}, {names.value(value)}){more}"
