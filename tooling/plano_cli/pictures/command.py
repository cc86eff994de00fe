"""`plano pictures`."""

from plano_cli.local.paths import PROJECT
from plano_cli.pictures.files import texts


def pictures() -> None:
    """Draw the architecture and a request's way, from the template and the declarations."""
    found = texts(PROJECT)
    for path, text in found.items():
        file = PROJECT / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    print(f"Drew {len(found)} pictures.")
