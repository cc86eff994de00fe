"""A project of two functions and a layer, for tests that edit it."""

from pathlib import Path

from plano_cli.local.paths import Home

FILES = {
    "template.yaml": "Resources: {}\n",
    "samconfig.toml": "version = 0.1\n",
    "functions/greetings/say.py": "import words\n\ndef handler(event, context):\n    return words.HELLO + ', you'\n",
    "functions/others/say.py": "def handler(event, context):\n    return 'other'\n",
    "layers/plano/words.py": "HELLO = 'Hello'\n",
    "layers/dependencies/requirements.txt": "",
}


def project_in(folder: Path) -> Home:
    """The project in a new folder, and the home of its local AWS beside it."""
    project = folder / "project"
    for name, text in FILES.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    return Home(folder / "local", project)


def write(home: Home, name: str, text: str) -> None:
    """Edit a file of the project, or add one."""
    path = home.project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
