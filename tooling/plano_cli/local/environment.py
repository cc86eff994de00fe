"""Which deployment the shared code of this process works on."""

import os
from collections.abc import Mapping

from plano.settings import settings
from plano.store.client import client
from plano.store.services import events, sns, sqs


def use(environment: Mapping[str, str]) -> None:
    """Work on the deployment that these variables name, from now on."""
    os.environ.update(environment)
    for remembered in (settings, client, sqs, sns, events):
        remembered.cache_clear()
