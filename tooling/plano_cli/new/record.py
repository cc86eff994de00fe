"""A new kind of records: its type, its words, and its place in the table."""

import builtins
import keyword
import re
from dataclasses import dataclass
from pathlib import Path

from plano_cli.new.names import pascal
from plano_cli.problems import Problem

KINDS = "layers/plano/plano/store/kinds.py"
_NEXT_KIND = '    SESSION = "Session"\n'
_NEXT_PLACE = '    Kind.SESSION: Partitions(Table.SESSIONS, "Session#*"),\n'


@dataclass(frozen=True, slots=True)
class RecordKind:
    """What the records of an API service are called: `visits` are of the kind Visit."""

    service: str

    @property
    def noun(self) -> str:
        """One of them, as a slug: `visit`."""
        if self.service.endswith("ies"):
            return f"{self.service[:-3]}y"
        ends_in_es = self.service.endswith(("sses", "xes", "ches", "shes"))
        noun = self.service[:-2] if ends_in_es else self.service.removesuffix("s")
        return f"{noun}_record" if keyword.iskeyword(noun) or noun in dir(builtins) else noun

    @property
    def name(self) -> str:
        """The name of its type, and what each record holds as its `kind`: `Visit`."""
        return pascal(self.noun)

    @property
    def words(self) -> dict[str, str]:
        """What the templates of its files need."""
        noun = self.noun.replace("_", " ")
        return {
            "noun": self.noun,
            "record": self.name,
            "constant": self.noun.upper(),
            "a_noun": f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}",
            "the_noun": noun,
        }

    def is_made(self, project: Path) -> bool:
        """Whether there are such records already, as `plano new route` makes them."""
        file = project / "layers/plano/plano/domain" / self.service / "record.py"
        marks = (f"class {self.name}(Versioned)", f"def {self.noun}_key(id: int) -> Key")
        return file.exists() and all(mark in file.read_text() for mark in marks)

    def is_free(self, project: Path) -> bool:
        """Whether no other kind of records has this name."""
        return re.search(rf'^    {self.noun.upper()} = |= "{self.name}"$', _kinds(project), re.MULTILINE) is None

    def with_kind(self, project: Path) -> str:
        """What the list of kinds holds, this one among them."""
        text = _kinds(project)
        if not (_NEXT_KIND in text and _NEXT_PLACE in text):
            raise Problem(f"{KINDS} has to hold these two lines:\n{_NEXT_KIND}{_NEXT_PLACE}")
        constant, place = self.noun.upper(), f'Partitions(Table.RECORDS, "{self.name}#*")'
        return text.replace(_NEXT_KIND, f'    {constant} = "{self.name}"\n{_NEXT_KIND}').replace(
            _NEXT_PLACE, f"    Kind.{constant}: {place},\n{_NEXT_PLACE}"
        )


def _kinds(project: Path) -> str:
    return (project / KINDS).read_text()
