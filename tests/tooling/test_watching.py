"""The short loop: which edits of a project are noticed, and what each asks for."""

from pathlib import Path

import pytest

from plano_cli.local.paths import Home
from plano_cli.watching.sources import EditedFiles, Sources
from tooling.edited_project import FILES, project_in, write


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return project_in(tmp_path)


def test_an_edit_is_noticed_once_and_sorted_by_what_it_asks_for(home: Home) -> None:
    sources = Sources(home.project)
    assert sources.changes() is None
    write(home, "functions/greetings/say.py", "x = 1\n")
    write(home, "layers/plano/more/words.py", "HI = 'Hi'\n")
    (home.project / "functions/others/say.py").unlink()
    write(home, "functions/greetings/say.yaml", "Timeout: 5\n")
    assert sources.changes() == EditedFiles(
        ("functions/greetings/say.py", "functions/others/say.py"),
        ("layers/plano/more/words.py",),
        ("functions/greetings/say.yaml",),
    )
    assert sources.changes() is None


@pytest.mark.parametrize("name", ["functions/greetings/.say.py.swp", "functions/greetings/__pycache__/say.pyc"])
def test_what_editors_and_python_write_beside_the_code_is_not_noticed(home: Home, name: str) -> None:
    sources = Sources(home.project)
    write(home, name, "anything")
    assert sources.changes() is None


def test_what_could_not_be_taken_over_is_tried_again_with_the_next_edit(home: Home) -> None:
    sources = Sources(home.project)
    write(home, "layers/plano/words.py", "HELLO = ")
    assert sources.changes() is not None
    write(home, "functions/others/say.py", "y = 2\n")
    second = sources.changes()
    assert second is not None
    assert second.files == ("functions/others/say.py", "layers/plano/words.py")
    assert not sources.all_run()
    sources.run_now(second.files)
    assert sources.all_run()
    write(home, "layers/plano/words.py", "HELLO = 'Good day'\n")
    assert sources.changes() == EditedFiles(shared=("layers/plano/words.py",))


def test_an_edit_that_is_taken_back_before_it_ran_leaves_nothing_to_do(home: Home) -> None:
    sources = Sources(home.project)
    write(home, "layers/plano/words.py", "HELLO = ")
    assert sources.changes() is not None
    write(home, "layers/plano/words.py", FILES["layers/plano/words.py"])
    assert sources.changes() == EditedFiles()
