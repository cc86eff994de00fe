"""What a local stack hands over for its forms: the demo users' logins, the demo's records, and the API's address."""

import json
from typing import Any

from plano.settings import settings
from plano.store.parameters import secret
from plano.store.services import ServiceUnavailable
from plano.store.values import Item


def demo() -> Item | None:
    """It; or None on a stack that is not local, or has not made it yet."""
    name = settings().demo_parameter
    if settings().environment != "local" or not name:
        return None
    try:
        found: Any = json.loads(secret(name))
    except ServiceUnavailable:
        return None
    return dict(found)
