"""Which deployment the shared code of this process works on."""

import os
from collections.abc import Mapping

from plano.settings import settings
from plano.store import services
from plano.store.client import client


def use(environment: Mapping[str, str]) -> None:
    """Work on the deployment that these variables name, from now on."""
    os.environ.update(environment)
    settings.cache_clear()
    client.cache_clear()
    services.forget()
