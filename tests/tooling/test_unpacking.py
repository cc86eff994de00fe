"""What the local AWS unpacks for its functions: once for all that have the same, as long as somebody has it."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from shutil import rmtree
from threading import Event
from zipfile import ZipFile, ZipInfo

import pytest

from plano_cli.local.unpacking import ENVIRONMENTS, Archive


class Temporary:
    """The folder in which the local AWS makes its functions' environments."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.unpacked = root / f"{ENVIRONMENTS}unpacked"

    def start(self, function: str, code: str) -> Path:
        """Make an environment that runs this code, and answer the folder of its code."""
        archive, place = self._root / f"{function}.zip", self._root / f"{ENVIRONMENTS}{function}-1a2b" / "code"
        with ZipFile(archive, "w") as made:
            made.writestr(ZipInfo("app.py"), code)
        place.mkdir(parents=True)
        with Archive(self.unpacked, str(archive)) as found:
            found.extractall(str(place))
        return place

    def end(self, code: Path) -> None:
        """Remove an environment, as the local AWS does."""
        rmtree(code.parent)


@pytest.fixture
def temporary(tmp_path: Path) -> Temporary:
    return Temporary(tmp_path)


def test_each_environment_finds_its_own_code(temporary: Temporary) -> None:
    codes = {temporary.start(name, f"# {name}"): f"# {name}" for name in ("one", "two")}
    assert {place: (place / "app.py").read_text() for place in codes} == codes


def test_an_environment_that_ends_takes_nothing_from_the_others(temporary: Temporary) -> None:
    first, second = temporary.start("one", "# same"), temporary.start("two", "# same")
    temporary.end(first)
    temporary.start("three", "# another")
    assert (second / "app.py").read_text() == "# same"


def test_what_nobody_runs_any_more_is_removed_when_something_else_is_unpacked(temporary: Temporary) -> None:
    temporary.end(temporary.start("one", "# before the edit"))
    temporary.start("one-edited", "# after it")
    assert [(each / "app.py").read_text() for each in temporary.unpacked.iterdir()] == ["# after it"]


def test_an_unpacking_that_was_cut_short_is_begun_anew(temporary: Temporary) -> None:
    whole = temporary.start("one", "# whole").resolve()
    (whole / "app.py").unlink()
    whole.rename(whole.with_suffix(".begun"))
    assert (temporary.start("two", "# whole") / "app.py").read_text() == "# whole"


def test_environments_may_end_while_others_start(temporary: Temporary) -> None:
    ended = Event()

    def come_and_go() -> None:
        for number in count():
            temporary.end(temporary.start(f"passing{number}", "# passing"))
            if ended.is_set():
                return

    with ThreadPoolExecutor(1) as beside:
        passing = beside.submit(come_and_go)
        try:
            codes = [temporary.start(f"edited{number}", f"# edit {number}") for number in range(200)]
        finally:
            ended.set()
        passing.result()
    assert [(code / "app.py").read_text() for code in codes] == [f"# edit {number}" for number in range(200)]
